"""The site's own words in place of ours."""

from samenkomst.core.translation import dutch
from samenkomst.site.own_words import check_words, known_texts, with_own_words


def test_own_word_stands_where_ours_stood() -> None:
    translate = with_own_words(str.upper, {"Meld u aan": "Schrijf u in"})
    assert (translate("Meld u aan"), translate("Wanneer")) == ("Schrijf u in", "WANNEER")


def test_known_texts_are_those_of_code_and_templates() -> None:
    """Of a call, of a table of words, of a template, and both forms of a plural."""
    texts = {"Wanneer", "Meld u aan", "In het kort", "1 evenement", "%(num)s evenementen"}
    assert texts <= known_texts()


def test_words_that_can_be_used_are_kept() -> None:
    words = {"Meld u aan": "Schrijf u in", "{first} tot en met {last}": "{first} – {last}"}
    assert check_words(words, dutch) == (words, [])


def test_text_that_is_not_ours_is_reported_with_the_one_that_is_near() -> None:
    found, (message,) = check_words({"Wanner": "Datum"}, dutch)
    assert found == {}
    assert message == (
        "“words” in mkdocs.yml: de tekst “Wanner” staat nergens op de site. Bedoelt u “Wanneer”?"
    )


def test_own_word_that_would_break_a_page_is_reported() -> None:
    words = {"Wanneer": "Op {dag}", "Waar": ["x"], "Duur": ""}
    found, messages = check_words(words, dutch)
    assert (found, len(messages)) == ({}, 3)
    assert messages[0] == (
        "“words” in mkdocs.yml: “Op {dag}” heeft een invulplek die “Wanneer” mist."
    )


def test_no_words_cost_no_reading() -> None:
    assert check_words({}, dutch) == ({}, [])
