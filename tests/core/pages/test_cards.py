"""Events in a list."""

from datetime import date
from typing import Any

import pytest

from samenkomst.core.pages.cards import Card, make_card
from samenkomst.core.pages.glance import glance_at
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import make_event

BEFORE = date(2022, 3, 1)
LATER = date(2022, 4, 1)


def card(day: date, **changes: Any) -> Card:
    event, reader = make_event(**changes), Reader("nl", dutch)
    return make_card(event, glance_at(event, day, reader), reader)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, ("", "")),
        ({"registration": {"state": "full"}}, ("Vol", "full")),
        ({"registration": {"state": "few_left", "form": "a"}}, ("Nog enkele plaatsen", "few_left")),
        (
            {"going_ahead": "cancelled", "registration": {"state": "full"}},
            ("Afgelast", "cancelled"),
        ),
        ({"going_ahead": "idea"}, ("Idee", "idea")),
        ({"draft": "yes", "going_ahead": "cancelled"}, ("Concept", "draft")),
    ],
)
def test_card_tells_what_one_must_know_before_the_page(
    changes: dict[str, Any], status: tuple[str, str]
) -> None:
    made = card(BEFORE, **changes)
    assert (made.status, made.status_level) == status


def test_card_of_a_past_event_does_not_say_that_it_is_full() -> None:
    assert card(LATER, registration={"state": "full"}).status == ""


def test_card_of_a_past_event_does_not_call_it_an_idea() -> None:
    assert card(LATER, going_ahead="idea").status == ""
    assert card(LATER, going_ahead="cancelled").status == "Afgelast"
