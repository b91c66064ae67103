"""Dates and times in words: what is known, as far as it is known, and nothing else."""

from datetime import date
from typing import Any

import pytest

from samenkomst.core.model.event import Event
from samenkomst.core.model.session import ProgrammeItem, Session
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import (
    describe_days,
    describe_doors,
    describe_hours,
    describe_moves,
    describe_range,
    describe_times,
    describe_when,
)
from samenkomst.core.translation import dutch
from samenkomst.stores.translations import load_translation
from tests.builders import make_event, make_session_raw, sound

READER = Reader("nl", dutch)
UNKNOWN = {"date": None, "start": None, "end": None, "mode": None, "place": None}


def make_session(**changes: Any) -> Session:
    return sound(Session, make_session_raw(**changes))


def make_series(*sessions: dict[str, Any], **changes: Any) -> Event:
    found = [
        make_session_raw(**{"id": f"dag-{number}", **session})
        for number, session in enumerate(sessions, 1)
    ]
    return make_event(sessions=found, **changes)


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ({}, "dinsdag 29 maart 2022"),
        ({"provisional": "yes"}, "dinsdag 29 maart 2022 (voorlopig)"),
        ({"end_date": "2022-03-31"}, "29 tot en met 31 maart 2022"),
        ({"end_date": "2022-03-29"}, "dinsdag 29 maart 2022"),
        ({"date": None, "date_text": "begin 2022"}, "begin 2022"),
        ({"date": None, "date_text": "mei", "provisional": "yes"}, "mei (voorlopig)"),
        (UNKNOWN, ""),
    ],
)
def test_day_is_told_as_far_as_known(session: dict[str, Any], words: str) -> None:
    assert describe_days(make_session(**session), READER) == words


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2022, 3, 29), "dinsdag 29 maart 2022"),
        (date(2022, 3, 30), "29 tot en met 30 maart 2022"),
        (date(2022, 4, 2), "29 maart tot en met 2 april 2022"),
        (date(2023, 1, 2), "29 maart 2022 tot en met 2 januari 2023"),
    ],
)
def test_range_says_once_what_both_days_share(last: date, words: str) -> None:
    assert describe_range(date(2022, 3, 29), last, READER) == words


@pytest.mark.parametrize(
    ("days", "language", "words"),
    [
        (("2026-06-05", "2026-06-12"), "nl", "5 en 12 juni 2026"),
        (("2026-06-05", "2026-06-12", "2026-06-19"), "nl", "5, 12 en 19 juni 2026"),
        (("2026-06-05", "2026-06-06"), "nl", "5 en 6 juni 2026"),
        (("2026-06-05", "2026-06-12", "2026-07-03"), "nl", "5 juni, 12 juni en 3 juli 2026"),
        (("2026-12-18", "2027-01-08"), "nl", "18 december 2026 en 8 januari 2027"),
        (("2026-06-05", "2026-06-12"), "en", "5 June and 12 June 2026"),
        (("2026-06-05", "2026-06-05"), "nl", "vrijdag 5 juni 2026"),
        (("2026-06-05", "2026-06-06", "2026-06-07"), "nl", "5 tot en met 7 juni 2026"),
        (
            ("2026-03-06", "2026-04-10", "2026-05-08", "2026-06-05", "2026-07-03"),
            "nl",
            "6 maart tot en met 3 juli 2026",
        ),
    ],
)
def test_few_single_days_are_named_one_by_one(
    days: tuple[str, ...], language: str, words: str
) -> None:
    event = make_series(*({"date": day} for day in days))
    translate = dutch if language == "nl" else load_translation("en")
    assert describe_when(event, Reader(language, translate))[0] == words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ({"start": "9.30", "end": "24:00"}, "9.30 tot 24.00 uur"),
        (
            {"start": "20.00", "end": "1.00", "next_day": "yes"},
            "20.00 tot 1.00 uur de volgende dag",
        ),
        ({"start": "9.30", "end": "11", "about": "yes"}, "ca. 9.30 tot 11.00 uur"),
        ({"start": "9.30"}, "9.30 uur"),
        ({"start": "9.30", "time_text": "tot ca. 12 uur"}, "9.30 uur, tot ca. 12 uur"),
        ({"time_text": "in de ochtend"}, "in de ochtend"),
        ({}, ""),
    ],
)
def test_times_of_an_item_hold_no_invented_end(span: dict[str, str], words: str) -> None:
    item = sound(ProgrammeItem, {"title": "Welkom"} | span)
    assert describe_times(item, READER) == words


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ({}, "9.30 tot 11.00 uur"),
        ({"end": None}, "vanaf 9.30 uur"),
        ({"start": None, "end": None}, ""),
        ({"start": None, "end": None, "all_day": "yes"}, "de hele dag"),
        (
            {"end_date": "2022-03-31"},
            "9.30 uur op de eerste dag tot 11.00 uur op de laatste dag",
        ),
        ({"zone": "Europe/London"}, "9.30 tot 11.00 uur (tijdzone Europe/London)"),
        ({"zone": "Europe/Amsterdam"}, "9.30 tot 11.00 uur"),
        ({"start": None, "end": None, "zone": "Asia/Tokyo"}, "tijdzone Asia/Tokyo"),
    ],
)
def test_hours_of_a_session_are_clear_by_themselves(session: dict[str, Any], words: str) -> None:
    assert describe_hours(make_session(**session), READER) == words


