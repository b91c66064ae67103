"""The plan of the site: which pages and files follow from the content."""

import json
import re
from datetime import date
from typing import Any

import pytest

from samenkomst.core.contract import Contract
from samenkomst.core.model.catalogue import build_catalogue
from samenkomst.core.pages.cards import Card
from samenkomst.core.pages.events_json import event_data, events_lines
from samenkomst.core.pages.linked_data import event_linked_data
from samenkomst.core.pages.page import join_pieces
from samenkomst.core.pages.plan import Plan, plan_site
from samenkomst.core.translation import dutch
from samenkomst.stores.yaml_tree import read_tree
from tests.builders import (
    ROOT_PATH,
    SITE,
    TITLE,
    make_catalogue,
    make_event_raw,
    make_form_raw,
    make_person_raw,
    make_session_raw,
    real_catalogue,
)
from tests.core.pages.publishing import PUBLISHER, calendar_of, calendars_of, meetings_of

TODAY = date(2022, 4, 1)
TOWNS = {"GM0344": "Utrecht"}


def plan(catalogue: Any, today: date = TODAY) -> Plan:
    return plan_site(catalogue, SITE, TOWNS, today=today, translate=dutch)


def test_one_word_closes_the_form_for_page_handler_and_others() -> None:
    def told(**changes: Any) -> tuple[bool, bool, Any]:
        site = plan(make_catalogue(events=[make_dated("dag", "2027-03-29", **changes)]))
        part = site.part(site.catalogue.events[0])
        entry = json.loads(part.entry)
        return bool(part.page.values["event"].form), entry["takes_forms"], json.loads(part.data)

    form, takes_forms, data = told(going_ahead="confirmed")
    assert (form, takes_forms, data["registration"]["state"]) == (True, True, "open")
    form, takes_forms, data = told(going_ahead="postponed")
    assert (form, takes_forms, data["registration"]["state"]) == (False, False, "closed")


def test_cancelled_session_takes_no_forms_while_the_event_goes_ahead() -> None:
    def told(**changes: Any) -> list[bool]:
        session = make_session_raw(
            id="dag", registration={"state": "open", "form": "apart"}, **changes
        )
        other = make_session_raw(id="rest", title="Rest", date="2022-04-29")
        event = make_event_raw(slug="dag", sessions=[session, other])
        forms = [make_form_raw(), make_form_raw(id="apart")]
        site = plan(make_catalogue(events=[event], forms=forms))
        entry = json.loads(site.part(site.catalogue.events[0]).entry)
        return [entry["takes_forms"], entry["units"][1]["takes_forms"]]

    assert told() == [True, True]
    assert told(cancelled="yes") == [True, False]


def make_dated(slug: str, *days: str | None, **changes: Any) -> dict[str, Any]:
    sessions = [
        make_session_raw(id=f"dag-{number}", date=day) for number, day in enumerate(days, 1)
    ]
    return make_event_raw(slug=slug, title=slug, sessions=sessions, **changes)


def test_every_event_and_person_has_a_page() -> None:
    pages = [(page.url, page.template) for page in plan(real_catalogue()).pages]
    assert [page for page in pages if page[1] != "filtered.html"] == [
        ("evenementen/", "overview.html"),
        ("evenementen/ronde-tafel-voor-gemeenten/", "event.html"),
        ("evenementen/leernetwerk-aan-de-slag-met-werkdruk/", "event.html"),
        ("mensen/melissa-schouman/", "person.html"),
        ("mensen/fieke-horsten/", "person.html"),
        ("organisaties/upd/", "organisation.html"),
        ("organisaties/aeno-fonds/", "organisation.html"),
        ("organisaties/szw/", "organisation.html"),
    ]


def test_every_event_has_a_calendar_and_the_site_two_data_files() -> None:
    expected = {
        "evenementen/ronde-tafel-voor-gemeenten.ics",
        "evenementen/leernetwerk-aan-de-slag-met-werkdruk.ics",
        "events.json",
        "forms.json",
    }
    assert expected <= set(plan(real_catalogue()).files)


