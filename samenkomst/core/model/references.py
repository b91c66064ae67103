"""Ids that stand once, and references to them: checked on what was typed, not on what fits."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from samenkomst.core.model.fault import Fault, Path


class Refers(NamedTuple):
    """Marks the id of another entry, with the fault when that is not there."""

    code: str


class Once(NamedTuple):
    """Marks an id that stands once inside one entry, among those of the same kind."""

    kind: str


class RawEntry(NamedTuple):
    """One entry as it was typed, nothing more."""

    path: Path
    shelf: str
    raw: Any


Reference = tuple[Path, str, str]
"""Where a reference stands, the fault when it leads nowhere, and the id that it names."""

Name = tuple[tuple[str, str], Path]
"""The kind and the id of something inside an entry, and where it stands."""

_ONE_SET = {"people": "person", "organisations": "person"}
"""People and organisations share one set of ids: a contact can be either."""

TARGETS = {
    "unknown_event": ("events",),
    "unknown_person": ("people",),
    "unknown_organisation": ("organisations",),
    "unknown_person_or_organisation": ("people", "organisations"),
    "unknown_form": ("forms",),
    "unknown_link": ("events", "people"),
}
"""The shelves where a reference may point."""


def identifier_of(raw: Any) -> str:
    """Return the slug or id as typed, or nothing."""
    return str(raw.get("slug") or raw.get("id") or "") if isinstance(raw, dict) else ""


def check_unique_within(names: Sequence[Name]) -> Iterator[Fault]:
    """Yield a fault for each name that stands twice inside one entry.

    Of a session and one inside a group, the group's is the second, wherever it stands.
    """
    if len({name for name, _ in names}) < len(names):
        yield from _doubles(sorted(names, key=lambda each: len(each[1])))


def check_unique(named: Iterable[tuple[str, str, Path]]) -> Iterator[Fault]:
    """Yield a fault for each id that two entries have; each comes as shelf, id and path."""
    yield from _doubles(
        ((_ONE_SET.get(shelf, shelf), value), (*path, "slug" if shelf == "events" else "id"))
        for shelf, value, path in named
        if value
    )


def _doubles(named: Iterable[tuple[tuple[str, str], Path]]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], Path] = {}
    for name, path in named:
        first = seen.setdefault(name, path)
        if first is not path:
            yield Fault(path, "not_unique", {"value": name[1]}, first=first)


def check_references(
    references: Iterable[Reference], names: Mapping[str, Sequence[str]]
) -> Iterator[Fault]:
    """Yield a fault for each reference to an entry that is not there; `names` has ids by shelf."""
    known = {
        code: {name: None for shelf in shelves for name in names.get(shelf, ())}
        for code, shelves in TARGETS.items()
    }
    for path, code, value in references:
        if value not in known[code]:
            yield Fault(path, code, {"value": value, "suggestion": ""}, near=[*known[code]])


def suggest(value: str, known: Iterable[str]) -> str | None:
    """Return the word of `known` that an editor most likely meant by `value`, if any."""
    close = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return close[0] if close else None
