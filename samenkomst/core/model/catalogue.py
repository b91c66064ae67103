"""All content together, and the rules that hold between its parts."""

import hashlib
import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from samenkomst.core.contradictions.entry import Entry
from samenkomst.core.contradictions.facts import make_entry
from samenkomst.core.contradictions.programme import programmes_of
from samenkomst.core.contradictions.search import find_between, find_within
from samenkomst.core.model.content import Content
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.form import Form
from samenkomst.core.model.person import Organisation, Person
from samenkomst.core.model.reading import read_parts
from samenkomst.core.model.references import (
    RawEntry,
    Reference,
    check_references,
    check_unique,
    identifier_of,
)
from samenkomst.core.model.statement import Statement
from samenkomst.core.problem import Severity, severity_of
from samenkomst.core.shelves import SHELF_NAMES, STATEMENT

SHELVES: dict[str, type[Content]] = dict(
    zip(SHELF_NAMES, (Event, Person, Organisation, Form), strict=True)
)
"""The top-level key of each content file, and what its entries are."""
_MODELS: dict[str, type[Content]] = {**SHELVES, STATEMENT: Statement}

MOST_FAULTS = 2000
"""After so many, reading on costs time and helps nobody."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the editors wrote, checked; nothing more."""

    events: tuple[Event, ...]
    people: Mapping[str, Person]
    organisations: Mapping[str, Organisation]
    forms: Mapping[str, Form]
    statement: Statement | None = None
    digests: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What was typed for each entry, as a digest, by shelf and id; empty without files."""

    def organiser(self, event: Event) -> Organisation | None:
        """Return who organises `event`, when that is said."""
        return self.organisations.get(event.organiser or "")


def digest_of(raw: Any) -> str:
    """Return a digest of what was typed, made of text, lists and mappings."""
    return _digest(_written(raw))


def _written(raw: Any) -> bytes:
    return marshal.dumps(raw, 0)  # this version has no references: the same for what is equal


def _digest(written: bytes) -> str:
    return hashlib.blake2b(written, digest_size=16).hexdigest()


def without_drafts(catalogue: Catalogue) -> Catalogue:
    """Return what visitors may see: no drafts, and nothing that leads to one."""
    drafts = {event.slug for event in catalogue.events if event.draft}
    events = [event for event in catalogue.events if not event.draft]
    return replace(catalogue, events=tuple(_without(event, drafts) for event in events))


def _without(event: Event, drafts: set[str]) -> Event:
    """Return `event` without references to `drafts`."""
    related = tuple(each for each in event.related if each.event not in drafts)
    changes: dict[str, Any] = {"related": related} if related != event.related else {}
    for key in ("replaces", "replaced_by"):
        if getattr(event, key) in drafts:
            changes[key] = None
    return event.model_copy(update=changes) if changes else event


class ReadEntry(NamedTuple):
    """One entry as it was read, with all that checks between entries need; its part stands apart.

    So little of it has to travel, and to be remembered, for a check.
    """

    path: Path
    shelf: str
    identifier: str
    """The slug or id as typed, or nothing."""
    digest: str
    """Of what was typed."""
    references: tuple[Reference, ...]
    entry: Entry | None
    """What the others see of it, when it can be read at all."""
    faults: tuple[Fault, ...]
    """What is wrong within the entry itself."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong within it."""
        return self.entry is not None and not self.faults


ReadPart = tuple[ReadEntry, Content | None]
"""An entry, and its part as far as it can be read."""


def build_catalogue(files: Mapping[str, Any]) -> tuple[Catalogue | None, list[Fault]]:
    """Return the catalogue, or None when there is an error, with every fault in `files`.

    `files` maps a file name such as `events.yaml` to its content as text, lists and mappings; the
    key at the top of each file says what it holds. In `events/name.yaml` stands one event, without
    such a key, and so is the statement. Never raises for what an editor typed.
    """
    faults: list[Fault] = []
    read: list[ReadPart] = []
    for source, content in files.items():
        read += read_entries(source, content, faults)
    entries = [entry for entry, _ in read]
    found = join_entries(entries, faults)
    if not are_warnings(found):
        return None, found
    return make_catalogue(entries, [part for _, part in read]), found


