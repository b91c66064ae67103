"""What stands on the pages made from the real content."""

import gzip
import json
import re

import pytest
from bs4 import BeautifulSoup, Tag

from tests.site.building import Built

TAFEL = "evenementen/ronde-tafel-voor-gemeenten/"
NETWERK = "evenementen/leernetwerk-aan-de-slag-met-werkdruk/"


def words(element: BeautifulSoup | Tag) -> str:
    return " ".join(element.get_text(" ").split())


def one(parent: BeautifulSoup | Tag, selector: str) -> Tag:
    [found] = parent.select(selector)
    return found


@pytest.mark.parametrize(
    "fact",
    [
        "Ronde tafel voor gemeenten",
        "Een hardnekkig patroon doorbreken: werkdruk",
        "UPD",
        "uitgesteld",
        "coronamaatregelen",
        "Zodra de omstandigheden het toelaten, volgt een nieuwe datum",
        "We hopen op begin 2022",
        "ergens centraal in Nederland",
        "Medewerkers van gemeenten",
        "Gratis voor medewerkers van gemeenten",
        "Maximaal 2 deelnemers per gemeente",
        "Een beperkt aantal plaatsen, zodat het interactief blijft",
        "VNG Magazine",
        "Vereniging van Nederlandse Gemeenten",
        "externen inhuren en meer personeel aannemen",
        "meer overleggen",
        "minder noodzaak om in haar eigen mensen te investeren",
        "De financiële druk loopt op",
        "minder noodzaak om het werk beter te organiseren",
        "De kwaliteit van de dienstverlening daalt",
        "welke overtuigingen eronder liggen",
        "Een interactief programma, met ruimte voor vragen en discussie",
        "Een verrassende, nieuwe kijk op werkdruk",
        "Handvatten om ingesleten patronen te herkennen",
        "systeemdenken",
        "collega-gemeenten en experts",
        "Nieuwe energie",
        "Wij leggen uw interesse vast",
        "Daarna beslist u of u definitief meedoet",
    ],
)
def test_round_table_page_tells(built: Built, fact: str) -> None:
    assert fact in words(one(built.page(TAFEL), "main"))


@pytest.mark.parametrize(
    "fact",
    [
        "Leernetwerk: aan de slag met werkdruk",
        "A&O fonds Gemeenten",
        "mogelijk gemaakt door de MDIEU-subsidie",
        "Ministerie van Sociale Zaken en Werkgelegenheid",
        "Ongeveer een half jaar, 5 bijeenkomsten: 3 online en 2 op locatie",
        "Minimaal 8 en maximaal 20 deelnemers, uit verschillende gemeenten",
        "twee mensen uit één organisatie",
        "Gratis",
        "de volle inzet van u én van uw gemeente",
        "deelt actief wat u leert",
        "Melissa Schouman",
        "HR-manager bij de gemeente Amsterdam",
        "vitaliteit",
        "stress- en burn-outcoach",
        "(werk)drukdrukdruk",
        "Binnenlands Bestuur online",
        "Fieke Horsten",
        "06 40894114",
        "fieke.horsten@aeno.nl",
        "STRIBE",
        "Strategy into Behavior",
        "Gedragswetenschappers",
        "programmamanagement",
        "medewerkersparticipatie",
        "innovatieve werkvormen",
        "organisatiesystemen",
        "verzuim",
        "minstens een half jaar (werk)ervaring",
        "ontwikkeluren",
        "een webinar, een vlog of berichten op LinkedIn",
        "Woensdag 16 maart 2022",
        "Donderdag 17 maart 2022",
        "Online of telefonisch",
        "4 momenten van anderhalf uur",
        "U kunt hoogstens 2 momenten gebruiken",
        "U krijgt een e-mail met drie vragen",
        "Na 17 maart 2022 krijgt u bericht",
        "Misschien ook interessant voor u",
    ],
)
def test_learning_network_page_tells(built: Built, fact: str) -> None:
    assert fact.lower() in words(one(built.page(NETWERK), "main")).lower()


