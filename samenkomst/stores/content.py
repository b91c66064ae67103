"""The content folder: YAML files to a catalogue, or every problem in them with file and line."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from samenkomst.core.model.catalogue import Catalogue, build_catalogue
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.references import TARGETS, suggest
from samenkomst.core.problem import Place, Problem, Severity
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import Translate, dutch
from samenkomst.stores.content_files import ContentFiles, read_files
from samenkomst.stores.yaml_marks import Marks
from samenkomst.stores.yaml_tree import read_tree

_NAME = re.compile(r"[ -]*(?:slug|id)\s*:")
MOST_PROBLEMS = 500
"""More than anyone reads; a file of nonsense must not take minutes to report."""


def load_catalogue(
    folder: Path, translate: Translate = dutch
) -> tuple[Catalogue | None, list[Problem]]:
    """Return the catalogue in `folder`, or None when there are errors; and all problems.

    The problems are in the order of the files. Warnings alone leave the catalogue whole.
    """
    files = read_files(folder, translate)
    content = _Content(files, translate)
    catalogue, faults = build_catalogue(content.trees)
    return (None if has_errors(content.found) else catalogue), content.problems(faults)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether one of the problems stops the site from being built."""
    return any(problem.severity is Severity.ERROR for problem in problems)


class _Content:
    """The trees of all files with the places of their values, so that faults become problems."""

    def __init__(self, files: ContentFiles, translate: Translate) -> None:
        self.trees: dict[str, Any] = {}
        self._translate = translate
        self._marks: dict[str, Marks] = {}
        self.found = list(files.problems)
        """What is wrong with the files themselves."""
        self._order = {source: index for index, source in enumerate(files.texts)}
        self._unread: set[str] = {problem.place.source for problem in files.problems}
        for source, text in files.texts.items():
            tree, self._marks[source], found = read_tree(source, text)
            self.found += found
            if tree is not None or not found:
                self.trees[source] = tree
            if tree is None or self._lost_a_name(source):
                self._unread.add(source)

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
        return self._marks[str(path[0])].place(path)

    def _is_known(self, place: Place) -> bool:
        """Return whether the YAML of that line already has a problem: its value is no one's."""
        return place.line in self._marks[place.source].mended

    def _lost_a_name(self, source: str) -> bool:
        """Return whether a slug or id could not be read, to which others may refer."""
        marks = self._marks[source]
        return any(_NAME.match(marks.lines[number - 1]) for number in marks.mended)

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
        return Problem(place, found.code, values, self._marks[place.source].excerpt(place.line))

    def _hint(self, typed: str, near: Iterable[str]) -> str:
        meant = suggest(typed, near)
        return self._translate(TEXTS["did_you_mean"]).format(value=meant) if meant else ""


def _count(last: Place, more: int) -> Problem:
    return Problem(Place(last.source), "too_many", {"number": str(more)})
