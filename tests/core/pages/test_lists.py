"""The overview, its filters and the archive, as pages that need no script."""

from datetime import date
from typing import Any

from samenkomst.core.pages.filters import FilterLink, FilterView
from samenkomst.core.pages.listed import list_event
from samenkomst.core.pages.lists import Lists, YearLink
from samenkomst.core.pages.page import Page
from samenkomst.core.pages.people_view import People
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import make_catalogue, make_event_raw, make_session_raw

TODAY = date(2022, 4, 1)


def make_dated(slug: str, day: str, **changes: Any) -> dict[str, Any]:
    session = make_session_raw(date=day, **changes.pop("session", {}))
    return make_event_raw(slug=slug, title=slug, sessions=[session], **changes)


def pages(*events: dict[str, Any]) -> dict[str, Page]:
    reader = Reader("nl", dutch)
    catalogue = make_catalogue(events=list(events))
    people = People(catalogue, reader)
    listed = [list_event(event, people, TODAY, reader) for event in catalogue.events]
    return {page.url: page for page in Lists(listed, reader).pages()}


def titles(cards: Any) -> list[str]:
    return [card.title for card in cards]


def test_every_value_has_a_page_of_its_own() -> None:
    event = make_dated(
        "mei",
        "2022-05-01",
        themes=["Werk & druk"],
        audience=["Raadsleden"],
        session={"mode": "hybrid", "audience": ["Griffiers"]},
    )
    assert list(pages(event)) == [
        "evenementen/",
        "evenementen/thema/werk-druk/",
        "evenementen/soort/ronde-tafel/",
        "evenementen/voor/griffiers/",
        "evenementen/voor/raadsleden/",
        "evenementen/plaats/utrecht/",
        "evenementen/vorm/op-locatie-en-online/",
    ]


def test_page_of_a_value_lists_its_events_to_come_and_past() -> None:
    found = pages(
        make_dated("mei", "2022-05-01", themes=["Werkdruk"]),
        make_dated("maart", "2022-03-01", themes=["werkdruk"]),
        make_dated("anders", "2022-05-01"),
    )
    page = found["evenementen/thema/werkdruk/"]
    assert (page.title, page.values["heading"]) == ("Onderwerp: Werkdruk", "Werkdruk")
    assert titles(page.values["upcoming"]) == ["mei"]
    assert titles(page.values["past"]) == ["maart"]


def test_overview_links_to_the_values_that_have_something_to_come() -> None:
    found = pages(
        make_dated("mei", "2022-05-01", themes=["b", "a"]),
        make_dated("juni", "2022-06-01", themes=["a"], session={"place": {"city": "Zwolle"}}),
        make_dated("maart", "2022-03-01", themes=["oud"], session={"place": {"city": "Ede"}}),
    )
    filters = {each.title: each for each in found["evenementen/"].values["filters"]}
    assert filters["Onderwerp"] == FilterView(
        "Onderwerp",
        (
            FilterLink("A", "evenementen/thema/a/", 2),
            FilterLink("B", "evenementen/thema/b/", 1),
        ),
    )
    assert [each.title for each in filters["Plaats"].links] == ["Utrecht", "Zwolle"]
    assert "evenementen/thema/oud/" in found


def test_overview_stays_light_and_leads_to_the_archive() -> None:
    past = [make_dated(f"dag-{day}", f"2022-03-{day:02}") for day in range(1, 9)]
    values = pages(*past)["evenementen/"].values
    assert titles(values["past"]) == [f"dag-{day}" for day in range(8, 2, -1)]
    assert values["years"] == (YearLink("2022", "evenementen/archief/2022/", 8),)


def test_archive_fills_itself_by_the_year_of_the_last_day() -> None:
    found = pages(
        make_dated("jaarwisseling", "2020-12-31", session={"end_date": "2021-01-01"}),
        make_dated("vorig-jaar", "2021-05-01"),
        make_dated("lang-geleden", "2018-05-01"),
        make_dated("komt-nog", "2022-05-01"),
    )
    years = (
        YearLink("2021", "evenementen/archief/2021/", 2),
        YearLink("2018", "evenementen/archief/2018/", 1),
    )
    archive = [page for url, page in found.items() if "archief" in url]
    assert [page.values["years"] for page in archive] == [years] * 3
    assert titles(found["evenementen/archief/2021/"].values["cards"]) == [
        "vorig-jaar",
        "jaarwisseling",
    ]


def test_site_without_past_events_has_no_archive() -> None:
    assert not [url for url in pages(make_dated("mei", "2022-05-01")) if "archief" in url]