def test_programme_is_a_table_with_eight_timed_items(built: Built) -> None:
    table = one(built.page(TAFEL), "table.programme")
    assert words(one(table, "caption"))
    assert [cell["scope"] for cell in table.select("thead th")] == ["col", "col"]
    rows = [
        (one(row, "th[scope=row] time")["datetime"], words(one(row, "td")))
        for row in table.select("tbody tr")
    ]
    assert rows == [
        ("09:00", "Ontvangst met koffie"),
        ("09:30", "Welkom en inleiding Door UPD"),
        ("09:45", "Patronen die leiden tot ongewenste resultaten"),
        ("10:30", "Pauze"),
        ("10:45", "Uitleg over Chris Argyris en de KAR-methode"),
        ("11:15", "Oefenen met de KAR-methode in deelgroepen (break-outs)"),
        ("12:30", "Conclusies"),
        ("12:50", "Afsluiting"),
    ]


def test_sessions_tell_date_time_and_place(built: Built) -> None:
    sessions = [
        (one(item, "h3").text, one(item, "time")["datetime"], words(one(item, ".meta")))
        for item in built.page(NETWERK).select("ol.timeline > li")
    ]
    assert sessions == [
        ("Kick-off", "2022-03-29T09:30+02:00", "9.30 tot 11.00 uur Online"),
        ("Bijeenkomst 1", "2022-04-19T10:00+02:00", "10.00 tot 14.00 uur Op locatie: Utrecht"),
        ("Bijeenkomst 2", "2022-05-24T09:30+02:00", "9.30 tot 12.30 uur Online"),
        ("Bijeenkomst 3", "2022-06-28T09:30+02:00", "9.30 tot 12.30 uur Online"),
        ("Bijeenkomst 4", "2022-09-13T10:00+02:00", "10.00 tot 14.00 uur Op locatie: Utrecht"),
    ]


def test_postponement_stands_above_everything_in_words_and_icon(built: Built) -> None:
    page = built.page(TAFEL)
    banner = one(page, ".banner")
    assert "De ronde tafel is uitgesteld" in words(banner)
    assert one(banner, ".banner__label").text == "Uitgesteld"
    assert one(banner, ".icon")["aria-hidden"] == "true"
    main = str(one(page, "main"))
    assert main.index('class="banner ') < main.index('class="facts"') < main.index('class="intro"')


def test_event_page_tells_machines_the_same(built: Built) -> None:
    data = json.loads(one(built.page(TAFEL), "script[type='application/ld+json']").text)
    assert data["eventStatus"] == "https://schema.org/EventPostponed"
    assert data["name"] == "Ronde tafel voor gemeenten"


def test_event_page_lists_its_parts_in_the_editors_order(built: Built) -> None:
    page = built.page(NETWERK)
    targets = [str(link["href"])[1:] for link in page.select(".contents a")]
    headings = [str(heading["id"]) for heading in page.select(".part > h2")]
    assert targets == [*headings, "formulier"]
    assert [page.find(id=target) is not None for target in targets] == [True] * len(targets)


def test_event_page_leads_to_form_and_calendar(built: Built) -> None:
    page = built.page(NETWERK)
    assert one(page, ".action .button")["href"] == "#formulier"
    assert one(page, ".action .more")["href"] == f"../../{NETWERK[:-1]}.ics"
    assert built.page(TAFEL).select(".action .more") == []


def test_overview_and_home_list_what_comes_and_what_was(built: Built) -> None:
    for url in ("", "evenementen/"):
        page = built.page(url)
        assert [card.text for card in page.select("#komend ~ .cards .card__title")] == [
            "Leernetwerk: aan de slag met werkdruk",
            "Ronde tafel voor gemeenten",
        ]
        assert page.select("#geweest") == []
        assert words(one(page, ".status")) == "Uitgesteld"


def test_person_page_leads_to_the_events(built: Built) -> None:
    page = built.page("mensen/fieke-horsten/")
    assert one(page, "h1").text == "Fieke Horsten"
    assert one(page, "a[href^=tel]")["href"] == "tel:0640894114"
    assert one(page, ".card__title a")["href"] == f"../../{NETWERK}"


def test_privacy_page_tells_of_every_field_why_and_how_long(built: Built) -> None:
    tables = built.page("privacy/").select("table")
    assert [words(one(table, "caption")) for table in tables] == [
        "Formulier: Toon uw interesse",
        "Formulier: Meld u aan",
        "Formulier: Uw motivatie",
    ]
    rows = [words(row) for row in tables[1].select("tbody tr")]
    assert "Uw telefoonnummer Om u te kunnen bellen voor het intakegesprek. 3 maanden" in rows


