"""The feed of new and changed events: Atom (RFC 4287)."""

from collections.abc import Iterable
from datetime import date
from xml.etree import ElementTree

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.pages.addresses import FEED_URL, OVERVIEW_URL, event_url
from samenkomst.core.pages.calendar_entry import Publisher
from samenkomst.core.pages.changes import UNDATED, changed_on, first_slug
from samenkomst.core.pages.plain_text import printable

_ATOM = "http://www.w3.org/2005/Atom"
_LONGEST = 100
"""So many entries: a reader asks for the file again and again."""
_SINCE = "2026"
"""The year in our tag addresses (RFC 4151): every site that runs this had its name by then."""


def atom_feed(catalogue: Catalogue, publisher: Publisher, today: date) -> str:
    """Return the feed: events by their last change, the latest first."""
    found = sorted(
        ((_updated(event, today), event) for event in catalogue.events),
        key=lambda pair: pair[0],
        reverse=True,
    )
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": publisher.site.language})
    _text(feed, "id", _tag(publisher, "feed"))
    _text(feed, "title", publisher.site.name)
    _text(feed, "updated", _rfc3339(max((day for day, _ in found), default=UNDATED)))
    _author(feed, publisher.site.name)
    _link(feed, "self", "application/atom+xml", publisher.address(FEED_URL))
    _link(feed, "alternate", "text/html", publisher.address(OVERVIEW_URL))
    for day, event in found[:_LONGEST]:
        _add_entry(feed, event, day, catalogue, publisher)
    return _write(feed)


def _updated(event: Event, today: date) -> date:
    """Return the day on which the event last changed, as far as its content says so.

    Without `published`, `updated` and dated notices that is the day on which registration opened:
    from then on the page invites. When that is not known either, or still to come, the constant
    for "not known when" puts the event last; a session's date says nothing about the page.
    """
    opens = event.registration.opens
    return changed_on(event) or (opens if opens and opens <= today else UNDATED)


def _add_entry(
    feed: ElementTree.Element,
    event: Event,
    updated: date,
    catalogue: Catalogue,
    publisher: Publisher,
) -> None:
    entry = ElementTree.SubElement(feed, "entry")
    if event.language:
        entry.set("xml:lang", event.language)
    _text(entry, "id", _tag(publisher, f"evenementen/{first_slug(event)}"))
    _text(entry, "title", event.title)
    _text(entry, "updated", _rfc3339(updated))
    if event.published:
        _text(entry, "published", _rfc3339(event.published))
    _link(entry, "alternate", "text/html", publisher.address(event_url(event.slug)))
    if organiser := catalogue.organiser(event):
        _author(entry, organiser.name)
    for theme in event.themes:
        ElementTree.SubElement(entry, "category", {"term": printable(theme)})
    if summary := "\n".join(_summary(event)):
        _text(entry, "summary", summary)


def _summary(event: Event) -> Iterable[str]:
    """Yield the titles of the news, which is why it changed, and what the event is."""
    yield from (notice.title for notice in event.notices)
    if event.summary:
        yield event.summary


def _tag(publisher: Publisher, name: str) -> str:
    return f"tag:{publisher.host},{_SINCE}:{name}"


def _rfc3339(day: date) -> str:
    """Return the first moment of `day` in UTC."""
    return f"{day.isoformat()}T00:00:00Z"


def _text(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = printable(text)


def _author(parent: ElementTree.Element, name: str) -> None:
    _text(ElementTree.SubElement(parent, "author"), "name", name)


def _link(parent: ElementTree.Element, rel: str, type_: str, href: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": type_, "href": href})


def _write(feed: ElementTree.Element) -> str:
    ElementTree.indent(feed, " ")
    body = ElementTree.tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'
