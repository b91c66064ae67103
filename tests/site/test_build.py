"""The build as a command: what it writes, what stops it, and that it is repeatable."""

import json
import re
from pathlib import Path

import pytest

from tests.site.building import Built, build, copy_project, make_project

EVENTS = ("leernetwerk-aan-de-slag-met-werkdruk", "ronde-tafel-voor-gemeenten")


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "404.html",
        "evenementen/index.html",
        *(f"evenementen/{slug}/index.html" for slug in EVENTS),
        *(f"evenementen/{slug}.ics" for slug in EVENTS),
        "mensen/melissa-schouman/index.html",
        "mensen/fieke-horsten/index.html",
        "privacy/index.html",
        "toegankelijkheid/index.html",
        "handleiding/index.html",
        "zoeken/index.html",
        "search/search_index.json",
        "events.json",
        "forms.json",
        "sitemap.xml",
    ],
)
def test_build_writes_every_page_and_file(built: Built, path: str) -> None:
    assert (built.site / path).is_file()


def test_build_hands_the_handler_the_site_it_stands_in(built: Built) -> None:
    site = json.loads(built.text("forms.json"))["site"]
    menu = [{"title": "Home", "url": ""}, {"title": "Evenementen", "url": "evenementen/"}]
    assert site["menu"] == menu
    assert [link["url"] for link in site["footer"]] == [
        "privacy/",
        "toegankelijkheid/",
        "handleiding/",
    ]
    assert [(built.site / path).is_file() for path in site["stylesheets"]] == [True]


def test_build_names_assets_after_their_content(built: Built) -> None:
    names = [path.name for path in (built.site / "assets").glob("*.*s")]
    assert all(re.fullmatch(r"\w+\.[0-9a-f]{8}\.(css|js)", name) for name in names)
    assert len(names) == 3


def test_build_publishes_of_the_theme_only_its_search(built: Built) -> None:
    paths = [path for path in built.files() if path.startswith("assets/") and "/lunr/" not in path]
    ours = [path for path in paths if path.count("/") == 1]
    assert [path for path in paths if path not in ours] == [
        path for path in paths if path.startswith("assets/javascripts/workers/search.")
    ]


def test_search_brings_no_other_language(built: Built) -> None:
    found = {path.rpartition("/")[2] for path in built.files() if "/lunr/" in path}
    scripts = {"lunr.nl.min.js", "lunr.stemmer.support.min.js"}
    assert {name for name in found if not name.endswith(".gz")} == scripts


def test_build_twice_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    again = build(copy_project(built.project, tmp_path), PYTHONHASHSEED="7", TZ="Pacific/Auckland")
    assert again.files() == built.files()


def test_build_under_properdocs_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    other = build(copy_project(built.project, tmp_path), tool="properdocs")
    assert other.code == 0, other.output
    assert other.files() == built.files()


def test_build_takes_its_address_from_the_environment(tmp_path: Path) -> None:
    done = build(make_project(tmp_path), SAMENKOMST_BASE_URL="https://gemeente.example/agenda")
    canonical = done.page("evenementen/").find("link", rel="canonical")
    assert canonical is not None
    assert canonical["href"] == "https://gemeente.example/agenda/evenementen/"
    missing = done.page("404.html").find("link", rel="stylesheet")
    assert missing is not None
    assert str(missing["href"]).startswith("/agenda/assets/")


def test_build_stops_at_bad_content_with_every_problem(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    assert build(project).code == 0
    before = Built(project, 0, "").files()
    events = project / "content/events.yaml"
    text = events.read_text(encoding="utf-8")
    events.write_text(text.replace("going_ahead: postponed", "going_ahead: misschien"), "utf-8")
    people = project / "content/people.yaml"
    people.write_text(people.read_text("utf-8").replace("headline:", "kop:"), "utf-8")
    done = build(project)
    assert done.code == 1
    assert re.search(r"events\.yaml:\d+:\d+\n +going_ahead: misschien\n +“misschien”", done.output)
    assert len(re.findall(r"people\.yaml:\d+:\d+\n +kop: .*\n +“kop” kennen we", done.output)) == 2
    assert "3 problemen in de content" in done.output
    assert "Traceback" not in done.output
    assert done.files() == before


def test_build_stops_at_a_day_that_is_none(tmp_path: Path) -> None:
    done = build(make_project(tmp_path), SAMENKOMST_TODAY="morgen")
    assert done.code == 1
    assert "SAMENKOMST_TODAY" in done.output


def test_build_warns_of_a_link_in_content_that_leads_nowhere(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    people = project / "content/people.yaml"
    text = people.read_text("utf-8").replace(
        "Om de twee weken", "[Om](/bestaat/niet/) de twee weken"
    )
    people.write_text(text, "utf-8")
    done = build(project)
    assert done.code == 1
    assert "De link naar /bestaat/niet/" in done.output


@pytest.mark.parametrize(
    "name",
    [
        "events.json/bestand.txt",
        "forms.json/index.md",
        "evenementen",
        "search",
        "404.html/bestand.txt",
        "privacy/index.html",  # where docs/privacy.md comes
    ],
)
def test_build_tells_what_comes_where_something_else_does(tmp_path: Path, name: str) -> None:
    project = make_project(tmp_path)
    (project / "docs" / name).parent.mkdir(exist_ok=True)
    (project / "docs" / name).write_text("van ons")
    done = build(project)
    assert done.code == 1
    assert f"{name} staat waar een pagina of bestand van de site komt" in done.output
    assert "Traceback" not in done.output
    assert "van ons" not in done.text("privacy/index.html")


def test_build_tells_of_a_template_that_cannot_be_used(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    (project / "eigen").mkdir()
    (project / "eigen/main.html").write_text('{% extends "base.html" %}')
    settings = (project / "mkdocs.yml").read_text("utf-8")
    own = settings.replace("font: false", "font: false\n  custom_dir: eigen")
    (project / "mkdocs.yml").write_text(own, "utf-8")
    done = build(project)
    assert done.code == 1
    assert "Een eigen sjabloon bouwt voort op onze layout.html" in done.output
    assert "Traceback" not in done.output


def test_build_can_make_a_file_of_every_name_that_content_may_have(tmp_path: Path) -> None:
    """Each name is as long as it may be, and all that is written needs one that still fits."""
    project, longest = make_project(tmp_path / "project"), 200
    event = f"""
slug: {"e" * longest}
was: [{"w" * longest}]
title: Lang
themes: [{"t" * longest}]
kind: {"k" * longest}
audience: [{"a" * longest}]
organiser: {"o" * longest}
people: [{"p" * longest}]
registration: {{state: interest, form: {"f" * longest}}}
sessions:
  - {{id: {"s" * longest}, title: Een, date: 2022-04-01, place: {{city: {"c" * longest}}}}}
  - {{id: twee, title: Twee, date: 2022-04-02, start: "9.30"}}
"""
    content = project / "content"
    (content / "events").mkdir()
    (content / "events" / f"{'e' * longest}.yaml").write_text(event, encoding="utf-8")
    for shelf, letter in (("people", "p"), ("organisations", "o")):
        with (content / f"{shelf}.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\n  - {{id: {letter * longest}, name: Lang {letter}}}\n")
    for path in (content / "forms.yaml", content / "events.yaml"):
        text = path.read_text(encoding="utf-8").replace(": interesse\n", f": {'f' * longest}\n")
        path.write_text(text, encoding="utf-8")
    done = build(project)
    assert done.code == 0, done.output
    assert longest in {len(path.stem) for path in done.site.rglob("*.ics")}
