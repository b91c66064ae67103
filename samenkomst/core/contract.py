"""`forms.json`: all that the form handler needs to know of the site, as one file.

The build writes it, the handler reads it; so what a visitor sees and what judges the answers have
one source. Standard library only.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from samenkomst.core.forms import Form

VERSION = 1


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
    closes: str = ""
    """The last day for forms, ISO, or nothing."""
    contacts: tuple[Contact, ...] = ()
    calendar: str = ""
    """The event's calendar file, when it has dated sessions."""
    form: str = ""
    """The id of the form on its page, or nothing."""

    def availability(self, today: date) -> str:
        """Return "open", "not_yet" or "closed" for a form that is sent on `today`."""
        day = today.isoformat()
        if self.not_yet or (self.takes_forms and day < self.opens):
            return "not_yet"
        if not self.takes_forms or (self.closes and day > self.closes):
            return "closed"
        return "open"

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the entry that `asdict` described."""
        contacts = tuple(Contact(**contact) for contact in data["contacts"])
        return cls(**{**data, "contacts": contacts})


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
        except (KeyError, TypeError, AttributeError) as error:
            raise ContractError(f"forms.json lacks or misspells a member: {error}") from error
