"""Each content file to its entries; an event that did not change is not read again."""

import hashlib
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from samenkomst.core.model.catalogue import ReadEntry, read_entries
from samenkomst.core.model.fault import Fault
from samenkomst.core.problem import Problem
from samenkomst.stores.forking import map_over_processors
from samenkomst.stores.yaml_marks import Marks
from samenkomst.stores.yaml_tree import read_tree

_NAME = re.compile(r"[ -]*(?:slug|id)\s*:")


@dataclass(slots=True)
class Remembered:
    """Sound events of an earlier run, pickled, by the digest of their file's name and text."""

    events: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What was read of one file, nothing more."""

    source: str
    entries: tuple[ReadEntry, ...] = ()
    faults: tuple[Fault, ...] = ()
    problems: tuple[Problem, ...] = ()
    lost: bool = False
    """Whether it holds names that we could not read, to which others may refer."""
    pickled: bytes = b""
    """The entries, when they are worth remembering."""


def read_sources(texts: Mapping[str, str], remembered: Remembered) -> list[ReadSource]:
    """Return what is in each file, in their order; `remembered` then has what is sound now."""
    digests = {source: _digest(source, text) for source, text in texts.items() if "/" in source}
    known = {source: remembered.events.get(digest) for source, digest in digests.items()}
    unknown = [source for source in texts if known.get(source) is None]
    read = {each.source: each for each in map_over_processors(partial(_read, texts), unknown)}
    for source, pickled in known.items():
        if pickled is not None:
            read[source] = ReadSource(source, pickled=pickled)
    remembered.events = {
        digest: read[source].pickled for source, digest in digests.items() if read[source].pickled
    }
    return [_unpickle(read[source]) for source in texts]


def _unpickle(read: ReadSource) -> ReadSource:
    """Return what was read with its entries, which travel and are remembered as bytes."""
    if not read.pickled:
        return read
    return replace(read, entries=pickle.loads(read.pickled))  # noqa: S301 - our own, checked


def _digest(source: str, text: str) -> str:
    found = f"{source}\0{text}".encode(errors="surrogatepass")
    return hashlib.blake2b(found, digest_size=16).hexdigest()


def _read(texts: Mapping[str, str], source: str) -> ReadSource:
    tree, marks, problems = read_tree(source, texts[source])
    faults: list[Fault] = []
    whole = tree is not None or not problems
    entries = tuple(read_entries(source, tree, faults)) if whole else ()
    sound = "/" in source and not (problems or faults) and all(each.is_sound for each in entries)
    if sound:
        return ReadSource(source, pickled=pickle.dumps(entries, pickle.HIGHEST_PROTOCOL))
    return ReadSource(
        source=source,
        entries=entries,
        faults=tuple(faults),
        problems=tuple(problems),
        lost=tree is None or _lost_a_name(marks),
    )


def _lost_a_name(marks: Marks) -> bool:
    """Return whether a slug or id could not be read, to which others may refer."""
    return any(_NAME.match(marks.lines[number - 1]) for number in marks.mended)
