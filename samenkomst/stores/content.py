"""The content folder: YAML files to a catalogue, or every problem in them with file and line."""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from samenkomst.core.model.catalogue import (
    Catalogue,
    ReadEntry,
    are_warnings,
    join_entries,
    make_catalogue,
)
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.references import TARGETS, suggest
from samenkomst.core.problem import Place, Problem, Severity
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.shelves import SHELF_NAMES
from samenkomst.core.translation import Translate, dutch
from samenkomst.stores.content_files import ContentFiles, read_files
from samenkomst.stores.content_memory import ContentMemory, recall
from samenkomst.stores.content_reading import (
    Reading,
    ReadSource,
    Sound,
    entries_of,
    parts_of,
    read_sources,
)
from samenkomst.stores.yaml_marks import Marks

MOST_PROBLEMS = 500
"""More than anyone reads; a file of nonsense must not take minutes to report."""


def load_catalogue(
    folder: Path, translate: Translate = dutch
) -> tuple[Catalogue | None, list[Problem]]:
    """Return the catalogue in `folder`, or None when there are errors; and all problems.

    The problems are in the order of the files. Warnings alone leave the catalogue whole.
    """
    with _without_collection():
        found = _load(read_files(folder, translate), translate, ())
        return found.catalogue(), found.problems


def load_remembering(
    folder: Path, translate: Translate = dutch, now: int | None = None
) -> tuple[Catalogue | None, list[Problem]]:
    """Return the same as `load_catalogue`, sooner: what is remembered is not read again.

    `now` is the time in nanoseconds.
    """
    with _without_collection():
        memory = recall(folder)
        files = read_files(folder, translate, memory.files, now)
        found = _load_remembering(files, translate, memory)
        return found.catalogue(), found.problems


def count_remembering(
    folder: Path, files: ContentFiles
) -> tuple[Mapping[str, int] | None, list[Problem]]:
    """Return how many entries there are, or None when there are errors; and all problems.

    Of what is remembered, and what other processes read, no more than that is unpacked.
    """
    with _without_collection():
        found = _load_remembering(files, dutch, recall(folder))
        return found.numbers(), found.problems


class _Loaded(NamedTuple):
    """What was found, nothing more."""

    entries: Sequence[ReadEntry]
    problems: list[Problem]
    reading: Reading
    sound: Sequence[Sound]
    whole: bool
    """Whether there are no errors."""

    def numbers(self) -> Mapping[str, int] | None:
        """Return how many entries there are, by shelf."""
        counted = Counter(entry.shelf for entry in self.entries)
        return {name: counted[name] for name in SHELF_NAMES} if self.whole else None

    def catalogue(self) -> Catalogue | None:
        """Return all that was found, as one."""
        if not self.whole:
            return None
        parts = parts_of(self.sound)
        sources = self.reading.sources
        found = [part for each in sources for part in each.parts or parts.get(each.digest, ())]
        return make_catalogue(self.entries, found)


def _load_remembering(files: ContentFiles, translate: Translate, memory: ContentMemory) -> _Loaded:
    found = _load(files, translate, memory.sound)
    memory.keep(found.reading, files.stamps)
    return found


def _load(files: ContentFiles, translate: Translate, known: Sequence[Sound]) -> _Loaded:
    reading = read_sources(files, entries_of(known))
    content = _Content(files, reading.sources, translate)
    faults = join_entries(content.entries, content.faults)
    return _Loaded(
        entries=content.entries,
        problems=content.problems(faults),
        reading=reading,
        sound=[*known, *reading.new],
        whole=are_warnings(faults) and not has_errors(content.found),
    )


@contextmanager
def _without_collection() -> Iterator[None]:
    """Put off looking for garbage that goes in circles: there is none in what is read.

    Python looks through everything again and again while it grows, which doubles the time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether one of the problems stops the site from being built."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class _Content:
    """What was read of all files, with the places of their values, so that faults become problems.

    A file that was sound before is not read again; should there be a problem with it after all,
    together with others, its places are found then.
    """

    def __init__(
        self, files: ContentFiles, read: Iterable[ReadSource], translate: Translate
    ) -> None:
        self.entries: list[ReadEntry] = []
        self.faults: list[Fault] = []
        """What is wrong with whole files, or with their content as a whole."""
        self._translate = translate
        self._files = files
        self._marks: dict[str, Marks] = {}
        self.found = list(files.problems)
        """What is wrong with the files themselves."""
        self._order = {source: index for index, source in enumerate(files.digests)}
        self._unread: set[str] = {problem.place.source for problem in files.problems}
        for each in read:
            self._add(each)

    def _add(self, read: ReadSource) -> None:
        self.entries += read.entries
        self.faults += read.faults
        self.found += read.problems
        if read.lost:
            self._unread.add(read.source)

    def _marks_of(self, source: str) -> Marks:
        """Return where everything stands in a file, found when somebody asks."""
        if source not in self._marks:
            # Here, for most often there is nothing to tell, and loading takes time.
            from samenkomst.stores.yaml_tree import read_tree

            self._marks[source] = read_tree(source, self._files.text(source))[1]
        return self._marks[source]

    def problems(self, faults: Iterable[Fault]) -> list[Problem]:
        """Return what was wrong with the files, and the faults that tell something more."""
        telling = [(self._place(fault.path), fault) for fault in self._telling(faults)]
        found: list[tuple[Place, Problem | Fault]] = [
            *((problem.place, problem) for problem in self.found),
            *((place, fault) for place, fault in telling if not self._is_known(place)),
        ]
        found.sort(key=lambda each: self._key(each[0]))
        problems = [self._problem(place, each) for place, each in found[:MOST_PROBLEMS]]
        if len(found) > MOST_PROBLEMS:
            problems.append(_count(problems[-1].place, len(found) - MOST_PROBLEMS))
        return problems

    def _key(self, place: Place) -> tuple[int, str, int, int]:
        order = self._order.get(place.source, len(self._order))
        return order, place.source, place.line or 0, place.column or 0

    def _place(self, path: tuple[str | int, ...]) -> Place:
        return self._marks_of(str(path[0])).place(path)

    def _is_known(self, place: Place) -> bool:
        """Return whether the YAML of that line already has a problem: its value is no one's."""
        return place.line in self._marks_of(place.source).mended

    def _telling(self, faults: Iterable[Fault]) -> Iterator[Fault]:
        """Yield the faults that are no mere result of a file that could not be read at all."""
        unread = {source.partition("/")[0].removesuffix(".yaml") for source in self._unread}
        for fault in faults:
            if not set(TARGETS.get(fault.code, ())) & unread:
                yield fault

    def _problem(self, place: Place, found: Problem | Fault) -> Problem:
        if isinstance(found, Problem):
            return found
        values: dict[str, str] = {"suggestion": "", **found.values}
        if found.near:
            typed = values.get("key" if found.code == "extra_forbidden" else "value", "")
            values["suggestion"] = self._hint(typed, found.near)
        if found.first is not None:
            values["first"] = str(self._place(found.first))
        return Problem(place, found.code, values, self._marks_of(place.source).excerpt(place.line))

    def _hint(self, typed: str, near: Iterable[str]) -> str:
        meant = suggest(typed, near)
        return self._translate(TEXTS["did_you_mean"]).format(value=meant) if meant else ""


def _count(last: Place, more: int) -> Problem:
    return Problem(Place(last.source), "too_many", {"number": str(more)})
