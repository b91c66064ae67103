"""The organisers' guide shows what the commands say, and names every state and letter."""

from pathlib import Path

import pytest

from samenkomst.core.letter_text import PLACEHOLDERS
from samenkomst.core.procedures import State
from samenkomst.service.delivery import DAILY
from samenkomst.views.words import STATES
from tests.docs.guide import code, pages, tables
from tests.docs.organiser_guide import PAGES, regenerate, regenerated

AGAIN = "python -m tests.docs.organiser_guide"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_guide_shows_what_the_commands_say(page: Path) -> None:
    """If this fails, look whether the new words are right; then write them with the command."""
    assert regenerated(page) == page.read_text(encoding="utf-8"), AGAIN


def test_guide_with_other_words_is_found() -> None:
    """The test above must be able to fail: one letter of a command's answer is changed."""
    text = PAGES[0].read_text(encoding="utf-8")
    wrong = text.replace("Uitgenodigd: 5.", "Uitgenodigd: 6.", 1)
    assert wrong != text
    assert regenerate(wrong, 0) == text


def test_guide_leads_to_both_pages() -> None:
    assert set(PAGES) <= set(pages())


def test_guide_names_every_state() -> None:
    [table] = tables("standen")
    assert [(code(row[0]), row[1]) for row in table.rows] == [
        (state.value, STATES[state.value]) for state in State
    ]


def test_guide_names_every_letter_and_what_it_can_hold() -> None:
    [table] = tables("brieven")
    shared = set.intersection(*(set(names) for names in PLACEHOLDERS.values()))
    assert [(code(row[0]), code(row[2])) for row in table.rows] == [
        (kind, "".join(f"{{{name}}}" for name in names if name not in shared))
        for kind, names in PLACEHOLDERS.items()
    ]
    text = PAGES[1].read_text(encoding="utf-8")
    for name in shared:
        assert f"`{{{name}}}`" in text


def test_guide_names_the_limit_of_a_day() -> None:
    text = " ".join(PAGES[1].read_text(encoding="utf-8").split())
    assert f"hoogstens {DAILY} brieven per dag" in text
