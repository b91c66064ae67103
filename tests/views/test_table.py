"""Lists in a terminal and as JSON, and text that would act on a terminal."""

import json
import unicodedata

import pytest
from hypothesis import given, strategies as st

from samenkomst.core.translation import dutch
from samenkomst.views.table import Column, align, json_text, table_lines
from samenkomst.views.visible_text import visible

EVIL = "\x1b[2J\x1b]0;titel\x07\x9b31m\u202eomgekeerd\u2028regel\r\nkop\u200b"


def test_rows_are_aligned_in_columns() -> None:
    assert align([("a", "bb", ""), ("aaa", "b", "c")]) == ["a    bb", "aaa  b   c"]


def test_table_has_a_heading_and_shows_each_value_its_way() -> None:
    columns = (Column("who", "Wie"), Column("n", "Aantal", lambda value, _: f"<{value}>"))
    rows = [{"who": "Sam", "n": 2, "more": 1}, {"who": "\x1b[31mrood", "n": 10}]
    assert table_lines(columns, rows, dutch) == [
        "Wie           Aantal",
        "Sam           <2>",
        "\\x1b[31mrood  <10>",
    ]


def test_json_cannot_steer_a_terminal_and_loses_nothing() -> None:
    text = json_text([{"naam": EVIL}])
    assert text.isascii()
    assert visible(text) == text
    assert json.loads(text) == [{"naam": EVIL}]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b2J", "\\x9b2J"),
        ("a\rb", "a\\rb"),
        ("a\tb", "a\\tb"),
        ("a\nb", "a\nb"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u2028\u2029\u200b", "\\u2028\\u2029\\u200b"),
        ("\udcff", "\\udcff"),
        ("Zoë ’s-Gravenhage 😀", "Zoë ’s-Gravenhage 😀"),
    ],
)
def test_what_would_act_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_nothing_that_acts_is_left(text: str) -> None:
    acting = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not any(unicodedata.category(each) in acting for each in visible(text) if each != "\n")
