"""Letter drafts with named placeholders."""

import pytest
from hypothesis import given, strategies as st

from samenkomst.core.letter_text import PLACEHOLDERS, fill, mentions, unknown_placeholders

NAMES = PLACEHOLDERS["received"]
VALUES = {name: f"<{name}>" for name in NAMES}


def test_fill_replaces_every_placeholder() -> None:
    text = "{title} {reference}\n{page} {contact} {title} {date} {place} {link}"
    assert fill(text, VALUES) == (
        "<title> <reference>\n<page> <contact> <title> <date> <place> <link>"
    )


def test_fill_reads_no_value_as_a_template() -> None:
    """An event's title with braces must not pull in what stands elsewhere."""
    values = VALUES | {"title": "{reference} {0.__class__} \\1 %s"}
    assert fill("{title}", values) == "{reference} {0.__class__} \\1 %s"


@pytest.mark.parametrize(
    "text", ["{naam}", "{}", "{0}", "{title.__class__}", "{title!r}", "{ title }", "{{", "}", "a{b"]
)
def test_fill_leaves_alone_what_it_does_not_know(text: str) -> None:
    assert fill(text, VALUES) == text


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("{title} {reference} {page} {contact} {date} {place} {link}", []),
        ("{naam} en {titel}", ["naam", "titel"]),
        ("{title.__class__} {} {TITLE}", ["title.__class__", "", "TITLE"]),
        ("een { losse accolade", []),
        ("{over\nregels}", []),
    ],
)
def test_unknown_placeholders_are_named(text: str, unknown: list[str]) -> None:
    assert unknown_placeholders("received", text) == unknown


def test_placeholder_belongs_to_its_kinds_of_letter() -> None:
    """A receipt has no deadline, and only a decision has an organiser's own words."""
    kinds = {
        name: [kind for kind in PLACEHOLDERS if unknown_placeholders(kind, f"{{{name}}}") == []]
        for name in ("deadline", "text", "changes")
    }
    assert kinds == {
        "deadline": ["invitation", "reminder", "offered"],
        "text": ["accepted", "rejected", "reserve"],
        "changes": ["change"],
    }


def test_draft_mentions_what_it_has_a_place_for() -> None:
    assert mentions("Zie {link}.", "link")
    assert not mentions("Zie {page} link {link.x} { link }", "link")


@given(st.text("{}title pag\n"))
def test_fill_replaces_exactly_the_known_placeholders(text: str) -> None:
    """The two functions read a draft the same way."""
    if not unknown_placeholders("received", text):
        filled = fill(text, dict.fromkeys(NAMES, "X"))
        assert not any(f"{{{name}}}" in filled for name in NAMES)
