"""Plain Markdown: what is taken for plain, is what Python-Markdown and the cleaner make of it."""

import pytest
from hypothesis import given, settings, strategies as st

from samenkomst.site.markdown_fields import MarkdownFields
from samenkomst.site.plain_markdown import is_plain_for, render_plain

EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "sane_lists"]
PIECES = """een twee - + 1. 12) é “ja” # * _x_ & <b> | : --- === http://x.nl ! \\ ` [a] {: .x}
~ 4 . ::: ' ^ \u2028 \x02 \u00a0"""
WORDS = st.sampled_from(
    [*PIECES.split(" "), "- ", " ", "  ", "\n", "\n\n", "\n- ", "\n  ", "\n\n- ", "\t", "\r"]
)


def slow() -> MarkdownFields:
    fields = MarkdownFields(EXTENSIONS, {"tables": {"use_align_attribute": True}}, "Tabel")
    fields._plain = False
    return fields


SLOW = slow()


@settings(max_examples=3000)
@given(st.lists(WORDS, max_size=12).map("".join))
def test_plain_text_is_rendered_as_the_library_does(text: str) -> None:
    found = render_plain(text)
    assert found is None or found == SLOW.block(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Een zin.",
        "Een zin\nop twee regels, met (haakjes): “ja”.\n\nNog één, 50%.\n",
        "Zo gaat het:\n\n- een\n- twee, lang\n  en verder\n- drie\n\nEn dan dit.",
    ],
)
def test_what_editors_write_most_is_plain(text: str) -> None:
    assert render_plain(text) == SLOW.block(text, "")


@pytest.mark.parametrize("text", ["- a\n\n- b", "*a*", "1. a", "a  \nb", "a & b", "# a", "a\n==="])
def test_what_means_more_is_left_to_the_library(text: str) -> None:
    assert render_plain(text) is None


def test_an_unknown_extension_may_change_plain_text_too() -> None:
    assert is_plain_for(EXTENSIONS)
    assert not is_plain_for([*EXTENSIONS, "nl2br"])