def test_files_hold_what_their_makers_made() -> None:
    catalogue = make_catalogue()
    files = plan(catalogue).files
    (event,) = catalogue.events
    calendar = calendar_of(event)
    assert files["evenementen/ronde-tafel.ics"] == calendar
    assert files["events.json"] == join_pieces(
        events_lines([event_data(meetings_of(event), catalogue, SITE)], SITE)
    )
    contract = Contract.from_json(json.loads(files["forms.json"]))
    assert (contract.site, contract.municipalities) == (SITE, TOWNS)
    assert contract.events["ronde-tafel"].calendar == calendar


@pytest.mark.parametrize(
    ("today", "kept"),
    [
        (date(2022, 4, 1), ["maart.dag-1", "half-bekend.dag-1", "half-voorbij.dag-1"]),
        (date(2023, 3, 1), ["maart.dag-1", "half-bekend.dag-1", "half-voorbij.dag-1"]),
        (date(2023, 3, 2), []),
    ],
)
def test_calendars_to_subscribe_to_leave_out_what_is_long_past(
    today: date, kept: list[str]
) -> None:
    """A year after its day, and never what has none."""
    events = [
        make_dated("geen-datum", None),
        make_dated("maart", "2022-03-01"),
        make_dated("half-bekend", "2022-03-01", None),
        make_dated("half-voorbij", "2022-03-01", "2022-06-28"),
    ]
    catalogue = make_catalogue(events=events)
    text = calendars_of(catalogue, today)["agenda.ics"]
    found = re.findall(r"UID:(\S+)@example.org", text)
    assert found == ["geen-datum", *kept, "half-voorbij.dag-2"]


def test_letter_gets_no_calendar_without_dates() -> None:
    """The page offers the file all the same: who subscribes now sees the date appear."""
    found = plan(make_catalogue(events=[make_dated("later", None)]))
    contract = Contract.from_json(json.loads(found.files["forms.json"]))
    assert contract.events["later"].calendar == ""
    assert "VJOURNAL" in found.files["evenementen/later.ics"]


def test_same_content_gives_the_same_plan() -> None:
    one, other = plan(real_catalogue()), plan(real_catalogue())
    assert (one.pages, one.files) == (other.pages, other.files)


def test_cards_stand_in_order_of_the_day_that_comes_next() -> None:
    """What has no day to come goes last; past ones with the latest first."""
    events = [
        make_dated("geen-datum", None),
        make_dated("mei", "2022-05-24"),
        make_dated("vandaag", "2022-04-01"),
        make_dated("maart", "2022-03-29"),
        make_dated("januari", "2022-01-10"),
        make_dated("loopt-nog", "2022-06-28", "2022-03-01"),
        make_dated("half-bekend", "2022-02-01", None),
    ]
    found = plan(make_catalogue(events=events))
    assert [card.title for card in found.shown.upcoming] == [
        "vandaag",
        "mei",
        "loopt-nog",
        "geen-datum",
        "half-bekend",
    ]
    assert [card.title for card in found.shown.past] == ["maart", "januari"]


def test_event_becomes_past_without_a_change_in_the_content() -> None:
    catalogue = make_catalogue()
    before, after = plan(catalogue, date(2022, 3, 29)), plan(catalogue, date(2022, 3, 30))
    assert (
        [len(before.shown.upcoming), len(before.shown.past)],
        [len(after.shown.upcoming), len(after.shown.past)],
    ) == (
        [1, 0],
        [0, 1],
    )


def test_overview_shows_the_cards() -> None:
    found = plan(make_catalogue())
    assert found.pages[0].values["upcoming"] == found.shown.upcoming
    assert found.pages[0].values["past"] == found.shown.past


