"""Negative controls: the rules that our files must obey are seen to catch a file that does not."""

import pytest

from tests.core.pages.publishing import calendar_of, event_of, make_session_raw
from tests.core.pages.rules import check_linked_data, read_entries, read_feed

FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:a.b,2026:feed</id><title>A</title>
<updated>2026-01-01T00:00:00Z</updated><author><name>A</name></author>
<link rel="alternate" href="https://a.b/"/>{}</feed>"""


@pytest.mark.parametrize(
    "part",
    [
        "<entry><id>tag:a.b,2026:e</id></entry>",
        "<updated>2026-01-01T00:00:00Z</updated>",
        "<published>1 januari</published>",
        '<link rel="alternate" href="/b"/>',
    ],
)
def test_feed_with_a_fault_is_refused(part: str) -> None:
    assert read_feed(FEED.format("")) is not None
    with pytest.raises(AssertionError):
        read_feed(FEED.format(part))


@pytest.mark.parametrize(
    "fault",
    [
        {"name": ""},
        {"startDate": "29 maart 2022"},
        {"eventStatus": "EventScheduled"},
        {"url": "/evenementen/"},
        {
            "offers": {
                "@type": "Offer",
                "price": "€ 5",
                "priceCurrency": "EUR",
                "url": "https://a.b",
            }
        },
        {"performer": [{"@type": "Person"}]},
    ],
)
def test_linked_data_with_a_fault_is_refused(fault: dict[str, object]) -> None:
    sound = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "A",
        "eventStatus": "https://schema.org/EventScheduled",
    }
    check_linked_data(sound)
    with pytest.raises(AssertionError):
        check_linked_data(sound | fault)


def test_calendar_with_a_fault_is_refused() -> None:
    with pytest.raises(ValueError, match="content line"):
        read_entries("BEGIN:VCALENDAR\r\nSUMMARY Geen dubbele punt\r\nEND:VCALENDAR\r\n")


def test_calendar_with_a_wrong_time_zone_is_refused() -> None:
    text = calendar_of(event_of(make_session_raw()))
    assert len(read_entries(text)) == 1
    with pytest.raises(AssertionError):
        read_entries(text.replace("TZOFFSETTO:+0200", "TZOFFSETTO:+0300"))
