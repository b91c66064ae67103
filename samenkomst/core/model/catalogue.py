"""All content together, and the rules that hold between its parts."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault, Path, validate
from samenkomst.core.model.form import Form
from samenkomst.core.model.person import Organisation, Person
from samenkomst.core.model.scalars import Content

SHELVES: dict[str, type[Content]] = {
    "events": Event,
    "people": Person,
    "organisations": Organisation,
    "forms": Form,
}
"""The top-level key of each content file, and what its entries are."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the editors wrote, checked; nothing more."""

    events: tuple[Event, ...]
    people: Mapping[str, Person]
    organisations: Mapping[str, Organisation]
    forms: Mapping[str, Form]


@dataclass(frozen=True, slots=True)
class RawEntry:
    """One entry as it was typed, nothing more."""

    path: Path
    shelf: str
    raw: Any


def build_catalogue(files: Mapping[str, Any]) -> tuple[Catalogue | None, list[Fault]]:
    """Return the catalogue, or None with every fault in `files`.

    `files` maps a file name such as `events.yaml` to its content as text, lists and mappings; the
    key at the top of each file says what it holds. Never raises for what an editor typed.
    """
    faults: list[Fault] = []
    entries = list(_raw_entries(files, faults))
    checked = [validate(SHELVES[each.shelf], each.raw, each.path, faults) for each in entries]
    faults += check_unique(entries)
    faults += check_references(entries)
    return (None, faults) if faults else (_catalogue(checked), [])


def _raw_entries(files: Mapping[str, Any], faults: list[Fault]) -> Iterator[RawEntry]:
    for source, content in files.items():
        shelf = source.removesuffix(".yaml")
        if not isinstance(content, dict) or shelf not in content:
            faults.append(Fault((source,), "missing", {"key": shelf}))
        for key, value in content.items() if isinstance(content, dict) else ():
            if key != shelf:
                faults.append(_unknown_key((source, key), [shelf]))
            elif value is None:
                continue  # the file is there, and empty
            elif not isinstance(value, list):
                faults.append(Fault((source, key), "list_expected", {"key": key}))
            else:
                for index, raw in enumerate(value):
                    yield RawEntry((source, key, index), shelf, raw)


def _unknown_key(path: Path, known: list[str]) -> Fault:
    values = {"key": str(path[-1]), "known": ", ".join(known), "suggestion": ""}
    return Fault(path, "extra_forbidden", values, near=known)


def _identifier(raw: Any) -> str:
    if not isinstance(raw, dict):
        return ""
    return str(raw.get("slug") or raw.get("id") or "")


def _catalogue(found: Sequence[Content | None]) -> Catalogue:
    return Catalogue(
        events=tuple(entry for entry in found if isinstance(entry, Event)),
        people={entry.id: entry for entry in found if isinstance(entry, Person)},
        organisations={entry.id: entry for entry in found if isinstance(entry, Organisation)},
        forms={entry.id: entry for entry in found if isinstance(entry, Form)},
    )


UNIQUE: tuple[tuple[str, Path], ...] = (
    ("events", ("slug",)),
    ("people", ("id",)),
    ("organisations", ("id",)),
    ("forms", ("id",)),
)
"""Ids that stand once; people and organisations share one set: a contact can be either."""

UNIQUE_WITHIN: dict[str, tuple[tuple[Path, ...], ...]] = {
    "events": ((("sessions", "*", "id"), ("session_groups", "*", "sessions", "*", "id")),),
    "forms": ((("fields", "*", "name"),),),
}
"""Ids that stand once inside one entry."""

_ANYONE = "unknown_person_or_organisation"
REFERENCES: dict[str, dict[Path, str]] = {
    "people": {("organisation",): "unknown_organisation"},
    "events": {
        ("organiser",): "unknown_organisation",
        ("registration", "form"): "unknown_form",
        ("people", "*", "person"): "unknown_person",
        ("partners", "*", "organisation"): "unknown_organisation",
        ("contact", "*"): _ANYONE,
        ("related", "*", "event"): "unknown_event",
        ("sessions", "*", "programme", "*", "people", "*"): _ANYONE,
    },
}
"""Which values refer to another entry, and the fault when it is not there."""

TARGETS = {
    "unknown_event": ("events",),
    "unknown_person": ("people",),
    "unknown_organisation": ("organisations",),
    _ANYONE: ("people", "organisations"),
    "unknown_form": ("forms",),
}
"""The shelves where a reference may point."""


def check_unique(entries: Sequence[RawEntry]) -> Iterator[Fault]:
    """Yield a fault for each id that stands twice where it must be unique."""
    named = [
        (("person" if shelf in ("people", "organisations") else shelf, value), path)
        for shelf, pattern in UNIQUE
        for entry in entries
        if entry.shelf == shelf
        for path, value in find_values(entry.raw, pattern, entry.path)
    ]
    yield from _doubles(named)
    for entry in entries:
        for patterns in UNIQUE_WITHIN.get(entry.shelf, ()):
            found = [hit for each in patterns for hit in find_values(entry.raw, each, entry.path)]
            yield from _doubles((("", value), path) for path, value in found)


def _doubles(named: Iterable[tuple[tuple[str, str], Path]]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], Path] = {}
    for name, path in named:
        first = seen.setdefault(name, path)
        if first is not path:
            yield Fault(path, "not_unique", {"value": name[1]}, first=first)


def check_references(entries: Sequence[RawEntry]) -> Iterator[Fault]:
    """Yield a fault for each reference to an entry that is not there.

    Looks at what was typed, so that an entry with another fault is checked, and counts, as well.
    """
    names: dict[str, list[str]] = {shelf: [] for shelf in SHELVES}
    for entry in entries:
        names[entry.shelf].append(_identifier(entry.raw))
    for entry in entries:
        for pattern, code in REFERENCES.get(entry.shelf, {}).items():
            known = [name for shelf in TARGETS[code] for name in names[shelf]]
            for path, value in find_values(entry.raw, pattern, entry.path):
                if value not in known:
                    yield Fault(path, code, {"value": value, "suggestion": ""}, near=known)


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