def test_missing_page_leads_on_from_any_depth(built: Built) -> None:
    page = built.page("404.html")
    assert one(page, "h1").text == "Deze pagina bestaat niet"
    local = [str(link["href"]) for link in page.select("[href]") if "#" not in str(link["href"])]
    assert [address for address in local if not address.startswith("/")] == []
    assert one(page, "meta[name=robots]")["content"] == "noindex"


def test_search_finds_text_of_planned_pages_but_no_form(built: Built) -> None:
    docs = json.loads(built.text("search/search_index.json"))["docs"]
    found = {doc["location"]: doc for doc in docs}
    assert found[TAFEL]["title"] == "Ronde tafel voor gemeenten"
    for words in ("Chris Argyris", "werkdruk", "9.00 tot 13.00 uur", "Waarom blijft de werkdruk"):
        assert words in found[TAFEL]["text"]
    assert found["mensen/melissa-schouman/"]["title"] == "Melissa Schouman"
    assert found["privacy/"]["title"]
    assert not [doc for doc in docs if "We gebruiken dit om u te kunnen" in doc["text"]]
    assert not [doc for doc in docs if doc["location"].startswith("zoeken/")]


def test_search_page_says_what_to_do_without_script(built: Built) -> None:
    page = built.page("zoeken/")
    assert one(page, "noscript a")["href"] == "../evenementen/"
    assert one(page, "form[role=search]")["method"] == "get"
    results = one(page, "#zoekresultaten")
    assert (built.site / str(results["data-worker"])).is_file()


def test_pages_ask_nothing_of_other_sites(built: Built) -> None:
    for path, html in built.pages().items():
        page = BeautifulSoup(html, "html.parser")
        loaded = page.select("[src], link[rel=stylesheet], link[rel=icon]")
        addresses = [str(each.get("src") or each.get("href")) for each in loaded]
        assert [each for each in addresses if "//" in each] == [], path
    for name, content in built.files().items():
        if name.endswith(".css"):
            assert b"url(" not in content
            assert b"@import" not in content


def test_pages_need_no_inline_script_or_style(built: Built) -> None:
    for path, html in built.pages().items():
        page = BeautifulSoup(html, "html.parser")
        assert page.select("[style], style, [onclick], [onload], [onerror]") == [], path
        inline = [each.get("type") for each in page.select("script:not([src])")]
        assert set(inline) <= {"application/ld+json"}, path


def test_pages_have_one_title_each_one_heading_and_unique_ids(built: Built) -> None:
    titles = []
    for path, html in built.pages().items():
        page = BeautifulSoup(html, "html.parser")
        titles.append(one(page, "title").text)
        assert len(page.select("h1")) == 1, path
        assert one(page, "html")["lang"] == "nl"
        ids = [str(each["id"]) for each in page.select("[id]")]
        assert sorted(set(ids)) == sorted(ids), path
    assert len(set(titles)) == len(titles)


def test_every_local_link_leads_somewhere(built: Built) -> None:
    for path, html in built.pages().items():
        for link in BeautifulSoup(html, "html.parser").select("a[href]"):
            address = str(link["href"]).partition("#")[0].partition("?")[0]
            handled = "formulieren/" in address  # the form handler's own pages are no files
            if address and ":" not in address and not handled:
                base = built.site if address.startswith("/") else (built.site / path).parent
                target = base / address.lstrip("/")
                if target.resolve() == built.site.resolve() / "formulieren" / "deelname":
                    continue  # the handler's own page, beside the files
                found = target / "index.html" if target.is_dir() else target
                assert found.is_file(), (path, address)


def test_menu_marks_where_one_is(built: Built) -> None:
    def current(url: str) -> list[tuple[str, str]]:
        links = built.page(url).select(".menu [aria-current]")
        return [(link.text, str(link["aria-current"])) for link in links]

    assert current("") == [("Home", "page")]
    assert current("evenementen/") == [("Evenementen", "page")]
    assert current(TAFEL) == [("Evenementen", "true")]
    assert current("privacy/") == []


def test_sitemap_leaves_out_what_is_not_for_search_engines(built: Built) -> None:
    found = re.findall(
        r"<loc>https://samenkomst\.example\.org/([^<]*)</loc>", built.text("sitemap.xml")
    )
    assert TAFEL in found
    assert "zoeken/" not in found


def test_event_page_with_form_is_light(built: Built) -> None:
    css = next(content for name, content in built.files().items() if name.endswith(".css"))
    page = (built.site / NETWERK / "index.html").read_bytes()
    weight = len(gzip.compress(page)) + len(gzip.compress(css))
    assert weight < 30_000
