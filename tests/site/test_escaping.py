"""Hostile content comes out as text, everywhere."""

import json

import pytest
from bs4 import BeautifulSoup

from tests.site.building import Built
from tests.site.hostile import MARK, nasty

PROEF = "evenementen/proef/"


def test_no_page_holds_an_element_that_an_editor_typed(hostile: Built) -> None:
    for path, html in hostile.pages().items():
        page = BeautifulSoup(html, "html.parser")
        assert MARK not in html, path
        assert page.select("img, [onerror]") == [], path
        inline = {str(each.get("type")) for each in page.select("script:not([src])")}
        assert inline <= {"application/ld+json"}, path
        sources = [str(each["src"]).lstrip("./") for each in page.select("script[src]")]
        assert [each for each in sources if not each.startswith("assets/")] == [], path


def test_no_template_syntax_is_carried_out(hostile: Built) -> None:
    for path, html in hostile.pages().items():
        assert html.count("{{ 7*7 }}") == html.count("7*7"), path


@pytest.mark.parametrize(
    "name",
    [
        *("title", "subtitle", "kind", "notice", "length", "audience", "capacity", "limit"),
        *("section", "session", "city", "item", "group", "choice", "date", "name", "headline"),
        *("bureau", "full", "partner", "related", "more", "form", "label radio", "help", "purpose"),
    ],
)
def test_event_page_shows_what_was_typed(hostile: Built, name: str) -> None:
    assert nasty(name) in hostile.page(PROEF).get_text()


def test_head_holds_title_and_description_as_typed(hostile: Built) -> None:
    page = hostile.page(PROEF)
    assert page.title is not None
    assert page.title.text == f"{nasty('title')} – Samenkomst"
    for selector in ("meta[name=description]", "meta[property='og:description']"):
        assert [each["content"] for each in page.select(selector)] == [nasty("summary")]


def test_linked_data_holds_what_was_typed(hostile: Built) -> None:
    [script] = hostile.page(PROEF).select("script[type='application/ld+json']")
    assert json.loads(script.text)["name"] == nasty("title")


def test_search_index_holds_no_markup_but_its_own(hostile: Built) -> None:
    docs = json.loads(hostile.text("search/search_index.json"))["docs"]
    assert [doc for doc in docs if "<script" in doc["title"] + doc["text"]] == []
    [title] = [doc["title"] for doc in docs if doc["location"] == PROEF]
    assert title.startswith("title &lt;script")


def test_choices_send_exactly_what_was_typed(hostile: Built) -> None:
    page = hostile.page(PROEF)
    for kind in ("radio", "checkbox"):
        values = [each["value"] for each in page.select(f".field input[type={kind}][value^='a ']")]
        assert values == [nasty("a")]
    assert nasty("b") in [each["value"] for each in page.select("option")]


def test_markdown_keeps_links_tables_and_emphasis(hostile: Built) -> None:
    [intro] = hostile.page(PROEF).select(".intro")
    assert [link["href"] for link in intro.select("a")] == ["../../evenementen/"]
    assert [each.text for each in intro.select("strong")] == ["vet"]
    assert [cell["class"] for cell in intro.select("td[class]")] == [["align-right"]]
    assert [box["tabindex"] for box in intro.select(".scroll")] == ["0"]
