"""Places and modes in words."""

from typing import Any

import pytest

from samenkomst.core.model.session import Location, Session
from samenkomst.core.pages.places import (
    describe_attendance,
    describe_place,
    describe_session_place,
    describe_shortly,
    describe_where,
)
from samenkomst.core.translation import dutch
from tests.builders import make_session_raw, sound

NOWHERE = {"mode": None, "place": None}


def make_session(**changes: Any) -> Session:
    return sound(Session, make_session_raw(**changes))


def test_place_is_described_as_far_as_known() -> None:
    place = Location(
        name="Huis",
        room="Zaal 2",
        address="Straat 1",
        postcode="3511 AB",
        city="Utrecht",
        text="ingang",
    )
    assert describe_place(place) == "Huis, Zaal 2, Straat 1, 3511 AB Utrecht, ingang"
    assert describe_place(Location(region="Noord", country="België")) == "Noord, België"
    assert describe_place(Location(name="Utrecht", city="Utrecht")) == "Utrecht"
    assert describe_place(Location()) == describe_place(None) == ""


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ({}, "Utrecht"),
        ({"place": None}, "Op locatie"),
        ({"mode": "online", "place": None}, "Online"),
        ({"mode": "online"}, "Online: Utrecht"),
        ({"mode": "online", "place": {"text": "Online of telefonisch"}}, "Online of telefonisch"),
        ({"mode": "online", "place": None, "platform": "Zoom"}, "Online (Zoom)"),
        ({"mode": "hybrid"}, "Op locatie en online: Utrecht"),
        (NOWHERE, ""),
    ],
)
def test_session_tells_its_mode_and_place(session: dict[str, Any], words: str) -> None:
    found = make_session(**session)
    assert describe_session_place(found, describe_place(found.place), dutch) == words


def test_attendance_also_tells_that_one_comes_in_person() -> None:
    assert describe_attendance(make_session(), "Utrecht", dutch) == "Op locatie: Utrecht"
    assert describe_attendance(make_session(place=None), "", dutch) == "Op locatie"
    assert describe_attendance(make_session(mode="online"), "Huis", dutch) == "Online: Huis"


@pytest.mark.parametrize(
    ("sessions", "words"),
    [
        ([{}], "Utrecht"),
        ([{}, {"mode": "online", "place": None}], "Utrecht en online"),
        ([{"mode": "hybrid"}], "Utrecht en online"),
        (
            [{"mode": "hybrid"}, {"mode": "hybrid", "place": {"city": "Gent"}}],
            "Utrecht, Gent en online",
        ),
        ([{"mode": "hybrid", "place": None}], "op locatie en online"),
        ([{"place": {"name": "Huis", "city": "Zwolle"}}, {}], "Zwolle en Utrecht"),
        ([{"place": {"text": "ergens centraal"}}], "ergens centraal"),
        ([{"place": {"region": "Noord"}}], "Noord"),
        ([{"mode": "phone", "place": None}], "telefonisch"),
        ([NOWHERE], ""),
        ([{"place": {"city": city}} for city in "abcde"], "5 plaatsen"),
    ],
)
def test_where_is_each_place_once(sessions: list[dict[str, Any]], words: str) -> None:
    places = [describe_shortly(make_session(**each), dutch) for each in sessions]
    assert describe_where(places, dutch) == words