@pytest.mark.parametrize(
    ("going_ahead", "status", "level"),
    [
        ("confirmed", "", ""),
        ("announced", "", ""),
        ("idea", "", ""),
        ("postponed", "Uitgesteld", "postponed"),
        ("cancelled", "Afgelast", "cancelled"),
    ],
)
def test_card_says_when_where_and_whether(going_ahead: str, status: str, level: str) -> None:
    off = going_ahead in ("postponed", "cancelled")
    when = f"{'was gepland: ' if off else ''}dinsdag 29 maart 2022, 9.30 tot 11.00 uur"
    found = plan(make_catalogue(events=[make_event_raw(going_ahead=going_ahead)]))
    assert found.shown.past == (
        Card(
            title=TITLE,
            url="evenementen/ronde-tafel/",
            kind="ronde tafel",
            summary='Samen "praten" & =1+1 <b>',
            when=when,
            where="Utrecht",
            status=status,
            status_level=level,
        ),
    )


def test_event_page_holds_its_linked_data() -> None:
    catalogue = make_catalogue()
    page = next(each for each in plan(catalogue).pages if each.template == "event.html")
    assert (page.title, page.description) == (TITLE, 'Samen "praten" & =1+1 <b>')
    assert page.values["linked_data"] == event_linked_data(
        meetings_of(catalogue.events[0]), catalogue, PUBLISHER
    )


def test_person_page_shows_every_event_of_that_person() -> None:
    """As a contact, or on stage; not the events of others."""
    events = [
        make_dated("contact", "2022-05-24"),
        make_dated(
            "podium",
            "2022-05-24",
            contact=None,
            people=[{"person": "noor-bakker", "role": "speaker"}],
        ),
        make_dated("anders", "2022-05-24", contact=None),
    ]
    people = [
        make_person_raw(),
        make_person_raw(id="sam", name="Sam", headline="Schrijver", organisation=None),
    ]
    pages = plan(make_catalogue(events=events, people=people)).pages
    noor, sam = (page for page in pages if page.template == "person.html")
    assert (noor.url, noor.values["organisation"]) == ("mensen/noor-bakker/", "Voorbeeld & Fonds")
    assert [card.title for card in noor.values["cards"]] == ["contact", "podium"]
    assert noor.description == 'Noor "Zus" <Bakker>, bij: contact en podium'
    assert (sam.description, sam.values["organisation"]) == ("Schrijver", "")
    assert sam.values["cards"] == ()


def test_plan_of_no_events_is_an_empty_overview() -> None:
    found = plan(make_catalogue(events=[], people=[]))
    assert [page.url for page in found.pages] == ["evenementen/"]
    assert (found.shown.upcoming, found.shown.past) == ((), ())
    assert json.loads(found.files["events.json"])["events"] == []


def test_files_are_written_for_people_to_read() -> None:
    text = plan(make_catalogue()).files["events.json"]
    assert text.endswith("}\n")
    assert "\n" in text[:-1]


def turned(raw: Any) -> Any:
    """Return `raw` with the keys of each mapping in the opposite order."""
    if isinstance(raw, dict):
        return {key: turned(value) for key, value in reversed(raw.items())}
    return [turned(each) for each in raw] if isinstance(raw, list) else raw


def test_order_in_which_keys_were_typed_changes_nothing() -> None:
    files = sorted((ROOT_PATH / "content").glob("*.yaml"))
    raw = {path.name: read_tree(path.name, path.read_text("utf-8"))[0] for path in files}
    (one, _), (other, _) = build_catalogue(raw), build_catalogue(turned(raw))
    assert one is not None
    assert other is not None
    assert [*vars(one.events[0])] == [*reversed(vars(other.events[0]))]
    first, second = plan(one), plan(other)
    assert first.files == second.files
    assert first.pages == second.pages
    described = [
        [each.values.get("linked_data") for each in site.pages] for site in (first, second)
    ]
    assert json.dumps(described[0]) == json.dumps(described[1])  # where order counts too
