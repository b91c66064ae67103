"""What the formats ask of our files: calendar, feed and JSON-LD."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import icalendar
import vobject

NS = {"a": "http://www.w3.org/2005/Atom"}
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}:[a-z0-9/-]+")  # RFC 4151
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d[+-]\d\d:\d\d)?")
_DATES = ("startDate", "endDate", "previousStartDate", "doorTime", "validFrom", "validThrough")
_SCHEMA_ORG = ("eventStatus", "eventAttendanceMode", "availability")
_REQUIRED = {
    "Event": ("name", "eventStatus"),
    "EducationEvent": ("name", "eventStatus"),
    "Course": ("name",),
    "CourseInstance": ("name",),
    "Offer": ("price", "priceCurrency", "url"),
    "AggregateOffer": ("lowPrice", "priceCurrency", "url"),
    "Place": ("name",),
    "VirtualLocation": ("url",),
    "Person": ("name",),
    "Organization": ("name",),
}


def read_entries(text: str) -> list[icalendar.Event]:
    """Return the VEVENTs of a file that two parsers can read, and that says the same to both.

    The second one takes time zones from the file, once it has forgotten those of an earlier file:
    their moments agree only when our VTIMEZONE is right.
    """
    for name in re.findall(r"^TZID:(.+?)\r?$", text, re.MULTILINE):
        vobject.icalendar.registerTzid(name, None)
    ours = icalendar.Calendar.from_ical(text).walk("VEVENT")
    theirs = getattr(vobject.readOne(text), "vevent_list", [])
    assert [(str(each["uid"]), *_moments(each)) for each in ours] == [
        (each.uid.value, *(part.value for part in (each.dtstart, *_end(each)))) for each in theirs
    ]
    return ours


def _moments(entry: icalendar.Event) -> list[Any]:
    return [entry[key].dt for key in ("dtstart", "dtend") if key in entry]


def _end(entry: Any) -> list[Any]:
    return [entry.dtend] if hasattr(entry, "dtend") else []


def read_feed(text: str) -> ElementTree.Element:
    """Return a feed that obeys the rules of RFC 4287, sections 4.1.1 and 4.1.2."""
    feed = ElementTree.fromstring(text)  # noqa: S314 - our own
    assert feed.tag == f"{{{NS['a']}}}feed"
    for part in (feed, *feed.findall("a:entry", NS)):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"a:{name}", NS)) == 1, name
        assert _TAG.fullmatch(part.findtext("a:id", "", NS))
        for name in ("updated", "published"):
            assert all(
                _RFC3339.fullmatch(each.text or "") for each in part.findall(f"a:{name}", NS)
            )
        assert len(part.findall("a:link[@rel='alternate']", NS)) == 1
        assert all(urlsplit(each.get("href", "")).scheme for each in part.findall("a:link", NS))
        assert all(each.findtext("a:name", "", NS) for each in part.findall("a:author", NS))
        assert part.findall("a:author", NS) or feed.findall("a:author", NS)
    ids = [each.text for each in feed.findall("a:entry/a:id", NS)]
    assert len(ids) == len(set(ids))
    return feed


def check_linked_data(data: dict[str, Any]) -> None:
    """Check every thing in `data`: required properties, addresses and dates."""
    assert data["@context"] == "https://schema.org"
    for thing in _things(data):
        kind = thing.get("@type", "")
        assert all(thing.get(name) for name in _REQUIRED.get(kind, ())), (kind, thing)
        assert all(each not in (None, "", [], {}) for each in thing.values()), thing
        for name in _DATES:
            assert all(_MOMENT.fullmatch(each) for each in many(thing.get(name))), thing
        for name in _SCHEMA_ORG:
            assert all(each.startswith("https://schema.org/") for each in many(thing.get(name)))
        for name in ("url", "@id", "image"):
            assert all(each.startswith("https://") for each in many(thing.get(name)))
        if kind in ("Offer", "AggregateOffer"):
            price = thing["price" if kind == "Offer" else "lowPrice"]
            assert re.fullmatch(r"\d+(\.\d\d)?", price)
            assert re.fullmatch(r"[A-Z]{3}", thing["priceCurrency"])


def _things(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for each in data.values() if isinstance(data, dict) else many(data):
        if isinstance(each, dict | list):
            yield from _things(each)


def many(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
