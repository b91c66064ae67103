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
        ("Stappen:\n1. een", "Stappen:\n\n1. een"),
        ("Eerst\n1. een\nverder\n2. twee", "Eerst\n\n1. een\nverder\n2. twee"),
        ("```\n- x\n```\nNeem mee:\n- pen", "```\n- x\n```\nNeem mee:\n\n- pen"),
        ("`a` https://x.nl `b`", "`a` <https://x.nl> `b`"),
        ("Een ` en https://x.nl", "Een ` en <https://x.nl>"),
        ("| a |\n|---|\n| https://x.nl |", "| a |\n|---|\n| <https://x.nl> |"),
        ("- een\n\n    https://x.nl", "- een\n\n    <https://x.nl>"),
        (
            "- een\n\nhttps://x.nl\n\n    https://y.nl",
            "- een\n\n<https://x.nl>\n\n    https://y.nl",
        ),
        ("[Let op]: zie https://x.nl", "[Let op]: zie <https://x.nl>"),
    ],
)
def test_text_is_taken_as_meant(text: str, meant: str) -> None:
    assert as_meant(text) == meant


@pytest.mark.parametrize(
    "address",
    [
        "https://nl.wikipedia.org/wiki/Utrecht_(stad)",
        "https://nl.wikipedia.org/wiki/Utrecht_(stad)/kaart",
        "https://example.org/a?q=a&id=ab==",
        "https://example.org/?q=",
        "https://example.org/a-",
        "https://example.org/c++",
        "https://example.org/#",
        "http://example.org/50%",
    ],
)
@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "Zie {}.",
        "Zie {}, dan",
        "({})",
        "(zie {}).",
        "_zie {}_",
        "**{}**",
        "Ook {}?!",
        "“{}”",
        '"zie {}".',
    ],
)
def test_address_is_whole_and_without_the_end_of_the_sentence(address: str, around: str) -> None:
    assert as_meant(around.format(address)) == around.format(f"<{address}>")


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
        "https://example.org/a'b",
        'https://example.org/?q="de',
        "https://example.org/a[1]",
        "https://example.org/a|b",
        "https://example.org/a_(b_(c))",
        "`curl https://example.org`",
        "``een ` https://example.org``",
        "```\n#!/bin/sh\nMaak:\n- x\n\n• y\nhttps://example.org\n```",
        "~~~ sh\n#!/bin/sh\nMaak:\n- x\n```\n1) y\n~~~",
        "```\nzonder eind\n- x",
        "Zo:\n\n    https://example.org\n",
        "\thttps://example.org\n\tMaak:\n\t- x",
        '[a](https://example.org "zie https://example.org")',
        '[a](/b "zie https://example.org (nu)")',
        "[zie https://example.org][1]",
        '[a]: https://example.org "zie https://example.org"',
        "<https://example.org/a?u=https://example.org>",
        "##Kop",
        "a | b\n- | -\n1 | 2",
        "a | b\n- | -",
        "- | -",
        "x\n- | - |",
        "Om\n1. uur",
        "Om\n1. uur\n\nen om\n\n2. uur",
    ],
)
def test_what_is_clear_is_left_alone(text: str) -> None:
    assert as_meant(text) == text


def test_list_below_a_sentence_is_a_list(fields: MarkdownFields) -> None:
    assert "<li>pen</li>" in fields.block("Neem mee:\n- pen\n- papier", "")


def test_hashtags_keep_their_mark(fields: MarkdownFields) -> None:
    assert fields.block("#samen #open", "") == "<p>#samen #open</p>"


def test_bare_address_is_a_link(fields: MarkdownFields) -> None:
    html = fields.block("Live: https://example.org/a?b=1&c=, _zie https://example.org/d_", "")
    assert '<a href="https://example.org/a?b=1&amp;c=">' in html
    assert '<em>zie <a href="https://example.org/d">https://example.org/d</a></em>' in html


def test_no_markup_comes_out_of_an_address(fields: MarkdownFields) -> None:
    html = fields.block('Live: https://example.org/a?b=1&c="<script>', "")
    assert "<script" not in html


def test_table_with_a_short_rule_is_a_table(fields: MarkdownFields) -> None:
    assert "<td>1</td>" in fields.block("a | b\n- | -\n1 | 2", "")


@pytest.mark.parametrize(
    "part",
    [
        *("(", "[", "`", "](", "[x](", "[x](a(b)", "<https:", "[a]: ", "https://", "https://x.nl "),
        *(
            "https://x(",
            "https://x'",
            "https://x[",
            "https://x.",
            "``a`",
            "```a\n",
            "~~~\n",
            "#a\n",
        ),
        *("x\n- ", "x\n1. a\n \n", "x\n", "x\n\n", "\n \t", "• ", "[https://x ", "]", "&https://x"),
    ],
)
def test_long_hostile_text_is_read(part: str) -> None:
    """A pattern that goes back over its own steps would hold the build for hours here."""
    as_meant(part * (100_000 // len(part)))


def test_code_that_never_ends_is_read() -> None:
    as_meant(" ".join("`" * count for count in range(1, 450)) + " https://example.org")
