"""Ids that stand once, and references to them: checked on what was typed, not on what fits."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samenkomst.core.model.fault import Fault, Path


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as it was typed, nothing more."""

    path: Path
    shelf: str
    raw: Any


Reference = tuple[Path, str, str]
"""Where a reference stands, the fault when it leads nowhere, and the id that it names."""

_ONE_SET = {"people": "person", "organisations": "person"}
"""People and organisations share one set of ids: a contact can be either."""

UNIQUE_WITHIN: dict[str, tuple[tuple[Path, ...], ...]] = {
    "events": (
        (("sessions", "*", "id"), ("session_groups", "*", "sessions", "*", "id")),
        (("session_groups", "*", "id"),),
    ),
    "forms": ((("fields", "*", "name"),),),
}
"""Ids that stand once inside one entry."""

_ANYONE = "unknown_person_or_organisation"
_GROUPS: Path = ("session_groups", "*")
_SESSIONS: tuple[Path, ...] = (("sessions", "*"), (*_GROUPS, "sessions", "*"))
_PEOPLE: tuple[Path, ...] = tuple(
    (*item, "people", "*", *name)
    for item in ((), ("programme", "*"), ("programme", "*", "options", "*"))
    for name in ((), ("person",))
)
"""Where people stand in a session: as an id alone, or as a mapping with a `person`."""

_HERE = None
"""Stands at the end of a path in a tree of paths: no key that anyone can type."""
_Tree = dict[str | int | None, Any]
REFERENCES: dict[str, dict[Path, str]] = {
    "people": {("organisation",): "unknown_organisation"},
    "forms": {("second_form",): "unknown_form"},
    "events": {
        ("organiser",): "unknown_organisation",
        ("registration", "form"): "unknown_form",
        ("people", "*"): _ANYONE,
        ("people", "*", "person"): _ANYONE,
        **{tail: _ANYONE for tail in _PEOPLE if tail[0] == "programme"},
        ("partners", "*", "organisation"): "unknown_organisation",
        ("contact", "*"): _ANYONE,
        ("related", "*", "event"): "unknown_event",
        ("replaces",): "unknown_event",
        ("replaced_by",): "unknown_event",
        **{(*at, *tail): _ANYONE for at in _SESSIONS for tail in _PEOPLE},
        **{(*at, "registration", "form"): "unknown_form" for at in (*_SESSIONS, _GROUPS)},
    },
}
"""Which values refer to another entry, and the fault when it is not there."""

TARGETS = {
    "unknown_event": ("events",),
    "unknown_person": ("people",),
    "unknown_organisation": ("organisations",),
    _ANYONE: ("people", "organisations"),
    "unknown_form": ("forms",),
    "unknown_link": ("events", "people"),
}
"""The shelves where a reference may point."""


def identifier_of(raw: Any) -> str:
    """Return the slug or id as typed, or nothing."""
    return str(raw.get("slug") or raw.get("id") or "") if isinstance(raw, dict) else ""


def references_in(entry: RawEntry) -> Iterator[Reference]:
    """Yield every reference to another entry.

    Looks at what was typed, so that an entry with another fault is checked, and counts, as well.
    """
    return _find_references(entry.raw, _TREES.get(entry.shelf, {}), entry.path)


def _find_references(raw: Any, tree: _Tree, path: Path) -> Iterator[Reference]:
    if isinstance(raw, str):
        if code := tree.get(_HERE):
            yield path, code, raw
    elif isinstance(raw, dict):
        for key, below in tree.items():
            if key is not None and key in raw:
                yield from _find_references(raw[key], below, (*path, key))
    elif isinstance(raw, list) and "*" in tree:
        for index, each in enumerate(raw):
            yield from _find_references(each, tree["*"], (*path, index))


def _as_tree(references: Mapping[Path, str]) -> _Tree:
    """Return the paths as a tree, so that what was typed is walked through once."""
    tree: _Tree = {}
    for path, code in references.items():
        branch = tree
        for part in path:
            branch = branch.setdefault(part, {})
        branch[_HERE] = code
    return tree


_TREES = {shelf: _as_tree(references) for shelf, references in REFERENCES.items()}


def check_unique_within(entry: RawEntry) -> Iterator[Fault]:
    """Yield a fault for each id that stands twice inside one entry."""
    for patterns in UNIQUE_WITHIN.get(entry.shelf, ()):
        found = [hit for each in patterns for hit in find_values(entry.raw, each, entry.path)]
        yield from _doubles((("", value), path) for path, value in found)


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


def find_values(raw: Any, pattern: Path, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield each text in `raw` that stands at `pattern`, where `*` is any place in a list."""
    if not pattern:
        if isinstance(raw, str):
            yield path, raw
    elif pattern[0] == "*" and isinstance(raw, list):
        for index, each in enumerate(raw):
            yield from find_values(each, pattern[1:], (*path, index))
    elif isinstance(raw, dict) and pattern[0] in raw:
        yield from find_values(raw[pattern[0]], pattern[1:], (*path, pattern[0]))


def suggest(value: str, known: Iterable[str]) -> str | None:
    """Return the word of `known` that an editor most likely meant by `value`, if any."""
    close = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return close[0] if close else None
