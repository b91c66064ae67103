"""The catalogues that come with the package."""

import pytest

from samenkomst.core.problem_texts import TEXTS
from samenkomst.stores.translations import load_translation


def test_dutch_is_the_text_itself() -> None:
    translate = load_translation("nl")
    assert [translate(text) for text in TEXTS.values()] == list(TEXTS.values())


@pytest.mark.parametrize("language", ["xx", "../../etc", ""])
def test_unknown_language_stays_dutch(language: str) -> None:
    assert load_translation(language)("Gaat door") == "Gaat door"
