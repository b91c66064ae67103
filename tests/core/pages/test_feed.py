"""The feed, by the rules of RFC 4287."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

from samenkomst.core.pages.feed import atom_feed
from tests.builders import TITLE, real_catalogue
from tests.core.pages.publishing import PUBLISHER, catalogue_of, make_event_raw
from tests.core.pages.rules import NS, read_feed

TODAY = date(2022, 3, 1)


def feed_of(*events: dict[str, Any], today: date = TODAY) -> ElementTree.Element:
    return read_feed(atom_feed(catalogue_of(*events), PUBLISHER, today))


def found(feed: ElementTree.Element) -> list[tuple[str, str]]:
    """Return address and last change of each entry."""
    return [
        (
            each.find("a:link", NS).get("href", "").split("/")[-2],  # type: ignore[union-attr]
            each.findtext("a:updated", "", NS),
        )
        for each in feed.findall("a:entry", NS)
    ]


def test_feed_puts_the_last_change_first() -> None:
    feed = feed_of(
        make_event_raw(slug="oud", published="2022-01-05"),
        make_event_raw(slug="nieuws", notices=[{"date": "2022-02-09", "title": "Nieuws"}]),
        make_event_raw(slug="bijgewerkt", published="2021-01-01", updated="2022-02-01"),
    )
    assert found(feed) == [
        ("nieuws", "2022-02-09T00:00:00Z"),
        ("bijgewerkt", "2022-02-01T00:00:00Z"),
        ("oud", "2022-01-05T00:00:00Z"),
    ]
    assert feed.findtext("a:updated", "", NS) == "2022-02-09T00:00:00Z"


def test_feed_takes_the_opening_of_registration_when_nothing_else_is_dated() -> None:
    registration = {"state": "open", "form": "aanmelden", "opens": "2022-02-15"}
    event = make_event_raw(registration=registration)
    assert found(feed_of(event)) == [("ronde-tafel", "2022-02-15T00:00:00Z")]
    early = feed_of(event, today=date(2022, 2, 14))
    assert found(early) == [("ronde-tafel", "2020-01-01T00:00:00Z")]


def test_feed_never_takes_the_day_of_a_session_for_a_change() -> None:
    assert found(feed_of(make_event_raw())) == [("ronde-tafel", "2020-01-01T00:00:00Z")]


def test_feed_keeps_the_id_when_the_address_changes() -> None:
    feed = feed_of(make_event_raw(slug="nieuw", was=["oud"]))
    assert feed.findtext("a:entry/a:id", "", NS) == "tag:example.org,2026:evenementen/oud"


def test_feed_carries_hostile_text_as_text() -> None:
    feed = feed_of(make_event_raw(summary="<b>&\x00\x1b\ufffe]]>"))
    assert feed.findtext("a:entry/a:title", "", NS) == TITLE
    assert feed.findtext("a:entry/a:summary", "", NS) == "<b>&]]>"


def test_feed_without_events_is_valid() -> None:
    assert found(feed_of()) == []


def test_feed_has_at_most_a_hundred_entries() -> None:
    assert len(found(feed_of(*(make_event_raw(slug=f"e-{n}") for n in range(101))))) == 100


def test_feed_of_the_real_content_is_the_same_each_time() -> None:
    first, second = (atom_feed(real_catalogue(), PUBLISHER, TODAY) for _ in range(2))
    assert first == second
    assert len(found(read_feed(first))) == 2
