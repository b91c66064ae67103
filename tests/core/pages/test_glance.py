"""What is known of an event on one day."""

from datetime import date
from typing import Any

import pytest

from samenkomst.core.pages.glance import Glance, glance_at
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import make_event, make_session_raw

TODAY = date(2022, 3, 29)


def glance(*sessions: dict[str, Any], today: date = TODAY, **changes: Any) -> Glance:
    made = [make_session_raw(id=f"s{i}", **each) for i, each in enumerate(sessions)]
    return glance_at(make_event(sessions=made, **changes), today, Reader("nl", dutch))


def test_glance_tells_what_is_known_on_the_day() -> None:
    assert glance({"date": "2022-03-28"}, {"date": "2022-04-05", "end_date": "2022-04-06"}) == (
        Glance(
            today=TODAY,
            past=False,
            first=date(2022, 3, 28),
            next=date(2022, 4, 5),
            last=date(2022, 4, 6),
            end=date(2022, 4, 6),
            when=("28 maart tot en met 6 april 2022", "2 bijeenkomsten"),
        )
    )


@pytest.mark.parametrize(
    ("session", "day"),
    [
        ({"date": "2022-03-29"}, date(2022, 3, 29)),
        ({"date": "2022-03-28", "end_date": "2022-03-29"}, date(2022, 3, 28)),
        ({"date": "2022-03-28"}, date.max),
        ({"date": None, "date_text": "begin mei"}, date.max),
        ({"date": "2022-04-05", "cancelled": "yes"}, date.max),
    ],
    ids=["today", "running", "past", "undated", "cancelled"],
)
def test_next_day_is_the_first_that_is_still_to_come(session: dict[str, Any], day: date) -> None:
    assert glance(session).next == day


def test_glance_of_a_standing_offer_ends_with_it() -> None:
    found = glance(ends="2022-03-28")
    assert (found.past, found.first, found.last) == (True, None, date(2022, 3, 28))


def test_event_with_a_date_in_words_is_over_when_it_ends() -> None:
    words = {"date": None, "start": None, "end": None, "date_text": "najaar 2009"}
    ends = date(2009, 12, 31)
    assert glance(words, ends="2009-12-31", today=date(2010, 1, 1)).past
    assert not glance(words, ends="2009-12-31", today=ends).past
    assert not glance(words, today=date(2010, 1, 1)).past
    assert glance(words, ends="2009-12-31").last == ends


def test_end_is_unknown_as_long_as_a_day_is() -> None:
    """The handler lets nobody confirm after it: a session without a date may still come."""
    undated = {"date": None, "start": None, "end": None}
    assert glance({"date": "2022-03-29"}, undated).end is None
    assert glance({"date": "2022-03-29"}, {"date": "2022-03-30"}).end == date(2022, 3, 30)
    assert glance().end is None
    assert glance(ends="2022-06-30").end == date(2022, 6, 30)


@pytest.mark.parametrize(
    ("dates", "today", "past"),
    [
        (["2022-03-29"], date(2022, 3, 29), False),
        (["2022-03-29"], date(2022, 3, 30), True),
        (["2022-05-24", "2022-03-29"], date(2022, 5, 24), False),
        (["2022-03-29", None], date(2030, 1, 1), False),
        ([], date(2030, 1, 1), False),
    ],
)
def test_event_is_past_when_all_its_days_are(
    *, dates: list[str | None], today: date, past: bool
) -> None:
    """A session without a date may still come."""
    sessions = [{"date": day, "start": None, "end": None} for day in dates]
    assert glance(*sessions, today=today).past is past


def test_event_ends_on_the_last_day_that_goes_ahead() -> None:
    cancelled = {"date": "2022-05-24", "cancelled": "yes"}
    assert glance({"end_date": "2022-03-31"}, cancelled).last == date(2022, 3, 31)
    assert glance(cancelled).last == date(2022, 5, 24)
