"""Real events, written down in our schema: every fact is on its page, and nothing else is.

The facts stand beside each event (`<nn>.facts.json`): texts that the page must show, texts that it
must not, and the calendar. They come from pages that organisers really published; those from 90 on
are invented, for what the others do not have.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from samenkomst.core.dates import DAYS, MONTHS, parse_date
from samenkomst.stores.content import load_catalogue
from tests.real_events.published import Built, RealEvent, build_site, real_events, write_content
from tests.real_events.visible import clock_times, days, main_text, one_line, rough_times, years

EVENTS = real_events()

each_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.number)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[RealEvent], Path]:
    """Return the folder of the site on the day that an event's facts speak of."""

    @cache
    def build(today: str) -> Built:
        return build_site(tmp_path_factory.mktemp(f"real-events-{today}"), today)

    def folder(event: RealEvent) -> Path:
        built = build(event.today)
        assert built.code == 0, built.output[-2000:]
        return built.folder

    return folder


@pytest.fixture
def page(site: Callable[[RealEvent], Path], event: RealEvent) -> str:
    """Return what a reader sees on the page of `event`."""
    path = site(event) / "evenementen" / event.slug / "index.html"
    return main_text(path.read_text(encoding="utf-8"))


@pytest.fixture
def calendar(site: Callable[[RealEvent], Path], event: RealEvent) -> Calendar:
    """Return the calendar file of `event`, read back."""
    path = site(event) / "evenementen" / f"{event.slug}.ics"
    found = Calendar.from_ical(path.read_bytes())
    assert isinstance(found, Calendar)
    return found


def test_all_events_are_here() -> None:
    invented = [each.number for each in EVENTS if each.expected.get("invented")]
    assert (len(EVENTS), invented) == (31, ["90", "91", "92", "93"])


@pytest.mark.parametrize("together", [True, False], ids=["one file", "a file each"])
def test_content_has_no_problems(tmp_path: Path, together: bool) -> None:
    write_content(tmp_path / "content", together=together)
    catalogue, *problems = load_catalogue(tmp_path / "content")
    assert [each for found in problems for each in found] == []
    assert catalogue is not None
    assert len(catalogue.events) == len(EVENTS)


@each_event
def test_page_shows_every_fact(page: str, event: RealEvent) -> None:
    missing = [
        (fact["fact"], text)
        for fact in event.expected["facts"]
        for text in fact.get("expect", [])
        if one_line(text).casefold() not in page.casefold()
    ]
    assert missing == []


@each_event
def test_page_shows_nothing_that_must_be_absent(page: str, event: RealEvent) -> None:
    shown = [
        (fact["fact"], text)
        for fact in event.expected["facts"]
        for text in fact.get("absent", [])
        if text.casefold() in page.casefold()
    ]
    assert shown == []


@each_event
def test_page_invents_no_time(page: str, event: RealEvent) -> None:
    known = known_text(event)
    assert clock_times(page) - clock_times(known) - rough_times(known) == set()


@each_event
def test_page_invents_no_date(page: str, event: RealEvent) -> None:
    known = known_text(event)
    assert (days(page) - days(known), years(page) - years(known)) == (set(), set())


@each_event
def test_page_names_the_right_weekdays(page: str, event: RealEvent) -> None:
    words = page.lower().replace(",", "").split()
    dates = [
        " ".join(words[index : index + 4])
        for index, word in enumerate(words[:-3])
        if word in DAYS["nl"] and words[index + 2] in MONTHS["nl"]
    ]
    assert [each for each in dates if not fits(each)] == []


@each_event
def test_calendar_holds_the_dated_sessions(calendar: Calendar, event: RealEvent) -> None:
    assert described(calendar) == event.expected["ics"]


def known_text(event: RealEvent) -> str:
    """Return all that may stand on the page: what the editor typed, and the facts."""
    texts = [text for fact in event.expected["facts"] for text in fact.get("expect", [])]
    return " \n ".join([event.source, *texts])


def fits(date: str) -> bool:
    """Return whether the weekday belongs to the date; without a year nothing can be said."""
    if not date.split()[3][:4].isdigit():
        return True
    parse_date(" ".join([*date.split()[:3], date.split()[3][:4]]))
    return True


def described(calendar: Calendar) -> dict[str, Any]:
    """Return how many entries a calendar has, when they start, and which have no end."""
    entries = calendar.walk("VEVENT")
    starts = [moment(entry.decoded("dtstart")) for entry in entries]
    open_ended = [
        start for start, entry in zip(starts, entries, strict=True) if "DTEND" not in entry
    ]
    return {"events": len(entries), "starts": starts, "without_end": open_ended}


def moment(value: Any) -> str:
    """Return a date, or a date and time with its offset, as ISO text."""
    return str(value.isoformat(timespec="minutes") if hasattr(value, "hour") else value.isoformat())
