"""What the templates make of rich events: read as a visitor would, without a build."""

from datetime import date
from pathlib import Path
from typing import Any

import material
import pytest
from bs4 import BeautifulSoup, Tag

from samenkomst.core.pages.page import Page
from samenkomst.core.pages.plan import plan_site
from samenkomst.core.translation import dutch
from samenkomst.site.environment import TEMPLATES, Tools, make_environment, with_globals
from samenkomst.site.markdown_fields import MarkdownFields
from samenkomst.site.page_head import root_prefix
from tests.builders import (
    HOSTILE,
    SITE,
    make_catalogue,
    make_event_raw,
    make_field_raw,
    make_form_raw,
    make_organisation_raw,
    make_person_raw,
    make_session_raw,
)

TODAY = date(2022, 3, 1)
FOLDERS = [str(TEMPLATES), str(Path(material.__file__).parent / "templates")]
EVENT = "evenementen/ronde-tafel/"


def pages(
    *others: dict[str, Any],
    today: date = TODAY,
    forms: tuple[dict[str, Any], ...] = (make_form_raw(),),
    **changes: Any,
) -> dict[str, BeautifulSoup]:
    """Return every page of a site with one event with these changes, and `others`."""
    catalogue = make_catalogue(
        forms=list(forms),
        events=[make_event_raw(**changes), *others],
        people=[make_person_raw(name="Noor Bakker", bio=None)],
        organisations=[make_organisation_raw(name="Fonds")],
    )
    plan = plan_site(catalogue, SITE, {"GM0344": "Utrecht"}, today=today, translate=dutch)
    environment = make_environment(FOLDERS, Tools(dutch, MarkdownFields([], {}, "Tabel"), "nl"))
    shared = {"site": SITE, "municipalities": ["Utrecht"]}

    def render(page: Page) -> str:
        known = with_globals(environment, {**shared, "root": root_prefix(page.url)})
        return known.get_template(page.template).render(page.values)

    return {page.url: BeautifulSoup(render(page), "html.parser") for page in plan.pages}


def page(**changes: Any) -> BeautifulSoup:
    return pages(**changes)[EVENT]


def words(element: BeautifulSoup | Tag) -> str:
    return " ".join(element.get_text(" ").split())


def one(parent: BeautifulSoup | Tag, selector: str) -> Tag:
    [found] = parent.select(selector)
    return found


RICH: dict[str, Any] = {
    "costs": {
        "prices": [
            {"label": HOSTILE, "amount": "1.094,50", "per": "persoon", "vat": "excl"},
            {"label": "Vroeg", "amount": "90", "until": "2022-03-15", "condition": "leden"},
        ],
        "extras": [{"label": "Diner", "amount": "40"}],
        "withdrawal": "Tot 1 maart gratis.",
    },
    "requirements": [HOSTILE],
    "bring": ["Laptop"],
    "accreditation": [{"registry": "Register", "points": "4 punten"}],
    "files": [
        {"title": "Reader", "url": "https://example.org/a.pdf", "by": "Noor"},
        {"title": "Slides", "when": "after"},
    ],
    "partners": [{"name": HOSTILE, "role": "sponsor"}],
    "sessions": [
        make_session_raw(
            doors="9.00",
            moved_from=[{"date": "2021-03-12", "reason": HOSTILE}],
            registration={"state": "full"},
            people=["noor-bakker"],
            programme_provisional="yes",
            programme=[
                {
                    "title": "Ronde",
                    "start": "10.00",
                    "number": "1.10",
                    "people": [{"person": "noor-bakker", "provisional": "yes"}],
                    "choose": {"min": "1", "max": "1"},
                    "options": [
                        {"title": HOSTILE, "number": "1.1", "room": "Zaal 2", "track": "Water"},
                        {"title": "B", "track": "Lucht", "text": "Neem *boeken* mee."},
                    ],
                },
                {"title": "Lunch", "kind": "meal"},
                {"title": "Parallel", "options_count": "6"},
            ],
        ),
        make_session_raw(id="avond", title="De avond", date="2022-05-24", cancelled="yes"),
    ],
}


def test_programme_holds_options_numbers_rooms_and_doubt() -> None:
    table = one(page(**RICH), "table.programme")
    rows = [words(row) for row in table.select("tbody tr")]
    assert rows == [
        "10.00 uur 1.10 Ronde Door Noor Bakker , onder voorbehoud U kiest er 1 van de 2."
        f" Water 1.1 {' '.join(HOSTILE.split())} Zaal 2 Lucht B Neem boeken mee.",
        "– Lunch",
        "– Parallel 6 parallelle onderdelen, de titels volgen",
    ]
    assert words(one(page(**RICH), ".day .note")) == "Dit programma is voorlopig."


def test_full_session_has_no_button_and_a_cancelled_one_says_so() -> None:
    full, off = page(**RICH).select("ol.timeline > li")
    assert words(one(full, ".own__state")) == "Vol"
    assert full.select(".button") == []
    assert "Deuren open om 9.00 uur" in words(full)
    assert "Verplaatst, was 12 maart 2021" in words(full)
    assert words(one(off, ".status")) == "Gaat niet door"


