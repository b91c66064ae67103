"""The entries between which contradictions are looked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from samenkomst.core.model.content import Content
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Path
from samenkomst.core.model.form import Form
from samenkomst.core.model.person import Organisation, Person
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Session
from samenkomst.core.model.states import RegistrationState

Seen = TypeVar("Seen")

Link = tuple[Path, str, str]
"""Where a link inside the site stands, and to which kind of page and which name it leads."""


class Booking(NamedTuple):
    """Someone at a certain time, nothing more."""

    person: str
    path: Path
    container: Path
    """The session, item or option in which they stand; one inside another is no second booking."""
    title: str
    start: datetime
    end: datetime | None


class Outline(NamedTuple):
    """What others must know of an event, as far as it can be read; nothing more."""

    slug: str | None
    was: Sequence[str]
    draft: bool
    kind: str | None
    themes: Sequence[str]
    has_contact: bool
    """Whether someone can be asked, or it cannot be read who."""
    references: tuple[tuple[Path, str], ...]
    """Where it names other events, and which; links not included."""


class WithForm(NamedTuple):
    """Where one registers with a form, with which, and the state as far as it can be read."""

    path: Path
    form: str
    state: RegistrationState | None


class Entry(NamedTuple):
    """One entry as the others see it, as far as it can be read; nothing more.

    A site has a thousand events, and this much of each is all that a check of a known one needs.
    """

    path: Path
    what: Outline | Content
    links: tuple[Link, ...] = ()
    names: tuple[tuple[Path, str], ...] = ()
    """Who is on stage by name only."""
    bookings: tuple[Booking, ...] = ()
    registrations: tuple[WithForm, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelves:
    """All entries by what they are; of those with a fault only what can be read."""

    entries: Sequence[Entry] = ()
    events: Sequence[tuple[Path, Outline]] = ()
    people: Sequence[tuple[Path, Person]] = ()
    organisations: Sequence[tuple[Path, Organisation]] = ()
    forms: Sequence[tuple[Path, Form]] = ()
    by_slug: dict[str, Outline] = field(default_factory=dict)
    form_by_id: dict[str, Form] = field(default_factory=dict)
    person_ids: frozenset[str] = frozenset()


def shelve(entries: Iterable[Entry]) -> Shelves:
    """Return the entries on their shelves."""
    found = list(entries)
    events, forms, people = _of(found, Outline), _of(found, Form), _of(found, Person)
    return Shelves(
        entries=found,
        events=events,
        people=people,
        organisations=_of(found, Organisation),
        forms=forms,
        by_slug={event.slug: event for _, event in events if event.slug},
        form_by_id={known(form, "id"): form for _, form in forms if known(form, "id")},
        person_ids=frozenset(known(person, "id") for _, person in people) - {None},
    )


def _of(entries: Iterable[Entry], model: type[Seen]) -> list[tuple[Path, Seen]]:
    return [(entry.path, entry.what) for entry in entries if isinstance(entry.what, model)]


def known(part: Content, name: str) -> Any:
    """Return the value of `name`, or None when it was not filled in or could not be read."""
    return getattr(part, name, None)


def all_sessions(event: Event) -> Iterator[tuple[Path, Session]]:
    """Yield every session of `event`, those in groups included, with the path inside the event."""
    for index, session in enumerate(known(event, "sessions") or ()):
        yield ("sessions", index), session
    for number, group in enumerate(known(event, "session_groups") or ()):
        for index, session in enumerate(known(group, "sessions") or ()):
            yield ("session_groups", number, "sessions", index), session


def all_registrations(event: Event) -> Iterator[tuple[Path, Registration]]:
    """Yield the registration of the event, of its groups and of its sessions."""
    places: list[tuple[Path, Content]] = [((), event), *all_sessions(event)]
    groups = enumerate(known(event, "session_groups") or ())
    places += [(("session_groups", number), group) for number, group in groups]
    for path, part in places:
        if registration := known(part, "registration"):
            yield (*path, "registration"), registration
