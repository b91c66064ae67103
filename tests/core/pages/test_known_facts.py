"""What people must be told when it changes: whether an event goes ahead, when and where."""

from typing import Any

import pytest

from samenkomst.core.pages.known_facts import is_dated, known_facts, known_where
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import make_event, make_session_raw

READER = Reader("nl", dutch)


def facts(**changes: Any) -> dict[str, str]:
    return dict(known_facts(Meetings(make_event(**changes), READER), READER))


def session(**changes: Any) -> dict[str, Any]:
    return {"sessions": [make_session_raw(**changes)]}


def test_one_session_tells_when_and_where() -> None:
    assert facts() == {
        "Stand": "Gaat door",
        "Wanneer": "dinsdag 29 maart 2022, 9.30 tot 11.00 uur",
        "Waar": "Op locatie: Utrecht",
    }


def test_what_is_not_known_is_said_so() -> None:
    unknown = session(date=None, start=None, end=None, mode=None, place=None)
    assert facts(going_ahead="postponed", **unknown) == {
        "Stand": "Uitgesteld",
        "Wanneer": "Nog niet bekend",
        "Waar": "Nog niet bekend",
    }


def test_each_session_of_several_is_a_fact() -> None:
    sessions = [
        make_session_raw(id="a", title="Kick-off <b>", mode="online", place=None),
        make_session_raw(id="b", title="Slot", cancelled="yes"),
    ]
    assert facts(sessions=sessions) == {
        "Stand": "Gaat door",
        "Kick-off <b>": "dinsdag 29 maart 2022, 9.30 tot 11.00 uur, online",
        "Slot": "Gaat niet door",
    }


def test_introduction_is_no_fact() -> None:
    """A better sentence is no reason for a letter."""
    assert facts(intro="Nieuw", summary="Ook nieuw") == facts()


@pytest.mark.parametrize(
    ("changes", "dated", "where"),
    [
        ({}, True, "Utrecht"),
        (session(date=None, date_text="Begin 2022"), False, "Utrecht"),
        (session(provisional="yes"), False, "Utrecht"),
        ({"going_ahead": "cancelled"}, False, "Utrecht"),
        (session(place={"text": "Ergens in het midden"}), True, ""),
        (session(mode="online", place=None), True, "Online"),
    ],
)
def test_letters_name_what_is_certain_alone(
    changes: dict[str, Any], dated: bool, where: str
) -> None:
    meetings = Meetings(make_event(**changes), READER)
    assert (is_dated(meetings), known_where(meetings, READER)) == (dated, where)
