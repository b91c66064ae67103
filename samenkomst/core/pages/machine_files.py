"""Files for machines beside calendars and forms: feed, open data and the guide for crawlers."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.pages.addresses import FEED_URL
from samenkomst.core.pages.calendar_entry import Publisher
from samenkomst.core.pages.events_json import SCHEMA_URL, events_lines
from samenkomst.core.pages.events_schema import events_schema
from samenkomst.core.pages.feed import atom_feed
from samenkomst.core.pages.page import Piece, Pieces


def machine_files(
    catalogue: Catalogue, data: Iterable[Piece], publisher: Publisher, today: date
) -> Iterator[tuple[str, Pieces]]:
    """Yield the files in pieces, with their address.

    `data` has each event's part of `events.json`.
    """
    yield FEED_URL, (atom_feed(catalogue, publisher, today),)
    yield "events.json", tuple(events_lines(data, publisher.site))
    yield SCHEMA_URL, (write_json(events_schema(publisher.site)),)
    yield "robots.txt", (_robots(publisher),)


def write_json(data: Any) -> str:
    """Return `data` as text that people can read too."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _robots(publisher: Publisher) -> str:
    """Return what crawlers may read: all but the answers to forms, which are nobody else's."""
    lines = (
        "User-agent: *",
        "Disallow: /formulieren/",
        "",
        f"Sitemap: {publisher.address('sitemap.xml')}",
    )
    return "\n".join(lines) + "\n"
