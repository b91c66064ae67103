"""The HTML side of a letter."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, strategies as st

from samenkomst.core.letter_html import to_html
from tests.builders import HOSTILE


def body(text: str) -> str:
    return to_html(text, "nl").partition("<body>\n")[2].partition("\n</body>")[0]


def test_paragraphs_and_lines_stay_what_they_are() -> None:
    assert body("Een\ntwee\n\n\ndrie\n") == "<p>Een<br>\ntwee</p>\n<p>drie</p>"


@pytest.mark.parametrize(
    ("text", "link", "after"),
    [
        ("Zie https://example.org/a/.", "https://example.org/a/", "."),
        ("(http://example.org/a?b=1&c=2)", "http://example.org/a?b=1&c=2", ")"),
        ("‘https://example.org’", "https://example.org", "’"),
        ('https://example.org/"onclick=x', "https://example.org/", '"onclick=x'),
        ("https://example.org/<b>", "https://example.org/", "<b>"),
    ],
)
def test_address_becomes_a_link_without_what_follows_it(text: str, link: str, after: str) -> None:
    page = BeautifulSoup(to_html(text, "nl"), "html.parser")
    (found,) = page.find_all("a")
    assert (found["href"], found.get_text(), found.next_sibling) == (link, link, after)


@pytest.mark.parametrize("text", ["javascript:alert(1)", "data:text/html,x", "https://", HOSTILE])
def test_nothing_else_becomes_a_link(text: str) -> None:
    page = BeautifulSoup(to_html(text, "nl"), "html.parser")
    assert page.find_all(["a", "script"]) == []
    assert page.p is not None
    assert page.p.get_text() == text


@given(st.text())
def test_reader_of_html_reads_the_text(text: str) -> None:
    page = BeautifulSoup(to_html(text, "nl"), "html.parser")
    assert {tag.name for tag in page.find_all()} <= {"html", "head", "meta", "body", "p", "br", "a"}
    assert page.body is not None
    assert page.body.get_text().split() == text.split()