def test_doors_are_not_the_start() -> None:
    assert describe_doors(make_session(doors="9.00"), READER) == "Deuren open om 9.00 uur"
    assert describe_doors(make_session(), READER) == ""


def test_moves_are_told_latest_first() -> None:
    moved = [
        {"date": "2021-03-12", "place": "Utrecht", "reason": "corona"},
        {"date_text": "begin 2022", "start": "9.30"},
        {"reason": "ziekte"},
    ]
    assert describe_moves(make_session(moved_from=moved), READER) == (
        "ziekte",
        "was begin 2022, 9.30 uur",
        "was 12 maart 2021, Utrecht: corona",
    )


@pytest.mark.parametrize(
    ("sessions", "changes", "lines"),
    [
        ([{}], {}, ["dinsdag 29 maart 2022", "9.30 tot 11.00 uur"]),
        ([{"start": None, "end": None}], {}, ["dinsdag 29 maart 2022"]),
        ([UNKNOWN | {"date_text": "Nieuwe datum volgt"}], {}, ["Nieuwe datum volgt"]),
        ([UNKNOWN, UNKNOWN], {}, []),
        ([UNKNOWN | {"date_text": "begin 2022"}] * 2, {}, ["begin 2022"]),
        ([{}, {}], {}, ["dinsdag 29 maart 2022", "2 bijeenkomsten"]),
        (
            [{"date": "2022-05-24", "provisional": "yes"}, {}, UNKNOWN],
            {},
            [
                "29 maart en 24 mei 2022 (deels voorlopig)",
                "nog niet alle datums zijn bekend",
                "3 bijeenkomsten",
            ],
        ),
        (
            [{}, {"date": "2022-05-24", "cancelled": "yes"}],
            {},
            ["dinsdag 29 maart 2022", "9.30 tot 11.00 uur"],
        ),
        (
            [],
            {"recurrence": "Elke maand", "ends": "2022-06-30"},
            ["Elke maand", "Loopt tot en met 30 juni 2022"],
        ),
    ],
)
def test_when_is_one_date_a_range_or_words(
    sessions: list[dict[str, Any]], changes: dict[str, Any], lines: list[str]
) -> None:
    assert describe_when(make_series(*sessions, **changes), READER) == lines


def test_old_date_of_a_postponed_event_does_not_stand_as_valid() -> None:
    moved = [{"date": "2021-03-12"}]
    old, new = (
        describe_when(make_series(session, going_ahead="postponed"), READER)[0]
        for session in ({}, {"moved_from": moved})
    )
    assert (old, new) == ("was gepland: dinsdag 29 maart 2022", "dinsdag 29 maart 2022")


def test_date_in_words_that_names_the_year_needs_no_end() -> None:
    old = make_series(UNKNOWN | {"date_text": "najaar 2009"}, ends="2009-12-31")
    assert describe_when(old, READER) == ["najaar 2009"]
    open_ = make_series(UNKNOWN | {"date_text": "altijd"}, ends="2009-12-31")
    assert describe_when(open_, READER) == ["altijd", "Loopt tot en met 31 december 2009"]


def test_session_of_a_module_counts_and_a_moment_beside_it_does_not() -> None:
    module = {"id": "module", "title": "Module", "sessions": [make_session_raw(id="a")]}
    inside = make_event(sessions=None, session_groups=[module | {"part_of_event": "yes"}])
    beside = make_event(sessions=None, session_groups=[module])
    assert describe_when(inside, READER)[0] == "dinsdag 29 maart 2022"
    assert describe_when(beside, READER) == []
