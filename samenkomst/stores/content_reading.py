"""Each content file to its entries; a sound file that did not change is not read again."""

import re
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from samenkomst.core.model.catalogue import ReadEntry, read_entries
from samenkomst.core.model.content import Content
from samenkomst.core.model.fault import Fault
from samenkomst.core.problem import Place, Problem
from samenkomst.stores.content_files import ContentFiles, Refused
from samenkomst.stores.forking import share_over_processors
from samenkomst.stores.memory import code_digest
from samenkomst.stores.parcel import Parcel
from samenkomst.stores.yaml_marks import Marks

_NAME = re.compile(r"[ -]*(?:slug|id)\s*:")

Entries = dict[str, tuple[ReadEntry, ...]]
"""The entries of each file, by the digest of its name and text."""
Parts = dict[str, tuple[Content | None, ...]]
"""Their parts as far as they can be read, by the same; a check of what is known needs none."""


class Sound(NamedTuple):
    """What one process found in files without a fault, nothing more."""

    entries: Parcel[Entries]
    parts: Parcel[Parts]


def entries_of(sound: Iterable[Sound]) -> Entries:
    """Return all entries."""
    return {digest: found for each in sound for digest, found in each.entries.open().items()}


def parts_of(sound: Iterable[Sound]) -> Parts:
    """Return all parts."""
    return {digest: found for each in sound for digest, found in each.parts.take().items()}


class ReadSource(NamedTuple):
    """What was read of one file, nothing more."""

    source: str
    digest: str
    entries: tuple[ReadEntry, ...] = ()
    parts: tuple[Content | None, ...] = ()
    """Of a file with a fault; else they stand apart."""
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


class Share(NamedTuple):
    """What one process read, nothing more."""

    digests: dict[str, str]
    """Of each file that is sound, by source."""
    sound: Sound
    rest: Sequence[ReadSource]


class Reading(NamedTuple):
    """What is in each file, nothing more."""

    sources: Sequence[ReadSource]
    """In the order of the files."""
    known: Entries
    """What was known of them before."""
    new: Sequence[Sound]
    """What was not."""


def read_sources(files: ContentFiles, known: Entries) -> Reading:
    """Return what is in each file, of which `known` was read before."""
    unknown = [source for source, digest in files.digests.items() if digest not in known]
    work = partial(_read_share, files, known)
    shares = share_over_processors(work, unknown, code_digest)  # what it reads is remembered by it
    found = {each.source: each for share in shares for each in share.rest}
    new = [share.sound for share in shares]
    sound = known | entries_of(new)
    for share in shares:
        for source, digest in share.digests.items():
            found[source] = ReadSource(source, digest, sound[digest])
    for source in unknown:
        if digest := found[source].digest:
            files.take(source, digest)
        else:
            files.drop(source, found[source].problems)
    known = {digest: known[digest] for digest in files.digests.values() if digest in known}
    sources = [
        found.get(source) or ReadSource(source, digest, known[digest])
        for source, digest in files.digests.items()
    ]
    return Reading(sources, known, new)


def _read_share(files: ContentFiles, known: Entries, sources: Iterable[str]) -> Share:
    read = [_read(source, files, known) for source in sources]
    sound = [each for each in read if each.is_sound]
    new = [each for each in sound if each.digest not in known]
    entries = Parcel({each.digest: each.entries for each in new})
    parts = Parcel({each.digest: each.parts for each in new})
    parts.pack()  # now, while the others do so as well
    digests = {each.source: each.digest for each in sound}
    return Share(digests, Sound(entries, parts), [each for each in read if not each.is_sound])


def _read(source: str, files: ContentFiles, known: Entries) -> ReadSource:
    # Here, for most often there is nothing new to read, and yaml takes as long to load as the rest.
    from samenkomst.stores.yaml_plain import read_plain

    try:
        text, digest = files.fetch(source)
    except Refused as refused:
        problem = Problem(Place(source), refused.code, refused.values)
        return ReadSource(source, "", problems=(problem,), lost=True)
    if digest in known:
        return ReadSource(source, digest, known[digest])
    tree = read_plain(text)
    if tree is None:
        return _read_with_care(source, digest, text)
    return _read_tree(source, digest, tree)


def _read_tree(source: str, digest: str, tree: object) -> ReadSource:
    faults: list[Fault] = []
    read = read_entries(source, tree, faults)
    entries, parts = zip(*read, strict=True) if read else ((), ())
    return ReadSource(source, digest, entries, parts, tuple(faults))


def _read_with_care(source: str, digest: str, text: str) -> ReadSource:
    from samenkomst.stores.yaml_tree import read_tree

    tree, marks, problems = read_tree(source, text)
    lost = tree is None or _lost_a_name(marks)
    whole = tree is not None or not problems
    read = _read_tree(source, digest, tree) if whole else ReadSource(source, digest)
    return read._replace(problems=tuple(problems), lost=lost)


def _lost_a_name(marks: Marks) -> bool:
    """Return whether a slug or id could not be read, to which others may refer."""
    return any(_NAME.match(marks.lines[number - 1]) for number in marks.mended)