def read_entries(source: str, content: Any, faults: list[Fault]) -> list[ReadPart]:
    """Return the entries of one file, each with its part as far as it can be read.

    What is wrong with the file itself goes to `faults`. Reading stops when there are more faults
    than anyone mends.
    """
    found: list[ReadPart] = []
    number = 0
    for raw in _raw_entries(source, content, faults):
        if number > MOST_FAULTS:
            break
        entry, part = _read(raw)
        found.append((entry, part))
        number += len(entry.faults)
    return found


def _read(raw: RawEntry) -> ReadPart:
    written = _written(raw.raw)
    found = read_parts(_MODELS[raw.shelf], raw.raw, raw.path)
    faults, parts = found.faults, found.parts
    part = parts[0][1] if parts else None
    programmes = programmes_of(part) if isinstance(part, Event) else ()
    if isinstance(part, Event):
        faults += find_within(part, raw.path, programmes)
    entry = ReadEntry(
        path=raw.path,
        shelf=raw.shelf,
        identifier=identifier_of(raw.raw),
        digest=_digest(written),
        references=tuple(found.references),
        entry=make_entry(parts, programmes, has_links=b"](" in written) if parts else None,
        faults=tuple(faults),
    )
    return entry, part


def join_entries(entries: Sequence[ReadEntry], faults: Sequence[Fault]) -> list[Fault]:
    """Return every fault in and between `entries`; `faults` has those of the files themselves."""
    found = [*faults, *(fault for entry in entries for fault in entry.faults)]
    names: dict[str, list[str]] = {}
    for each in entries:
        names.setdefault(each.shelf, []).append(each.identifier)
    found += check_unique((each.shelf, each.identifier, each.path) for each in entries)
    found += check_references((each for entry in entries for each in entry.references), names)
    found += find_between([each.entry for each in entries if each.entry])
    return found


def _raw_entries(source: str, content: Any, faults: list[Fault]) -> Iterator[RawEntry]:
    if "/" in source:
        yield from _one_event(source, content, faults)
    elif source == f"{STATEMENT}.yaml":
        yield RawEntry((source,), STATEMENT, content)
    else:
        yield from _list_of_entries(source, content, faults)


def _one_event(source: str, content: Any, faults: list[Fault]) -> Iterator[RawEntry]:
    """Yield the event of a file of its own; its name should be the event's slug."""
    if isinstance(content, dict) and "events" in content:
        faults.append(Fault((source, "events"), "file_is_list"))
        return
    yield RawEntry((source,), "events", content)
    slug = content.get("slug") if isinstance(content, dict) else None
    if isinstance(slug, str) and source != f"events/{slug}.yaml":
        faults.append(Fault((source, "slug"), "file_name_differs", {"slug": slug}))


def _list_of_entries(source: str, content: Any, faults: list[Fault]) -> Iterator[RawEntry]:
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


def are_warnings(faults: Iterable[Fault]) -> bool:
    """Return whether none of the faults stops the site from being built."""
    return all(severity_of(fault.code) is Severity.WARNING for fault in faults)


def make_catalogue(entries: Sequence[ReadEntry], parts: Sequence[Content | None]) -> Catalogue:
    """Return the catalogue of `entries` without an error, whose `parts` come in the same order."""
    return Catalogue(
        events=tuple(part for part in parts if isinstance(part, Event)),
        people={part.id: part for part in parts if isinstance(part, Person)},
        organisations={part.id: part for part in parts if isinstance(part, Organisation)},
        forms={part.id: part for part in parts if isinstance(part, Form)},
        digests={(entry.shelf, entry.identifier): entry.digest for entry in entries},
        statement=next((part for part in parts if isinstance(part, Statement)), None),
    )
