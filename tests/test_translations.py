"""The English catalogue: complete, true to the Dutch, and what visitors of an English site read."""

import ast
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from bs4 import BeautifulSoup, Comment, NavigableString
from flask.testing import FlaskClient

from form_handler import create_app
from samenkomst.core.dates import DAYS, MONTHS
from samenkomst.core.problem_texts import TEXTS
from samenkomst.settings import Settings
from samenkomst.stores.translations import load_translation
from tests.builders import ROOT_PATH
from tests.form_handler.submissions import EVENT, answers, post
from tests.site.building import Built, build, make_project
from tools.translations import (
    CATALOGUE_PATH,
    KEYWORDS,
    find_texts,
    main,
    make_catalogue,
    read_catalogue,
    read_python,
    to_mo,
    to_po,
    translations,
)

TABLE_URL = f"evenementen/{EVENT}/"
NETWORK_URL = "evenementen/leernetwerk-aan-de-slag-met-werkdruk/"

SAME_IN_BOTH = {
    *("Contact", "Downloads", "Home", "Interviewer.", "Online", "Online.", "Panel", "Partner"),
    *(
        "Livestream",
        "Partners",
        "Postcode",
        "Register",
        "Site:     {url}",
        "Sponsor",
        "Status",
        "Trainer.",
        "Workshop",
    ),
    *("WCAG %(number)s", "Workshop.", "interviewer", "per {unit}", "trainer", "was {earlier}"),
}

PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|\{\{\w+\}\}|\{\w*\}")


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    return translations(read_catalogue())


# The files


def test_catalogue_holds_exactly_the_texts_of_code_and_templates(english: dict[str, str]) -> None:
    """After a change of a text: `make translations`, then translate what it names."""
    assert sorted(english) == find_texts()