def test_prices_stand_in_a_table_with_unit_vat_period_and_condition() -> None:
    tables = page(**RICH).select("table.prices")
    rows = [words(row) for table in tables for row in table.select("tbody tr")]
    assert rows[1:] == [
        "Vroeg tot en met 15 maart 2022 leden € 90",
        "Diner € 40",
    ]
    assert rows[0].endswith("€ 1.094,50 per persoon, exclusief btw")
    assert [words(one(table, "caption")) for table in tables] == ["Prijzen", "Erbij te kiezen"]


def test_file_without_an_address_is_named() -> None:
    files = [words(each) for each in page(**RICH).select(".files li")]
    assert files == ["Reader Noor", "Slides"]


def test_requirements_stand_above_the_button() -> None:
    box = str(one(page(**RICH), ".action"))
    assert box.index("Dit is nodig om mee te doen") < box.index('class="button"')


def test_hostile_text_becomes_no_element() -> None:
    found = page(**RICH)
    assert [
        each for each in found.select("script") if "alert" in each.text and not each.get("type")
    ] == []
    assert " ".join(HOSTILE.split()) in words(one(found, ".action__needs"))


def test_ids_stand_once_on_every_page() -> None:
    for url, found in pages(**RICH, themes=["Werk"]).items():
        ids = [str(each["id"]) for each in found.select("[id]")]
        assert sorted(set(ids)) == sorted(ids), url


@pytest.mark.parametrize(
    ("registration", "href", "text"),
    [
        (
            {"state": "open", "email": "a@example.org", "subject": "Dag"},
            "mailto:a@example.org?subject=Dag",
            "a@example.org Zet in het onderwerp: Dag",
        ),
        ({"state": "open", "phone": "030 1"}, "tel:0301", "030 1"),
        ({"state": "external", "url": "https://example.org/x"}, "https://example.org/x", ""),
    ],
)
def test_button_leads_where_one_registers(
    registration: dict[str, str], href: str, text: str
) -> None:
    box = one(page(registration=registration), ".action")
    assert one(box, ".button")["href"] == href
    assert text in words(box)


def test_report_replaces_the_button_of_a_past_event() -> None:
    found = pages(today=date(2022, 4, 1), report="Het was *mooi*.")[EVENT]
    assert one(found, ".action .button")["href"] == "#terugblik"
    assert found.select("form") == []
    assert one(found, ".part em").text == "mooi"


def test_texts_in_another_language_say_so() -> None:
    sections = [{"title": "Yn it Frysk", "text": "Wolkom", "language": "fy"}]
    found = page(language="en", intro="Welcome", sections=sections)
    assert one(found, "h1")["lang"] == one(found, ".intro")["lang"] == "en"
    assert one(found, "section.part[lang]")["lang"] == "fy"


def test_event_of_which_nothing_is_known_has_a_page() -> None:
    found = pages(
        kind=None, summary=None, organiser=None, sessions=None, contact=None, registration=None
    )[EVENT]
    assert one(found, "h1").text
    assert found.select(".action, .part, .band") == []


def test_lists_are_links_that_lead_to_pages() -> None:
    past = make_event_raw(slug="oud", sessions=[make_session_raw(date="2021-03-29")])
    found = pages(past, themes=["Werkdruk"])
    links = [str(each["href"]) for each in found["evenementen/"].select(".filter a, .years a")]
    assert "../evenementen/thema/werkdruk/" in links
    assert "../evenementen/archief/2021/" in links
    assert {link.removeprefix("../") for link in links} <= set(found)
    here = one(found["evenementen/archief/2021/"], "[aria-current=page]:not(span)")
    assert here.text == "2021"


def test_organisation_page_lists_events_and_people() -> None:
    found = pages()["organisaties/voorbeeldfonds/"]
    assert one(found, "h1").text == "Fonds"
    assert one(found, ".card__role").text == "Organisator"
    assert one(found, ".plain a")["href"] == "../../mensen/noor-bakker/"


def test_pages_with_the_same_form_ask_the_same_and_send_it_to_their_own_address() -> None:
    """What a form asks is made once for all pages."""
    fields = [make_field_raw(label=HOSTILE), *make_form_raw()["fields"][1:]]
    other = make_form_raw(id="anders", fields=fields)
    own = {"state": "open", "form": "anders"}
    events = [make_event_raw(slug="tweede"), make_event_raw(slug="derde", registration=own)]
    found = pages(*events, forms=(make_form_raw(), other))
    first, second, third = (
        one(found[url], "form") for url in (EVENT, "evenementen/tweede/", "evenementen/derde/")
    )
    assert [form["action"] for form in (first, second, third)] == [
        "../../formulieren/ronde-tafel/aanmelden/",
        "../../formulieren/tweede/aanmelden/",
        "../../formulieren/derde/anders/",
    ]
    asked = [str(form.select(".field, .honeypot")) for form in (first, second, third)]
    assert asked[0] == asked[1] != asked[2]
    assert words(third.select("label")[0]) == " ".join(HOSTILE.split())
