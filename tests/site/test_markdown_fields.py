"""Markdown in fields: rendered, cleaned, and with links that work at any depth."""

import pytest

from samenkomst.site.markdown_fields import MarkdownFields


def make_fields() -> MarkdownFields:
    return MarkdownFields(["tables"], {"tables": {"use_align_attribute": True}}, "Tabel")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**vet** en *schuin*", "<p><strong>vet</strong> en <em>schuin</em></p>"),
        ("[x](/evenementen/y/#z)", '<p><a href="../../evenementen/y/#z">x</a></p>'),
        ("[x](https://example.org/)", '<p><a href="https://example.org/">x</a></p>'),
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ("a <script>alert(1)</script> b", "<p>a  b</p>"),
        ('<img src=x onerror="alert(1)">', "<p></p>"),
        ('<p onclick="alert(1)" style="x">a</p>', "<p>a</p>"),
    ],
)
def test_block_is_clean_html(text: str, html: str) -> None:
    assert make_fields().block(text, "../../") == html


def test_block_follows_the_root_of_each_page() -> None:
    fields = make_fields()
    links = [fields.block("[x](/a/)", root) for root in ("../", "/basis/", "../")]
    assert links == [
        f'<p><a href="{address}">x</a></p>' for address in ("../a/", "/basis/a/", "../a/")
    ]
    assert fields.targets == {"a/"}


def test_inline_drops_the_paragraph_when_there_is_one() -> None:
    fields = make_fields()
    assert fields.inline("een *zin*", "") == "een <em>zin</em>"
    assert fields.inline("een\n\ntwee", "") == "<p>een</p>\n<p>twee</p>"


def test_table_scrolls_by_keyboard_and_keeps_its_alignment() -> None:
    html = make_fields().block("| a | b |\n|---|--:|\n| 1 | 2 |", "")
    assert html.startswith(
        '<div class="scroll" role="group" tabindex="0" aria-label="Tabel"><table>'
    )
    assert '<td class="align-right">2</td>' in html
    assert html.endswith("</table></div>")
