"""Words on pages."""

from enum import StrEnum

import pytest

from samenkomst.core.model.event import (
    GoingAhead,
    Location,
    Mode,
    PartnerRole,
    RegistrationState,
    Role,
)
from samenkomst.core.pages.words import (
    CALLS,
    GOING_AHEAD,
    MODES,
    PARTNER_ROLES,
    REGISTRATION,
    ROLES,
    describe_place,
    join_words,
    lower_first,
    slugify,
)
from samenkomst.core.translation import dutch


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (GOING_AHEAD, GoingAhead),
        (MODES, Mode),
        (ROLES, Role),
        (PARTNER_ROLES, PartnerRole),
        (REGISTRATION, RegistrationState),
    ],
)
def test_every_value_has_a_word(words: dict[StrEnum, str], values: type[StrEnum]) -> None:
    assert set(words) == set(values)
    assert all(words.values())


def test_every_state_with_a_form_has_a_button() -> None:
    states = {state for state in RegistrationState if state.takes_forms}
    assert set(CALLS) == states | {RegistrationState.EXTERNAL}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], ""),
        (["Utrecht"], "Utrecht"),
        (["Utrecht", "online"], "Utrecht en online"),
        (["Utrecht", "", "Zwolle", "Utrecht", "online"], "Utrecht, Zwolle en online"),
    ],
)
def test_words_are_joined_each_once(parts: list[str], words: str) -> None:
    assert join_words(parts, dutch) == words


def test_place_is_described_as_far_as_known() -> None:
    place = Location(name="Huis", room="Zaal 2", address="Straat 1", city="Utrecht", text="ingang")
    assert describe_place(place) == "Huis, Zaal 2, Straat 1, Utrecht, ingang"
    assert describe_place(Location(city="Utrecht")) == "Utrecht"
    assert describe_place(Location()) == describe_place(None) == ""


def test_first_letter_goes_down_alone() -> None:
    assert lower_first("Op Locatie") == "op Locatie"
    assert lower_first("") == ""


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Te veel werk, dus meer mensen?", "te-veel-werk-dus-meer-mensen"),
        ("Één café", "een-cafe"),
        ('<script>alert("x")</script>', "script-alert-x-script"),
        ("???", "deel"),
        ("日本", "deel"),
    ],
)
def test_title_becomes_part_of_an_address(text: str, slug: str) -> None:
    assert slugify(text) == slug
