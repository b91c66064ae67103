"""`forms.json`: all that the form handler needs to know of the site, as one file.

The build writes it, the handler reads it; so what a visitor sees and what judges the answers have
one source. Standard library only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Self

from samenkomst.core.dates import DayTime, parse_time
from samenkomst.core.forms import Form
from samenkomst.core.instants import end_of_day, is_over
from samenkomst.core.procedures import Procedure

VERSION = 2


class ContractError(ValueError):
    """The file is no contract that this version can read; the message says why."""


@dataclass(frozen=True, slots=True)
class Link:
    """A title and an address from the root of the site, nothing more."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Site:
    """What every page shares: name, language, menu, style and script; nothing more."""

    name: str
    language: str
    url: str
    """The site's address, with a slash at the end."""
    menu: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    stylesheets: tuple[str, ...] = ()
    """Addresses from the root of the site."""
    form_script: str = ""
    """The address of the script on pages with a form."""
    logo: str = ""
    """The address of the organisation's logo; without one the name stands there."""
    logo_width: int = 0
    """Pixels, at the height that every logo gets."""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the site that `asdict` described."""
        links = {key: tuple(Link(**link) for link in data[key]) for key in ("menu", "footer")}
        return cls(**{**data, **links, "stylesheets": tuple(data["stylesheets"])})


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom one can ask, and how."""

    name: str
    organisation: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """How many can take part in one unit, and how places are held; nothing more.

    Numbers count people. What is None has no limit.
    """

    capacity: int | None = None
    minimum: int | None = None
    per_organisation: int | None = None
    hold_days: int = 0
    """How long a place is held for an address that nobody verified; 0 asks for no verification."""
    offer_days: int = 3
    """How long an offer from the waitlist stands."""
    reminder_days: int = 3
    """How long before an invitation's deadline the one reminder goes out."""


@dataclass(frozen=True, slots=True)
class ChoiceSession:
    """One of the sessions to choose from, nothing more."""

    id: str
    title: str
    when: str
    """Date, time and place in words, as far as known."""
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Sessions from which someone may choose, each with places of its own; nothing more."""

    group: str
    title: str
    least: int
    most: int
    chosen_by: str
    """"applicants", from the application on, or "participants": those with a place."""
    sessions: tuple[ChoiceSession, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the choice that `asdict` described."""
        sessions = tuple(ChoiceSession(**each) for each in data["sessions"])
        return cls(**{**data, "sessions": sessions})

    def titles(self, chosen: Iterable[str]) -> list[str]:
        """Return the titles of these sessions; of one that is gone, its id."""
        titles = {session.id: session.title for session in self.sessions}
        return [titles.get(each, each) for each in chosen]


