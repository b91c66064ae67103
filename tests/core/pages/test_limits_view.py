"""How many people, and how many of several things: in words."""

from typing import Any

import pytest

from samenkomst.core.model.limits import Capacity, Limits
from samenkomst.core.pages.limits_view import describe_capacity, describe_choice
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import sound

READER = Reader("nl", dutch)


@pytest.mark.parametrize(
    ("capacity", "lines"),
    [
        ({"min": "8", "max": "20"}, ("8 tot 20 deelnemers",)),
        ({"max": "20"}, ("Maximaal 20 deelnemers",)),
        ({"min": "8"}, ("Vanaf 8 deelnemers",)),
        ({"min": "8", "max": "8"}, ("8 deelnemers",)),
        ({"max": "6", "unit": "driehoeken"}, ("Maximaal 6 driehoeken",)),
        ({"max": "20", "about": "yes"}, ("Maximaal 20 deelnemers (ongeveer)",)),
        ({"max": "20", "text": "Een kleine groep"}, ("Een kleine groep",)),
        ({"selection": "We loten."}, ("We loten.",)),
        ({"per_organisation": {"max": "2"}}, ("Maximaal 2 per organisatie",)),
        ({"per_organisation": {"max": "2", "text": "Twee van elk"}}, ("Twee van elk",)),
        ({}, ()),
    ],
)
def test_capacity_is_told_in_words_first(capacity: dict[str, Any], lines: tuple[str]) -> None:
    assert describe_capacity(sound(Capacity, capacity), READER) == lines


def test_capacity_that_nobody_gave_is_not_told() -> None:
    assert describe_capacity(None, READER) == ()


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (None, None, ""),
        (1, None, "U kiest er minstens 1."),
        (1, 1, "U kiest er 1 van de 4."),
        (1, 2, "U kiest er 1 tot 2."),
        (None, 2, "U kunt er hoogstens 2 kiezen, van de 4."),
        (0, 2, "U kunt er hoogstens 2 kiezen, van de 4."),
    ],
)
def test_choice_tells_least_and_most(least: int | None, most: int | None, words: str) -> None:
    raw = {"min": least, "max": most}
    limits = sound(Limits, {key: str(value) for key, value in raw.items() if value is not None})
    assert describe_choice(limits, 4, READER) == words


def test_choice_of_an_unknown_number_names_no_total() -> None:
    assert describe_choice(sound(Limits, {"min": "1", "max": "1"}), 0, READER) == ("U kiest er 1.")
    assert describe_choice(None, 4, READER) == ""
