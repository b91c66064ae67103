"""When, where and whether past: in words."""

from datetime import date
from typing import Any

import pytest

from samenkomst.core.model.event import Event
from samenkomst.core.pages.session_view import (
    ItemView,
    SessionView,
    describe_when,
    describe_where,
    is_past,
    view_session,
)
from samenkomst.core.translation import dutch
from tests.builders import make_event, make_session_raw

UNKNOWN = {"date": None, "start": None, "end": None, "mode": None, "place": None}


def make_series(*sessions: dict[str, Any]) -> Event:
    return make_event(
        sessions=[
            make_session_raw(id=f"dag-{number}", **session)
            for number, session in enumerate(sessions, 1)
        ]
    )


def test_session_is_shown_in_words() -> None:
    programme = [
        {"title": "Welkom", "start": "9.30", "end": "9.45", "people": ["noor", "x"], "text": "*a*"},
        {"title": "Pauze", "kind": "break"},
    ]
    session = make_event(sessions=[make_session_raw(programme=programme, text="**b**")]).sessions[0]
    assert view_session(session, "nl", dutch, {"noor": "Noor Bakker"}) == SessionView(
        id="middag",
        title="De middag",
        date="dinsdag 29 maart 2022",
        machine_date="2022-03-29T09:30+02:00",
        times="9.30 tot 11.00 uur",
        mode="Op locatie",
        place="Utrecht",
        text="**b**",
        programme=(
            ItemView("9.30 tot 9.45 uur", "09:30", "Welkom", "", "*a*", ("Noor Bakker", "x")),
            ItemView("", "", "Pauze", "break", "", ()),
        ),
    )


def test_session_shows_nothing_that_is_not_known() -> None:
    (session,) = make_series(UNKNOWN).sessions
    assert view_session(session, "nl", dutch) == SessionView(
        id="dag-1",
        title="De middag",
        date="",
        machine_date="",
        times="",
        mode="",
        place="",
        text="",
        programme=(),
    )


@pytest.mark.parametrize(
    ("session", "machine_date"),
    [
        ({}, "2022-03-29T09:30+02:00"),
        ({"date": "2022-01-10"}, "2022-01-10T09:30+01:00"),
        ({"start": "24:00", "end": None}, "2022-03-30T00:00+02:00"),
        ({"start": None, "end": None}, "2022-03-29"),
        ({"date": None, "date_text": "begin 2022"}, ""),
    ],
)
def test_machine_date_holds_what_is_known(session: dict[str, Any], machine_date: str) -> None:
    (found,) = make_series(session).sessions
    assert view_session(found, "nl", dutch).machine_date == machine_date


@pytest.mark.parametrize(
    ("sessions", "lines"),
    [
        ([{}], ["dinsdag 29 maart 2022", "9.30 tot 11.00 uur"]),
        ([{"start": None, "end": None}], ["dinsdag 29 maart 2022"]),
        ([{**UNKNOWN, "date_text": "Nieuwe datum volgt"}], ["Nieuwe datum volgt"]),
        ([UNKNOWN], []),
        ([UNKNOWN, UNKNOWN], []),
        ([{**UNKNOWN, "date_text": "begin 2022"}] * 2, ["begin 2022"]),
        ([{}, {}], ["dinsdag 29 maart 2022", "2 bijeenkomsten"]),
        (
            [{"date": "2022-05-24"}, {}, UNKNOWN],
            ["29 maart 2022 tot en met 24 mei 2022", "3 bijeenkomsten"],
        ),
    ],
)
def test_when_is_one_date_a_range_or_words(
    sessions: list[dict[str, Any]], lines: list[str]
) -> None:
    assert describe_when(make_series(*sessions), "nl", dutch) == lines


@pytest.mark.parametrize(
    ("sessions", "words"),
    [
        ([{}], "Utrecht"),
        ([{}, {"mode": "online", "place": None}], "Utrecht en online"),
        ([{"place": {"name": "Huis", "city": "Zwolle"}}, {}], "Zwolle en Utrecht"),
        ([{"place": {"name": "Huis"}}], "Huis"),
        ([{"place": {"text": "ergens centraal"}}], "ergens centraal"),
        ([{"mode": "online", "place": {"text": "per telefoon"}}], "per telefoon"),
        ([UNKNOWN], ""),
        ([{"place": {"room": "2"}}], ""),
    ],
)
def test_where_is_each_place_once(sessions: list[dict[str, Any]], words: str) -> None:
    assert describe_where(make_series(*sessions).sessions, dutch) == words


@pytest.mark.parametrize(
    ("dates", "today", "past"),
    [
        (["2022-03-29"], date(2022, 3, 28), False),
        (["2022-03-29"], date(2022, 3, 29), False),
        (["2022-03-29"], date(2022, 3, 30), True),
        (["2022-03-29", "2022-05-24"], date(2022, 5, 24), False),
        (["2022-05-24", "2022-03-29"], date(2022, 5, 25), True),
        (["2022-03-29", None], date(2030, 1, 1), False),
        ([None], date(2030, 1, 1), False),
        ([], date(2030, 1, 1), False),
    ],
)
def test_event_is_past_when_all_its_days_are(
    *, dates: list[str | None], today: date, past: bool
) -> None:
    """A day without a date may still come."""
    sessions = [{"date": day, "start": None, "end": None} for day in dates]
    assert is_past(make_series(*sessions), today) is past