@dataclass(frozen=True, slots=True)
class Unit:
    """What one form of an event is for: the event itself, or a group or session with own places."""

    id: str
    """Nothing for the event itself."""
    title: str
    form: str
    """The id of its form, or nothing."""
    places: Places = Places()
    takes_forms: bool = False
    not_yet: bool = False
    opens: str = ""
    opens_time: str = ""
    closes: str = ""
    closes_time: str = ""
    """When its form is open, as for an event; the event's own unit leaves that to the event."""
    last_day: str = ""
    """Its last day, as of an event; the event's own unit leaves that to the event too."""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the unit that `asdict` described."""
        return cls(**{**data, "places": Places(**data["places"])})


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """An editor's own words for one kind of letter, with placeholders; nothing more."""

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class EventEntry:
    """What the handler and the letters know of one event, nothing more."""

    slug: str
    title: str
    url: str
    """From the root of the site."""
    organiser: str
    takes_forms: bool
    """Whether the editor's registration state takes forms."""
    not_yet: bool
    """Whether the editor says that registration has not begun."""
    opens: str = ""
    """The first day for forms, ISO, or nothing."""
    opens_time: str = ""
    """From when on that day, "10:00" in Amsterdam; nothing is the whole day."""
    closes: str = ""
    """The last day for forms, ISO, or nothing."""
    closes_time: str = ""
    """Until when on that day, "12:00" in Amsterdam; nothing is the whole day."""
    contacts: tuple[Contact, ...] = ()
    calendar: str = ""
    """The event's calendar file, when it has dated sessions."""
    form: str = ""
    """The id of the form on its page, or nothing."""
    units: tuple[Unit, ...] = ()
    """The event itself first; then groups and sessions with a form of their own."""
    choices: tuple[Choice, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """What people must be told when it changes: label and text in the site's language."""
    when: str = ""
    """Its dates and times in words, for letters; nothing as long as they are not known."""
    where: str = ""
    """Its places in words, for letters; nothing as long as they are not known."""
    off: bool = False
    """Whether it is cancelled, or postponed without a new date: as what closes its forms."""
    dated: bool = False
    """Whether an exact date is known on which it takes place."""
    last_day: str = ""
    """The last day on which it takes place, ISO, or nothing as long as that is not known."""
    letters: Mapping[str, LetterDraft] = field(default_factory=dict)
    """The editor's own letters, by kind."""
    calendar_cancelled: str = ""
    """The same sessions taken out of a calendar again: the same UIDs, a higher SEQUENCE."""

    def has_ended(self, procedure: str, now: datetime, unit: str = "") -> bool:
        """Return whether nobody who came in by that procedure, for that unit, can come any more.

        That is when its last day has ended in Amsterdam, and no form gives a place any more: an
        editor can leave one open. A form for interest gives none.
        """
        last, part = self.last_day_of(unit), self.unit(unit)
        if not last or not is_over(end_of_day(date.fromisoformat(last)), now):
            return False
        forms = ("", *(each.form for each in self.units))
        if part and part.last_day:
            forms = (part.form,)
        closed = all(self.availability(now, form) == "closed" for form in forms)
        return closed or procedure == Procedure.INTEREST

    def last_day_of(self, unit: str) -> str:
        """Return the last day of that unit, ISO: its own, or the event's; or nothing."""
        part = self.unit(unit)
        return part.last_day if part and part.last_day else self.last_day

    def unit(self, identifier: str) -> Unit | None:
        """Return the unit with this id, if there is one; "" is the event itself."""
        return next((each for each in self.units if each.id == identifier), None)

    def unit_of_form(self, form: str) -> Unit | None:
        """Return what that form is for, if it is a form of this event."""
        return next((each for each in self.units if each.form and each.form == form), None)

    def choice(self, group: str) -> Choice | None:
        """Return the choice with this id, if there is one."""
        return next((each for each in self.choices if each.group == group), None)

    def opening(self, form: str = "") -> DayTime | None:
        """Return from when that form is taken in, or None when nothing says so."""
        return _opening(self._asked(form))

    def availability(self, now: datetime, form: str = "") -> str:
        """Return "open", "not_yet" or "closed" for a form that is sent `now`."""
        asked = self._asked(form)
        opening, closing = _opening(asked), _closing(asked)
        if asked.not_yet or (opening and now < opening.begin):
            return "not_yet"
        if not asked.takes_forms or (closing and now >= closing):
            return "closed"
        return "open"

    def _asked(self, form: str) -> "EventEntry | Unit":
        unit = self.unit_of_form(form)
        return unit if unit is not None and unit.id else self

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the entry that `asdict` described."""
        lists = {
            "contacts": tuple(Contact(**each) for each in data["contacts"]),
            "units": tuple(map(Unit.from_json, data["units"])),
            "choices": tuple(map(Choice.from_json, data["choices"])),
            "facts": tuple((label, text) for label, text in data["facts"]),
        }
        letters = {kind: LetterDraft(**each) for kind, each in data["letters"].items()}
        return cls(**{**data, **lists, "letters": letters})


def _opening(asked: EventEntry | Unit) -> DayTime | None:
    if not (asked.takes_forms and asked.opens):
        return None
    time = parse_time(asked.opens_time) if asked.opens_time else None
    return DayTime(date.fromisoformat(asked.opens), time)


def _closing(asked: EventEntry | Unit) -> datetime | None:
    """Return the first moment on which its form is not taken in any more."""
    if not asked.closes:
        return None
    time = parse_time(asked.closes_time or "24:00")
    return DayTime(date.fromisoformat(asked.closes), time).begin


@dataclass(frozen=True, slots=True)
class Contract:
    """Site, municipalities and events, as page and handler agreed on them; nothing more."""

    site: Site
    municipalities: Mapping[str, str]
    events: Mapping[str, EventEntry]
    forms: Mapping[str, Form]
    """All forms, by id: also those that no page shows any more, for the letters still owed."""

    def to_json(self) -> dict[str, Any]:
        """Return the contract as plain JSON values."""
        return {"v": VERSION, **asdict(self)}

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Return the contract in `data`. Raises ContractError when it is none of this version."""
        if not isinstance(data, dict) or data.get("v") != VERSION:
            raise ContractError(f"not a forms.json of version {VERSION}")
        try:
            events = {slug: EventEntry.from_json(entry) for slug, entry in data["events"].items()}
            forms = {name: Form.from_json(form) for name, form in data["forms"].items()}
            return cls(Site.from_json(data["site"]), data["municipalities"], events, forms)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ContractError(f"forms.json lacks or misspells a member: {error}") from error
