"""Which Markdown an editor may use."""

import pytest

from samenkomst.core.model.markdown import check_markdown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Gewone tekst met *nadruk*, 1 < 2 en 3 > 2.",
        "- een\n- twee\n\n1. drie",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "[site](https://example.org/a_(b)) en [pagina](/evenementen/)",
        "[mail](mailto:noor@example.org), [bel](tel:0600000000), [hier](#contact)",
        "<https://example.org> en <noor@example.org>",
        "[bron][1]\n\n[1]: https://example.org",
        "a <- b, <3",
        "#hashtag zonder spatie",
        "Zaal ##3",
        "prijs: 3 = 3",
    ],
)
def test_markdown_of_text_lists_tables_and_links_is_fine(text: str) -> None:
    assert check_markdown(text) is None


@pytest.mark.parametrize(
    ("text", "code", "offending"),
    [
        ("een <script>alert(1)</script>", "markdown_html", "<script>"),
        ("<img src=x onerror=alert(1)>", "markdown_html", "<img src=x onerror=alert(1)>"),
        ("</div>", "markdown_html", "</div>"),
        ("<!-- weg -->", "markdown_html", "<!-- weg -->"),
        ("<?php", "markdown_html", "<?php"),
        ("<javascript:alert(1)>", "markdown_html", "<javascript:alert(1)>"),
        ("tekst\n\n# Kop", "markdown_heading", "# Kop"),
        ("##Kop", "markdown_heading", "##Kop"),
        ("tekst\n###Kop", "markdown_heading", "###Kop"),
        ("###### Kop", "markdown_heading", "###### Kop"),
        ("Kop\n===", "markdown_heading", "Kop"),
        ("Kop\n---", "markdown_heading", "Kop"),
        ("[x](javascript:alert(1))", "markdown_link", "javascript:alert(1"),
        ("[x](JavaScript:alert)", "markdown_link", "JavaScript:alert"),
        ("[x](data:text/html,x)", "markdown_link", "data:text/html,x"),
        ("![x](javascript:x)", "markdown_link", "javascript:x"),
        ("[x](&#106;avascript:x)", "markdown_link", "&#106;avascript:x"),
        ("[x](//elders.example.org)", "markdown_link", "//elders.example.org"),
        ("[x](/\\elders.example.org)", "markdown_link", "/\\elders.example.org"),
        ("[x]( www.example.org )", "markdown_link", "www.example.org"),
        ("[x]()", "markdown_link", "…"),
        ("[x][1]\n\n[1]: javascript:alert(1)", "markdown_link", "javascript:alert(1)"),
    ],
)
def test_markdown_fault_names_the_offending_text(text: str, code: str, offending: str) -> None:
    assert check_markdown(text) == (code, offending)


@pytest.mark.parametrize("part", ["<", "](", "[x](", "<a", "# ", "a\n=", "[", "[x]: "])
def test_long_hostile_markdown_is_judged(part: str) -> None:
    """A pattern that goes back over its own steps would hold the build for hours here."""
    check_markdown(part * (100_000 // len(part)))
