"""All content together, and the rules that hold between its parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from samenkomst.core.contradictions.entry import Entry
from samenkomst.core.contradictions.search import find_contradictions
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.form import Form
from samenkomst.core.model.person import Organisation, Person
from samenkomst.core.model.reading import read_part
from samenkomst.core.model.references import RawEntry, check_references, check_unique
from samenkomst.core.model.scalars import Content
from samenkomst.core.model.statement import Statement
from samenkomst.core.problem import Severity, severity_of

SHELVES: dict[str, type[Content]] = {
    "events": Event,
    "people": Person,
    "organisations": Organisation,
    "forms": Form,
}
"""The top-level key of each content file, and what its entries are."""
STATEMENT = "accessibility"
"""The file that is one thing, not a list; a site can do without it."""
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

    def organiser(self, event: Event) -> Organisation | None:
        """Return who organises `event`, when that is said."""
        return self.organisations.get(event.organiser or "")


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


def build_catalogue(files: Mapping[str, Any]) -> tuple[Catalogue | None, list[Fault]]:
    """Return the catalogue, or None when there is an error, with every fault in `files`.

    `files` maps a file name such as `events.yaml` to its content as text, lists and mappings; the
    key at the top of each file says what it holds. In `events/name.yaml` stands one event, without
    such a key, and so is the statement. Never raises for what an editor typed.
    """
    faults: list[Fault] = []
    raw = list(_raw_entries(files, faults))
    entries = list(_read_all(raw, faults))
    faults += check_unique(raw)
    faults += check_references(raw)
    faults += find_contradictions(entries)
    if any(severity_of(fault.code) is Severity.ERROR for fault in faults):
        return None, faults
    return _catalogue([entry.part for entry in entries]), faults


def _read_all(raw: Sequence[RawEntry], faults: list[Fault]) -> Iterator[Entry]:
    """Yield what can be read of each entry, until there are more faults than anyone mends."""
    for each in raw:
        if len(faults) > MOST_FAULTS:
            return
        if entry := _read(each, faults):
            yield entry


def _read(raw: RawEntry, faults: list[Fault]) -> Entry | None:
    found, part = read_part(_MODELS[raw.shelf], raw.raw, raw.path)
    faults += found
    return None if part is None else Entry(raw.path, part)


def _raw_entries(files: Mapping[str, Any], faults: list[Fault]) -> Iterator[RawEntry]:
    for source, content in files.items():
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


def _catalogue(found: Sequence[Content | None]) -> Catalogue:
    return Catalogue(
        events=tuple(entry for entry in found if isinstance(entry, Event)),
        people={entry.id: entry for entry in found if isinstance(entry, Person)},
        organisations={entry.id: entry for entry in found if isinstance(entry, Organisation)},
        forms={entry.id: entry for entry in found if isinstance(entry, Form)},
        statement=next((entry for entry in found if isinstance(entry, Statement)), None),
    )
