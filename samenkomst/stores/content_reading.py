"""Each content file to its entries; a sound file that did not change is not read again."""

import pickle
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from samenkomst.core.model.catalogue import ReadEntry, read_entries
from samenkomst.core.model.fault import Fault
from samenkomst.core.problem import Problem
from samenkomst.stores.content_files import ContentFiles
from samenkomst.stores.forking import share_over_processors
from samenkomst.stores.yaml_marks import Marks

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


@dataclass(frozen=True, slots=True)
class Share:
    """What one process read, nothing more."""

    sound: Sound
    rest: Sequence[ReadSource] = ()
    packed: bytes = b""
    """What is sound as it travelled, so that nobody has to pickle it again."""

    def pack(self) -> bytes:
        """Return what is sound as bytes."""
        return self.packed or pickle.dumps(self.sound, pickle.HIGHEST_PROTOCOL)

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel with the bytes."""
        return _unpack, (self.pack(), self.rest)


def _unpack(packed: bytes, rest: Sequence[ReadSource]) -> Share:
    return Share(pickle.loads(packed), rest, packed)  # noqa: S301 - as our own process wrote it


@dataclass(frozen=True, slots=True)
class Reading:
    """What is in each file, nothing more."""

    sources: Sequence[ReadSource]
    """In the order of the files."""
    known: Sound
    """What was known of them before."""
    shares: Sequence[Share]
    """What was not."""


def read_sources(files: ContentFiles, known: Sound) -> Reading:
    """Return what is in each file, of which `known` was read before."""
    texts = {
        name: files.text(name) for name, digest in files.digests.items() if digest not in known
    }
    shares = share_over_processors(partial(_read_share, texts, files.digests), [*texts])
    known = {digest: known[digest] for digest in files.digests.values() if digest in known}
    sound = dict(known)
    rest: dict[str, ReadSource] = {}
    for share in shares:
        sound |= share.sound
        rest |= {each.source: each for each in share.rest}
    sources = [
        rest.get(source) or ReadSource(source, sound[digest])
        for source, digest in files.digests.items()
    ]
    return Reading(sources, known, shares)


def _read_share(
    texts: Mapping[str, str], digests: Mapping[str, str], sources: Sequence[str]
) -> Share:
    read = [_read(source, texts[source]) for source in sources]
    sound = {digests[each.source]: each.entries for each in read if each.is_sound}
    return Share(sound, [each for each in read if not each.is_sound])


def _read(source: str, text: str) -> ReadSource:
    # Here, for most often there is nothing new to read, and yaml takes as long to load as the rest.
    from samenkomst.stores.yaml_plain import read_plain

    tree = read_plain(text)
    if tree is None:
        return _read_with_care(source, text)
    faults: list[Fault] = []
    return ReadSource(source, tuple(read_entries(source, tree, faults)), tuple(faults))


def _read_with_care(source: str, text: str) -> ReadSource:
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
