"""Digests of plain data."""

from dataclasses import dataclass
from typing import Any

import pytest

from samenkomst.core.pages.cards import Card, CardList
from samenkomst.core.pages.page import Page
from samenkomst.site.digest import digest_plain


@dataclass(frozen=True, slots=True)
class Plain:
    """Something plain."""

    text: str


def cards(*digests: tuple[str, str], title: str = "") -> CardList:
    found = CardList(Card(title, "", "", "", "", "", "", "") for _ in digests)
    found.digests = digests
    return found


def page(values: Any) -> Page:
    return Page("mensen/x/", "person.html", "X", "", {"cards": values})


def test_digest_is_the_same_whether_equal_texts_are_one_object_or_two() -> None:
    text, equal = "een tekst", " ".join(["een", "tekst"])
    assert text is not equal
    assert digest_plain((text, text)) == digest_plain((text, equal))


@pytest.mark.parametrize("other", [Plain("b"), ("a",), cards(), None])
def test_digest_differs_with_the_data(other: Any) -> None:
    assert digest_plain(page(Plain("a"))) != digest_plain(page(other))


def test_cards_count_by_their_digests_and_roles() -> None:
    one = digest_plain(page(cards(("a", ""), ("b", ""))))
    assert one == digest_plain(page(cards(("a", ""), ("b", ""), title="al bekend")))
    assert one != digest_plain(page(cards(("b", ""), ("a", ""))))
    assert one != digest_plain(page(cards(("a", ""), ("b", "Trainer"))))
    assert one != digest_plain(page(cards(("a", ""))))
