"""References: what a participant reads over the phone."""

from collections.abc import Iterator
from random import Random

import pytest

from samenkomst.core.reference import ALPHABET, make_reference, normalise_reference


def test_reference_takes_each_character_from_the_alphabet() -> None:
    letters: Iterator[str] = iter("K7QM2XHD")
    asked: list[str] = []

    def choose(alphabet: str) -> str:
        asked.append(alphabet)
        return next(letters)

    assert make_reference(choose) == "K7QM-2XHD"
    assert asked == [ALPHABET] * 8


def test_alphabet_has_no_characters_that_look_alike() -> None:
    assert set("ILOU01") & set(ALPHABET) == set()
    assert len(set(ALPHABET)) == len(ALPHABET) == 30


@pytest.mark.parametrize(
    "typed", ["K7QM-2XHD", "k7qm-2xhd", "k7qm2xhd", " K7QM 2XHD ", "K7Q-M2-XHD", "k7qm–2xhd"]
)
def test_reference_is_found_however_it_is_typed(typed: str) -> None:
    assert normalise_reference(typed) == "K7QM-2XHD"


def test_made_reference_is_already_normal() -> None:
    choose = Random(1).choice  # noqa: S311 - a seed, so that a failure can be repeated
    for _ in range(100):
        reference = make_reference(choose)
        assert normalise_reference(reference) == reference
