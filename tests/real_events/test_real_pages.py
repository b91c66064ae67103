"""What real events ask for beyond their texts: choices, prices by date, zones, rooms, gaps.

The pages are looked at as they are planned, so no site is built here.
"""

from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from samenkomst.core.contract import Site
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.pages.event_page import EventPage
from samenkomst.core.pages.plan import Plan, plan_site
from samenkomst.core.translation import dutch
from samenkomst.stores.content import load_catalogue
from samenkomst.stores.municipalities import load_municipalities
from tests.real_events.published import write_content

BEFORE = date(2015, 1, 1)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """All real events together."""
    folder = tmp_path_factory.mktemp("real-events") / "content"
    write_content(folder, together=True)
    found, *_ = load_catalogue(folder)
    assert found is not None
    return found


def plan(catalogue: Catalogue, today: date = BEFORE) -> Plan:
    site = Site("Samenkomst", "nl", "https://samenkomst.example.org/")
    names = load_municipalities().names
    return plan_site(catalogue, site, names, today=today, translate=dutch)


def page(catalogue: Catalogue, slug: str, today: date = BEFORE) -> EventPage:
    url = f"evenementen/{slug}/"
    found = next(each for each in plan(catalogue, today).pages if each.url == url)
    view = found.values["event"]
    assert isinstance(view, EventPage)
    return view


def part(view: EventPage, kind: str) -> Any:
    return next(each.content for each in view.parts if each.kind == kind)


def items(view: EventPage) -> list[Any]:
    sessions = part(view, "programme").sessions
    return [item for session in sessions for item in session.programme.items]


def calendar(catalogue: Catalogue, slug: str) -> list[Any]:
    found = Calendar.from_ical(plan(catalogue).files[f"evenementen/{slug}.ics"])
    return found.walk("VEVENT")


def test_choice_per_part_asks_one_required_answer(catalogue: Catalogue) -> None:
    """37: one of four per part, of which the fourth is not known."""
    view = page(catalogue, "summerschool-voor-mandatarissen")
    assert view.form is not None
    groups = [(each.type, each.required) for each in view.form.fields if each.choices]
    assert groups == [("radio", True)]


def test_numbers_of_choices_stay_as_printed(catalogue: Catalogue) -> None:
    view = page(catalogue, "summerschool-voor-mandatarissen")
    chosen = next(item for item in items(view) if item.tracks)
    numbers = [option.number for track in chosen.tracks for option in track.options]
    assert numbers == ["1.1", "1.2", "1.3"]
    assert chosen.notes[-1] == "U kiest er 1 van de 4."


def test_meeting_without_an_hour_is_a_day_in_the_calendar(catalogue: Catalogue) -> None:
    """44: monthly at changing hours; only the day of this one is known."""
    entries = calendar(catalogue, "councillors-forum-online")
    found = [(entry.decoded("dtstart"), "DTEND" in entry) for entry in entries]
    assert found == [(date(2025, 9, 15), False)]


def test_optional_registration_has_no_button(catalogue: Catalogue) -> None:
    view = page(catalogue, "councillors-forum-online")
    assert (view.registration.state.value, view.form) == ("not_needed", None)
    assert view.registration.call == ""


def test_seat_belongs_to_the_organisation(catalogue: Catalogue) -> None:
    event = next(each for each in catalogue.events if each.slug == "councillors-forum-online")
    assert event.capacity is not None
    assert event.capacity.per_organisation is not None
    assert event.capacity.per_organisation.max == 1


def test_prices_hold_between_their_dates(catalogue: Catalogue) -> None:
    """46: early bird, members, application, in Australian dollars."""
    view = page(catalogue, "lgnsw-special-conference")
    told = [(each.label, each.amount, each.notes) for each in part(view, "costs").prices]
    assert told == [
        ("Member, early bird", "A$ 979", ("tot en met 29 oktober 2021",)),
        (
            "Member, standard",
            "A$ 1.094,50",
            ("van 30 oktober 2021 tot en met 14 februari 2022",),
        ),
        ("Non-member", "A$ 1.815", ("on application",)),
        ("Sponsor, extra staff", "A$ 750", ("on application",)),
    ]


@pytest.mark.parametrize(
    ("today", "state", "has_form"),
    [(date(2022, 2, 14), "open", True), (date(2022, 2, 15), "closed", False)],
    ids=["last day", "a day later"],
)
def test_registration_ends_after_its_last_day(
    catalogue: Catalogue, today: date, state: str, has_form: bool
) -> None:
    view = page(catalogue, "lgnsw-special-conference", today)
    assert (view.registration.state.value, view.form is not None) == (state, has_form)


def test_day_with_gaps_is_three_entries(catalogue: Catalogue) -> None:
    """47: three meetings in one day, never one of seven hours."""
    found = [
        (entry.decoded("dtstart").strftime("%H:%M"), entry.decoded("dtend").strftime("%H:%M"))
        for entry in calendar(catalogue, "workshop-scrutiny-and-covid-19")
    ]
    assert found == [("10:00", "11:00"), ("14:00", "15:30"), ("16:00", "17:00")]


def test_zone_of_another_country_is_named(catalogue: Catalogue) -> None:
    entries = calendar(catalogue, "workshop-scrutiny-and-covid-19")
    assert {entry["dtstart"].params["TZID"] for entry in entries} == {"Europe/London"}


def test_parallel_items_keep_kind_and_room(catalogue: Catalogue) -> None:
    """49: buildings are called after cities; none of them is taken for the place."""
    view = page(catalogue, "heroes-of-tech-day-1")
    slot = next(item for item in items(view) if item.tracks)
    told = [(each.kind_label, each.room) for track in slot.tracks for each in track.options]
    assert told == [
        ("Panel", "Bucuresti building"),
        ("Workshop", "Roma building – Space 1"),
        ("topical working group", "Roma building – Space 2"),
        ("topical working group", "Viena building – Space 1"),
    ]


def test_event_without_dates_has_no_calendar_entry(catalogue: Catalogue) -> None:
    assert calendar(catalogue, "heroes-of-tech-day-1") == []
