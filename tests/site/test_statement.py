"""The page with the accessibility statement, in the order of the Dutch model."""

import re
from pathlib import Path

import pytest

from tests.site.building import ROOT, Built, build, make_project

PAGE = "toegankelijkheid/"
HOSTILE = '"><script>alert(1)</script>'
STATEMENT = f"""
organisation: 'Bureau {HOSTILE}'
status: B
date: 2026-11-22
contact: "Bel [ons](tel:0301)."
tested: ['Getest {HOSTILE}']
issues:
  - title: 'Titel {HOSTILE}'
    criterion: 1.1.1
    cause: Oorzaak
    effect: Gevolg
    alternative: Anders
    measure: Maatregel
    ready: 2027-06-01
audit:
  by: 'Keurder {HOSTILE}'
  date: 2026-03-02
  url: https://www.example.org/rapport
"""


def project_with(folder: Path, text: str) -> Path:
    project = make_project(folder)
    (project / "content" / "accessibility.yaml").write_text(text, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Built:
    done = build(project_with(tmp_path_factory.mktemp("other"), STATEMENT))
    assert done.code == 0, done.output
    return done


def shown(built: Built) -> str:
    main = built.page(PAGE).select_one("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


def test_page_follows_the_model(built: Built) -> None:
    page = built.page(PAGE)
    assert [each.get_text(strip=True) for each in page.select("main :is(h1, h2)")] == [
        "Toegankelijkheid",
        "Hoe toegankelijk is deze site?",
        "Waar we ons aan willen houden",
        "Wat we hebben gedaan",
        "Wat we zelf hebben getest",
        "Wat we niet hebben getest",
        "Wat er nog niet goed is",
        "Loopt u ergens tegenaan?",
        "Komt u er met ons niet uit?",
    ]


def test_our_own_statement_claims_no_audit(built: Built) -> None:
    """There has been none; and every test that it names is in this repository."""
    text = (built.project / "content" / "accessibility.yaml").read_text("utf-8")
    assert re.search(r"^status: D$", text, re.MULTILINE)
    assert "Status D: voldoet niet" in shown(built)
    assert "Een onafhankelijke deskundige heeft de site niet onderzocht." in shown(built)
    links = {str(each["href"]) for each in built.page(PAGE).select("main a")}
    assert {"https://www.nationaleombudsman.nl/", "https://www.mensenrechten.nl/"} <= links


def test_page_states_what_the_data_says(other: Built) -> None:
    text = shown(other)
    assert f"Bureau {HOSTILE} wil dat iedereen" in text
    assert "Status B: voldoet gedeeltelijk" in text
    assert f"Onderzoek door Keurder {HOSTILE}: 2 maart 2026 ." in text
    for each in (f"Getest {HOSTILE}", f"Titel {HOSTILE}", "WCAG 1.1.1", "Oorzaak", "Maatregel"):
        assert each in text
    page = other.page(PAGE)
    times = [(each["datetime"], each.get_text()) for each in page.select("main time")]
    assert times == [
        ("2026-11-22", "22 november 2026"),
        ("2026-03-02", "2 maart 2026"),
        ("2027-06-01", "1 juni 2027"),
    ]
    assert page.select("main script") == []


def test_site_without_a_statement_says_so(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project / "content" / "accessibility.yaml").unlink()
    done = build(project)
    assert done.code == 0, done.output
    assert "nog geen toegankelijkheidsverklaring" in shown(done)
    assert "Waar we ons aan willen houden" in shown(done)


def test_build_stops_at_a_statement_that_cannot_be_true(tmp_path: Path) -> None:
    text = (ROOT / "content" / "accessibility.yaml").read_text("utf-8")
    wrong = text.replace("status: D", "status: A").replace("\ncontact:", "\ncontakt:")
    done = build(project_with(tmp_path, wrong))
    line = wrong.splitlines().index("status: A") + 1
    assert done.code == 1
    assert f"accessibility.yaml:{line}:" in done.output
    assert "Status A of B kan alleen met een volledig onderzoek" in done.output
    assert "“contact” ontbreekt" in done.output
    assert "“contakt” kennen we hier niet. Bedoelt u “contact”?" in done.output
    assert "Traceback" not in done.output
