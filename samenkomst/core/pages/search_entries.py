"""What one can search for: one entry a page, small enough to load a thousand of them at once.

Each is a line of JSON, as it stands in the index.
"""

import json
from collections.abc import Iterable, Iterator
from html import escape

from samenkomst.core.model.event import Event
from samenkomst.core.pages.cards import Card
from samenkomst.core.pages.people_view import People, all_sessions, appearances

_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def search_entry(url: str, title: str, texts: Iterable[str | None]) -> str:
    """Return the entry of a page that is found by its title and these texts, each once.

    Title and text are HTML: what the search worker takes.
    """
    words = dict.fromkeys(text for text in texts if text)
    entry = {"location": url, "title": escape(title), "text": escape(" · ".join(words))}
    return _text(entry)


def event_entry(event: Event, card: Card, people: People, *, past: bool) -> str:
    """Return the entry of an event: of what is past only what it was, and who was there."""
    texts = (event.subtitle, event.kind, *event.themes, card.when, card.where)
    names = (people.name(each) for each in (*event.people, *appearances(event)))
    told = () if past else _told(event)
    return search_entry(card.url, event.title, (*texts, *names, *told))


def _told(event: Event) -> Iterator[str | None]:
    """Yield what one can expect: the summary, and every heading and title on the page."""
    yield event.summary
    yield from (section.title for section in event.sections)
    yield from (group.title for group in event.session_groups)
    for session in (*event.whole, *all_sessions(event)):
        yield session.title
        for item in session.programme:
            yield item.title
            yield from (option.title for option in item.options)
