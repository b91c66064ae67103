"""What editors mean: lists below a sentence, bare addresses and hashtags come out as such."""

import pytest

from samenkomst.site.markdown_fields import MarkdownFields
from samenkomst.site.meant_markdown import as_meant


@pytest.fixture
def fields() -> MarkdownFields:
    return MarkdownFields(["toc", "tables", "fenced_code", "sane_lists"], {}, "Tabel")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Neem mee:\n- pen\n- papier", "Neem mee:\n\n- pen\n- papier"),
        ("Twee\nregels:\n* een", "Twee\nregels:\n\n* een"),
        ("Eerst.\n\n**Daarna:**\n1. een\n2. twee", "Eerst.\n\n**Daarna:**\n\n1. een\n2. twee"),
        ("Neem mee:\n• pen\n•\tpapier", "Neem mee:\n\n- pen\n- papier"),
        ("1) een\n2) twee", "1. een\n2. twee"),
        ("#samen #open", "\\#samen #open"),
        ("Kijk op https://example.org/a_b_c.", "Kijk op <https://example.org/a_b_c>."),
        ("(zie https://example.org/)", "(zie <https://example.org/>)"),
    ],
)
def test_text_is_taken_as_meant(text: str, meant: str) -> None:
    assert as_meant(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        "- een\nen verder\n- twee",  # the second line is part of the item
        "Zie hoofdstuk\n3. Daarna niets.",  # a list below text begins with 1
        "> Gezegd\n- door wie?",
        "- een\n  - binnen een",
        "[hier](https://example.org) en <https://example.org>",
        "[https://example.org](https://example.org/a)",
        "[zie https://example.org nu](https://example.org/a)",
        "[a]: https://example.org",
        "`https://example.org`",
        "Café #12 en # 1",
        "Minder - of meer - werk",
        "Zie (hoofdstuk\n3) en a·b",
    ],
)
def test_what_is_clear_is_left_alone(text: str) -> None:
    assert as_meant(text) == text


def test_list_below_a_sentence_is_a_list(fields: MarkdownFields) -> None:
    assert "<li>pen</li>" in fields.block("Neem mee:\n- pen\n- papier", "")


def test_hashtags_keep_their_mark(fields: MarkdownFields) -> None:
    assert fields.block("#samen #open", "") == "<p>#samen #open</p>"


def test_bare_address_is_a_link(fields: MarkdownFields) -> None:
    html = fields.block('Live: https://example.org/a?b=1&c="<script>', "")
    assert html.startswith('<p>Live: <a href="https://example.org/a?b=1&amp;c">')
    assert "<script" not in html
