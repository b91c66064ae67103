"""Words on pages."""

from enum import StrEnum

import pytest

from samenkomst.core.model.states import (
    GoingAhead,
    Mode,
    PartnerRole,
    RegistrationState,
    Role,
)
from samenkomst.core.pages.words import (
    AVAILABILITY,
    CALLS,
    GOING_AHEAD,
    MODES,
    PARTNER_ROLES,
    REGISTRATION,
    ROLES,
    describe_language,
    is_other_language,
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
    assert set(AVAILABILITY) == set(RegistrationState)


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


def test_language_is_named_where_we_have_a_word() -> None:
    assert describe_language("en", dutch) == "Engels"
    assert describe_language("fy", dutch) == "Fries"
    assert describe_language("ja", dutch) == "ja"
    assert not is_other_language("nl-BE", "nl")
    assert is_other_language("en-GB", "nl")
    assert not is_other_language(None, "nl")


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
