"""Each content file to its entries; a sound file that did not change is not read again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from samenkomst.core.model.catalogue import ReadEntry, read_entries
from samenkomst.core.model.fault import Fault
from samenkomst.core.problem import Problem
from samenkomst.stores.content_files import ContentFiles
from samenkomst.stores.forking import map_over_processors
from samenkomst.stores.yaml_marks import Marks
from samenkomst.stores.yaml_plain import read_plain

_NAME = re.compile(r"[ -]*(?:slug|id)\s*:")

Sound = dict[str, tuple[ReadEntry, ...]]
"""The entries of files without a fault, by the digest of the file's name and text."""


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What was read of one file, nothing more."""

    source: str
    entries: tuple[ReadEntry, ...] = ()
    faults: tuple[Fault, ...] = ()
    problems: tuple[Problem, ...] = ()
    lost: bool = False
    """Whether it holds names that we could not read, to which others may refer."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with it."""
        if self.faults or self.problems or self.lost:
            return False
        return all(each.is_sound for each in self.entries)


def read_sources(files: ContentFiles, known: Sound) -> tuple[list[ReadSource], Sound]:
    """Return what is in each file, in their order; and what is sound of it, of which `known` was
    read before.
    """
    old = {source: known[each] for source, each in files.digests.items() if each in known}
    texts = {source: files.text(source) for source in files.digests if source not in old}
    new = {each.source: each for each in map_over_processors(partial(_read, texts), [*texts])}
    sound = {files.digests[source]: entries for source, entries in old.items()}
    sound |= {files.digests[source]: each.entries for source, each in new.items() if each.is_sound}
    read = {**new, **{source: ReadSource(source, entries) for source, entries in old.items()}}
    return [read[source] for source in files.digests], sound


def _read(texts: Mapping[str, str], source: str) -> ReadSource:
    tree = read_plain(texts[source])
    if tree is None:
        return _read_with_care(source, texts[source])
    faults: list[Fault] = []
    return ReadSource(source, tuple(read_entries(source, tree, faults)), tuple(faults))


def _read_with_care(source: str, text: str) -> ReadSource:
    # Here, for most files are plain, and yaml takes long to load.
    from samenkomst.stores.yaml_tree import read_tree

    tree, marks, problems = read_tree(source, text)
    lost = tree is None or _lost_a_name(marks)
    faults: list[Fault] = []
    whole = tree is not None or not problems
    entries = tuple(read_entries(source, tree, faults)) if whole else ()
    return ReadSource(source, entries, tuple(faults), tuple(problems), lost)


def _lost_a_name(marks: Marks) -> bool:
    """Return whether a slug or id could not be read, to which others may refer."""
    return any(_NAME.match(marks.lines[number - 1]) for number in marks.mended)