def test_every_text_is_translated_and_none_is_doubtful_or_left_behind() -> None:
    catalogue = read_catalogue()
    assert [each.id for each in catalogue if not each.string and each.id] == []
    assert [each.id for each in catalogue if each.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_compiled_file_says_what_the_readable_one_says(english: dict[str, str]) -> None:
    with CATALOGUE_PATH.with_suffix(".mo").open("rb") as file:
        assert translations(read_mo(file)) == english


def test_same_texts_give_the_same_bytes(english: dict[str, str]) -> None:
    backwards = dict(reversed(english.items()))
    catalogue = make_catalogue(reversed(find_texts()), backwards)
    assert to_po(catalogue) == CATALOGUE_PATH.read_bytes()
    assert to_mo(catalogue) == CATALOGUE_PATH.with_suffix(".mo").read_bytes()


def test_tool_keeps_drops_and_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "samenkomst.po"
    known = {"Wanneer": "When", "Vervallen tekst": "Dropped text"}
    path.write_bytes(to_po(make_catalogue(known, known)))
    assert main(path) == 1
    found = translations(read_catalogue(path))
    assert (found["Wanneer"], found["Waar"], "Vervallen tekst" in found) == ("When", "", False)
    output = capsys.readouterr()
    assert "no English yet: Waar\n" in output.err
    assert output.out.endswith(" 1 dropped\n")


# The texts


def test_placeholders_are_the_same_on_both_sides(english: dict[str, str]) -> None:
    wrong = {
        dutch: text
        for dutch, text in english.items()
        if sorted(PLACEHOLDER.findall(dutch)) != sorted(PLACEHOLDER.findall(text))
    }
    assert wrong == {}


def test_texts_begin_and_end_alike(english: dict[str, str]) -> None:
    """Spaces at either end join sentences; a label stays a label, a sentence a sentence."""

    def ends(text: str) -> tuple[bool, bool, bool]:
        return text[0] == " ", text[-1] == " ", text[-1] in ".?!:"

    assert {dutch for dutch, text in english.items() if ends(dutch) != ends(text)} == set()


def test_only_words_that_english_shares_stay_as_they_are(english: dict[str, str]) -> None:
    assert {dutch for dutch, text in english.items() if dutch == text} == SAME_IN_BOTH


def test_spelling_is_british(english: dict[str, str]) -> None:
    american = re.compile(r"canceled|organiz|recogniz|\bcolor|\bcenter|waiting list|e-mail", re.I)
    assert [text for text in english.values() if american.search(text)] == []


# Nothing for readers is outside the catalogue

DUTCH = re.compile(r"\b(de|het|een|niet|van|voor|met|uw|op|te|geen|wordt|kan|zijn|om|tot)\b")
COMMAND_LINE = {
    "samenkomst/cli.py",
    *(
        path.relative_to(ROOT_PATH).as_posix()
        for path in ROOT_PATH.glob("samenkomst/commands/*.py")
    ),
}
"""These speak Dutch in every language of the site, the help of their options too."""
DATA = {
    "{} tot {} uur",  # the Dutch half of a table for both languages
    "{} om {} uur",
    "# organiser: voorbeeldbureau  # de id uit organisations.yaml",  # a line of YAML, for editors
    "  # de id uit organisations.yaml",
}


def literals(tree: ast.Module) -> Iterator[str]:
    """Yield each text of a module that is not a docstring."""
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]  # type: ignore[attr-defined]
    alone = {id(each.value) for body in bodies for each in body if isinstance(each, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def test_no_dutch_sentence_in_code_is_outside_the_catalogue(english: dict[str, str]) -> None:
    found = {
        text
        for package in ("samenkomst", "form_handler")
        for path in (ROOT_PATH / package).rglob("*.py")
        if path.relative_to(ROOT_PATH).as_posix() not in COMMAND_LINE
        for text in literals(ast.parse(path.read_text(encoding="utf-8")))
        if " " in text.strip() and DUTCH.search(text)
    }
    assert found - english.keys() == DATA


def bare_words(template: str) -> list[str]:
    """Return the words of a template that stand outside its expressions, attributes included."""
    html = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL)
    attributes = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', html)
    # A macro may be the attributes of a tag alone, so those go first.
    html = re.sub(r"<!--.*?-->|[\w:-]+=\"[^\"]*\"|<[^>]*>", " ", html, flags=re.DOTALL)
    return re.findall(r"[^\W\d_]{2,}", " ".join((html, *attributes)))


def test_no_word_in_a_template_is_outside_the_catalogue() -> None:
    folders = ("samenkomst/site/templates", "form_handler/templates")
    paths = [path for folder in folders for path in (ROOT_PATH / folder).glob("*.html")]
    found = {path.name: bare_words(path.read_text(encoding="utf-8")) for path in paths}
    assert len(found) > 20
    assert {name: words for name, words in found.items() if words} == {}


def test_bare_word_in_a_template_is_found() -> None:
    assert bare_words('<p class="x" title="Los">{{ _("Goed") }} woord</p>') == ["woord", "Los"]


def test_text_inside_an_f_string_is_found() -> None:
    source = io.BytesIO(b"x = f\"{first} {translate('en')} {self._translate('of')}\"")
    assert [text for _, _, text, _ in read_python(source, KEYWORDS, (), {})] == ["en", "of"]


@pytest.mark.parametrize("argument", ['f"{n} plaatsen"', '"a" + b', '"a" if one else "b"'])
def test_text_that_no_catalogue_can_hold_is_refused(argument: str) -> None:
    source = io.BytesIO(f"\ntranslate({argument})".encode())
    with pytest.raises(ValueError, match=r"line 2: translate\(\) needs one whole text"):
        list(read_python(source, KEYWORDS, (), {}))


def test_every_problem_has_an_english_sentence() -> None:
    translate = load_translation("en")
    assert [code for code, text in TEXTS.items() if translate(text) == text] == []


# An English site


@pytest.fixture(scope="module")
def english_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The real content, under the words of an English site."""
    project = make_project(tmp_path_factory.mktemp("english"))
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert text.count("language: nl") == 1
    config.write_text(text.replace("language: nl", "language: en"), encoding="utf-8")
    done = build(project)
    assert done.code == 0, done.output
    return done


def spoken(page: BeautifulSoup) -> set[str]:
    """Return every piece of text that a page says, seen or heard, but for the site's own menus."""
    for menu in page.select(".menu li:not(:last-child), .footer__links"):
        menu.decompose()
    texts = [node for node in page.find_all(string=True) if type(node) is NavigableString]
    assert not any(isinstance(node, Comment) for node in texts)
    labels = [
        str(node[name])
        for name in ("aria-label", "title", "alt", "data-fault", "data-sending", "data-none")
        for node in page.find_all(attrs={name: True})
    ]
    return {" ".join(text.split()) for text in (*texts, *labels)}


def pages_of_ours(site: Built) -> dict[str, BeautifulSoup]:
    """Return the pages, but for those whose whole text the site itself wrote in docs/."""
    written = ("handleiding/", "privacy/", "toegankelijkheid/")
    names = [name for name in site.pages() if not name.startswith(written)]
    return {name: site.page(name) for name in names}


def test_english_site_has_english_labels_and_dates(english_site: Built) -> None:
    network, table = english_site.page(NETWORK_URL), english_site.page(TABLE_URL)
    assert network.html is not None
    assert network.html["lang"] == "en"
    assert {"When", "Where", "Audience", "Organiser", "At a glance"} <= spoken(network)
    assert {"Tuesday 29 March 2022", "9:30 to 11:00", "In person: Utrecht"} <= spoken(network)
    assert "29 March to 13 September 2022" in spoken(network)
    assert {"Programme", "Postponed", "Show your interest", "(optional)"} <= spoken(table)
    overview = spoken(english_site.page("evenementen/"))
    assert {"Events", "Upcoming events", "Search"} <= overview
    assert {"1 event", "2 events"} <= overview


def test_english_site_says_no_dutch_word_of_ours(
    english_site: Built, english: dict[str, str]
) -> None:
    """A word that the content has too may be the content's."""
    content = "".join(path.read_text("utf-8") for path in (ROOT_PATH / "content").glob("*.yaml"))
    theirs = {value.strip(" \"'") for value in re.findall(r"[:-] +(.+)", content)}
    ours = {" ".join(text.split()) for text in english} - SAME_IN_BOTH - theirs
    ours |= {*DAYS["nl"], *MONTHS["nl"]} - {"april", "september", "november", "december"}
    pages = pages_of_ours(english_site)
    assert len(pages) > 10
    found = {name: ours & spoken(page) for name, page in pages.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_dutch_word_of_ours_would_be_found() -> None:
    page = BeautifulSoup('<dt>\n Wanneer </dt><a aria-label="Hoofdmenu">x</a>', "html.parser")
    assert spoken(page) == {"Wanneer", "Hoofdmenu", "x"}


def test_header_of_the_catalogue_is_never_shown(english_site: Built) -> None:
    """gettext gives its header for an empty text."""
    files = english_site.files().items()
    assert [name for name, data in files if b"Plural-Forms" in data] == []


def test_search_page_counts_in_english(english_site: Built) -> None:
    results = english_site.page("zoeken/").find(id="zoekresultaten")
    assert results is not None
    assert results["data-one"] == "1 page found for “…”."
    assert results["data-many"] == "0 pages found for “…”."


# An English handler


@pytest.fixture
def client(tmp_path: Path, contract_text: str) -> FlaskClient:
    site = tmp_path / "site"
    site.mkdir()
    contract = json.loads(contract_text)
    contract["site"]["language"] = "en"
    (site / "forms.json").write_text(json.dumps(contract), encoding="utf-8")
    secret = "a-secret-of-tests-that-is-long-enough"
    settings = Settings(secret=secret, data=tmp_path / "var", site=site, posts_per_minute=0)
    return create_app(settings).test_client()


def test_receipt_is_english(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get(post(client).headers["Location"]).text, "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "en"
    texts = spoken(page)
    assert {"We have received your form", "Your reference is", "This is what you sent"} <= texts
    assert "What happens now?" in texts
    assert texts.isdisjoint({"We hebben uw formulier ontvangen", "Uw kenmerk is"})


def test_mistakes_are_named_in_english_with_the_right_plural(client: FlaskClient) -> None:
    one = post(client, data=answers(email="anna@"))
    two = post(client, data=answers(email="anna@", naam=""))
    assert (one.status_code, two.status_code) == (422, 422)
    assert "There is 1 answer that is not right yet" in one.text
    assert "There are 2 answers that are not right yet" in two.text
    assert "<title>Error: " in two.text
    assert "This is not a complete email address. Write it like naam@voorbeeld.nl." in two.text
    assert "Fill in: Uw naam." in two.text


def test_error_pages_and_json_are_english(client: FlaskClient) -> None:
    missing = client.get("/formulieren/geen/formulier/")
    assert missing.status_code == 404
    page = spoken(BeautifulSoup(missing.text, "html.parser"))
    assert {"This form does not exist", "See all events"} <= page
    wanted = {"Accept": "application/json"}
    refused = post(client, data=answers(naam=""), headers=wanted)
    assert refused.json is not None
    assert refused.json["detail"] == "Correct the answers in these fields."
    assert refused.json["errors"] == [{"field": "naam", "message": "Fill in: Uw naam."}]
