"""`events.json`: all that the content says of the events, for other sites and programs.

The keys are those of the content files. What is not known is left out, never guessed. Added are
addresses, and names in place of ids. Left out are e-mail addresses and telephone numbers of people:
they stand on the pages, and one file that holds them all serves only who collects addresses.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from samenkomst.core.contract import Site
from samenkomst.core.dates import ClockTime
from samenkomst.core.deadlines import Deadline
from samenkomst.core.model.appearance import Appearance
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.content import Content, values_of
from samenkomst.core.model.costs import Price
from samenkomst.core.model.event import Event, Partner, Related
from samenkomst.core.model.session import Session
from samenkomst.core.pages.addresses import anyone_url, event_url
from samenkomst.core.pages.moments import begin_of, end_of, iso
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


def event_data(event: Event, catalogue: Catalogue, site: Site) -> str:
    """Return one event in `events.json`, its dates and times as typed."""
    return json.dumps(_Writer(catalogue, site).event(event), ensure_ascii=False)


def _deadline(value: Deadline) -> dict[str, str]:
    return {"date": value.day.isoformat()} if value.day else {"term": value.words}


_PLAIN: dict[type, Callable[[Any], Any]] = {
    ClockTime: str,
    date: date.isoformat,
    Deadline: _deadline,
}
_EXPLAINED = {Session, Price, Appearance, Partner, Related}
"""Parts that get more than was typed."""


class _Writer:
    """Turns parts of the model into plain values, with the names that ids stand for."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self.catalogue = catalogue
        self.site = site

    def event(self, event: Event) -> dict[str, Any]:
        found = self.plain(event)
        changes: dict[str, Any] = {
            "draft": None,
            "url": self._page(event.slug),
            "organiser": self._organisation(event.organiser),
            "contact": [self._anyone(each) for each in event.contact],
            "replaces": self._page(event.replaces) if event.replaces else None,
            "replaced_by": self._page(event.replaced_by) if event.replaced_by else None,
        }
        return _filled({**found, **changes})

    def plain(self, value: Any) -> Any:
        """Return `value` as JSON knows it."""
        kind = type(value)
        if kind is tuple:
            return [self.plain(each) for each in value]
        if write := _PLAIN.get(kind):
            return write(value)
        if issubclass(kind, Content):
            return self._part(value)
        return value.value if issubclass(kind, StrEnum) else value

    def _part(self, part: Content) -> dict[str, Any]:
        """Return a part with what was typed, and what that stands for."""
        model: Any = type(part)
        defaults = _defaults(model)
        typed = {
            name: plain
            for name, value in values_of(part).items()
            if value is not None
            and value is not defaults[name]
            and ((plain := value if type(value) is str else self.plain(value)) or plain == 0)
        }
        return _filled(typed | self._added(part)) if type(part) in _EXPLAINED else typed

    def _added(self, part: Content) -> dict[str, Any]:
        match part:
            case Session():
                begin, end = begin_of(part), end_of(part)
                return {"begins": iso(begin) if begin else None, "ends": iso(end) if end else None}
            case Price(amount=int(cents)):
                return {"amount": f"{cents // 100}.{cents % 100:02}"}
            case Appearance(person=str(person)):
                return {key: self._anyone(person)[key] for key in ("name", "url")}
            case Partner(organisation=str(organisation)):
                known = self._organisation(organisation) or {}
                return {"name": known.get("name"), "url": part.url or known.get("url")}
            case Related(event=str(slug)):
                titles = {event.slug: event.title for event in self.catalogue.events}
                return {"title": titles.get(slug), "url": self._page(slug)}
        return {}

    def _page(self, slug: str) -> str:
        return f"{self.site.url}{event_url(slug)}"

    def _organisation(self, identifier: str | None) -> dict[str, Any] | None:
        found = self.catalogue.organisations.get(identifier or "")
        if found is None:
            return None
        return _filled({"id": found.id, "name": found.full_name or found.name, "url": found.url})

    def _anyone(self, identifier: str) -> dict[str, Any]:
        people: Mapping[str, Any] = self.catalogue.people
        found = people.get(identifier) or self.catalogue.organisations[identifier]
        url = anyone_url(identifier, self.catalogue)
        return {"id": identifier, "name": found.name, "url": f"{self.site.url}{url}"}


@cache
def _defaults(model: Any) -> dict[str, Any]:
    """Return what each value is that was not typed and says nothing: None, or a default like it."""
    silent: tuple[Any, ...] = (False, True, ())
    fields = model.model_fields.items()
    return {name: each.default if each.default in silent else None for name, each in fields}


def _filled(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return `data` without what says nothing."""
    return {key: value for key, value in data.items() if value or value == 0}
