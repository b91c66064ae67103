"""`events.json`: all that the content says of the events, for other sites and programs.

The keys are those of the content files. What is not known is left out, never guessed. Added are
addresses, and names in place of ids. Left out are e-mail addresses and telephone numbers of people:
they stand on the pages, and one file that holds them all serves only who collects addresses.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from samenkomst.core.contract import Site
from samenkomst.core.dates import ClockTime
from samenkomst.core.deadlines import Deadline
from samenkomst.core.model.appearance import Appearance
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.content import Content
from samenkomst.core.model.costs import Price
from samenkomst.core.model.event import Event, Partner, Related
from samenkomst.core.model.session import Session
from samenkomst.core.pages.addresses import anyone_url, event_url
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.page import Piece

VERSION = 2
SCHEMA_URL = "events.schema.json"


def events_lines(data: Iterable[Piece], site: Site) -> Iterator[Piece]:
    """Yield the pieces of the file, from the data of all events: one event a line."""
    head = {
        "v": VERSION,
        "schema": f"{site.url}{SCHEMA_URL}",
        "site": site.name,
        "url": site.url,
        "language": site.language,
    }
    yield "{\n"
    for key, value in head.items():
        yield f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n"
    yield ' "events": [\n'
    comma = ""
    for each in data:
        yield comma
        yield each
        comma = ",\n"
    yield "\n ]\n}\n"


def event_data(meetings: Meetings, catalogue: Catalogue, site: Site) -> str:
    """Return one event in `events.json`, its dates and times as typed."""
    return _Writer(meetings, catalogue, site).text(meetings.event)


def _deadline(value: Deadline) -> str:
    if value.day:
        return f'{{"date": "{value.day.isoformat()}"}}'
    return f'{{"term": {encode_basestring(value.words)}}}'


_WRITTEN: dict[type, Callable[[Any], str]] = {
    int: str,
    bool: lambda yes: "true" if yes else "false",
    ClockTime: lambda time: f'"{time!s}"',
    date: lambda day: f'"{day.isoformat()}"',
    Deadline: _deadline,
}
_SILENT: tuple[Any, ...] = (False, True, ())
"""Defaults that say nothing."""


class _Writer:
    """Writes parts of the model as JSON, with the names that ids stand for.

    As text at once: with plain values in between, for the json module, it takes 1.7 times as long.
    """

    def __init__(self, meetings: Meetings, catalogue: Catalogue, site: Site) -> None:
        self.meetings = meetings
        self.catalogue = catalogue
        self.site = site
        self.titles = {event.slug: event.title for event in catalogue.events}

    def text(self, value: Any) -> str:
        """Return `value` as JSON."""
        if isinstance(value, str):
            return encode_basestring(value)
        kind = type(value)
        if write := _WRITTEN.get(kind):
            return write(value)
        if kind is tuple:
            return f"[{', '.join(map(self.text, value))}]"
        if kind is dict:
            return self._object(value, {})
        return self._part(value)

    def _part(self, part: Content) -> str:
        """Return a part with what was typed, and what that stands for."""
        model: Any = type(part)
        told, silent = _defaults(model)
        values = told | vars(part)
        if explain := _EXPLAINED.get(model):
            values |= explain(self, part)
        return self._object(values, silent)

    def _object(self, values: Mapping[str, Any], silent: Mapping[str, Any]) -> str:
        """Return `values` as JSON without what says nothing."""
        pairs = []
        for name, value in values.items():
            if value is None:  # two of three are
                continue
            if type(value) is str:  # most others are: asked first, a quarter less (measured)
                if value:
                    pairs.append(f'"{name}": {encode_basestring(value)}')
            elif (value or value == 0) and value is not silent.get(name):
                text = self.text(value)
                if text != "{}":
                    pairs.append(f'"{name}": {text}')
        return f"{{{', '.join(pairs)}}}"

    def explain_event(self, event: Event) -> dict[str, Any]:
        return {
            "draft": None,
            "url": self._page(event.slug),
            "organiser": self._organisation(event.organiser),
            "contact": tuple(self._anyone(each) for each in event.contact),
            "replaces": self._page(event.replaces) if event.replaces else None,
            "replaced_by": self._page(event.replaced_by) if event.replaced_by else None,
        }

    def explain_session(self, session: Session) -> dict[str, Any]:
        meeting = self.meetings.of(session)
        return {"begins": meeting.begins, "ends": meeting.ends}

    def explain_price(self, price: Price) -> dict[str, Any]:
        cents = price.amount
        return {} if cents is None else {"amount": f"{cents // 100}.{cents % 100:02}"}

    def explain_appearance(self, one: Appearance) -> dict[str, Any]:
        if one.person is None:
            return {}
        known = self._anyone(one.person)
        return {"name": known["name"], "url": known["url"]}

    def explain_partner(self, partner: Partner) -> dict[str, Any]:
        if partner.organisation is None:
            return {}
        known = self._organisation(partner.organisation) or {}
        return {"name": known.get("name"), "url": partner.url or known.get("url")}

    def explain_related(self, related: Related) -> dict[str, Any]:
        slug = related.event
        return {"title": self.titles.get(slug), "url": self._page(slug)} if slug else {}

    def _page(self, slug: str) -> str:
        return f"{self.site.url}{event_url(slug)}"

    def _organisation(self, identifier: str | None) -> dict[str, Any] | None:
        found = self.catalogue.organisations.get(identifier or "")
        if found is None:
            return None
        return {"id": found.id, "name": found.full_name or found.name, "url": found.url}

    def _anyone(self, identifier: str) -> dict[str, Any]:
        people: Mapping[str, Any] = self.catalogue.people
        found = people.get(identifier) or self.catalogue.organisations[identifier]
        url = anyone_url(identifier, self.catalogue)
        return {"id": identifier, "name": found.name, "url": f"{self.site.url}{url}"}


_EXPLAINED: dict[type, Callable[[_Writer, Any], dict[str, Any]]] = {
    Event: _Writer.explain_event,
    Session: _Writer.explain_session,
    Price: _Writer.explain_price,
    Appearance: _Writer.explain_appearance,
    Partner: _Writer.explain_partner,
    Related: _Writer.explain_related,
}
"""How parts are explained that get more than was typed."""


@cache
def _defaults(model: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values that are told when they were not typed, and those that say nothing.

    The first has every key, in the order of its class: what was typed may have another.
    """
    fields = model.model_fields
    silent = {name: each.default for name, each in fields.items() if each.default in _SILENT}
    told = {
        name: None if name in silent or each.is_required() else each.default
        for name, each in fields.items()
    }
    return told, silent
