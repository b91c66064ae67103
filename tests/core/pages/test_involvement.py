"""The pages of people and organisations: what they do at which events."""

from datetime import date
from typing import Any

from samenkomst.core.pages.involvement import Involvement
from samenkomst.core.pages.listed import list_event
from samenkomst.core.pages.page import Page
from samenkomst.core.pages.people_view import People
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import (
    make_catalogue,
    make_event_raw,
    make_organisation_raw,
    make_person_raw,
    make_session_raw,
)


def pages(**shelves: list[Any]) -> dict[str, Page]:
    reader = Reader("nl", dutch)
    catalogue = make_catalogue(**shelves)
    people, today = People(catalogue, reader), date(2022, 3, 1)
    listed = [list_event(event, people, today, reader) for event in catalogue.events]
    return {page.url: page for page in Involvement(catalogue, listed, reader).pages()}


def roles(page: Page) -> list[tuple[str, str]]:
    return [(card.url, card.role) for card in (*page.values["cards"], *page.values["past"])]


def test_person_page_tells_the_roles_at_each_event() -> None:
    programme = [{"title": "Item", "people": [{"person": "noor-bakker", "role": "moderator"}]}]
    events = [
        make_event_raw(
            people=[{"person": "noor-bakker", "role": "trainer"}],
            sessions=[make_session_raw(programme=programme)],
        ),
        make_event_raw(slug="oud", sessions=[make_session_raw(date="2021-03-29")]),
        make_event_raw(slug="ander", contact=None),
    ]
    assert roles(pages(events=events)["mensen/noor-bakker/"]) == [
        ("evenementen/ronde-tafel/", "Trainer, gespreksleider en contactpersoon"),
        ("evenementen/oud/", "Contactpersoon"),
    ]


def test_person_without_a_told_role_still_has_the_event() -> None:
    programme = [{"title": "Item", "people": ["noor-bakker"]}]
    event = make_event_raw(contact=None, sessions=[make_session_raw(programme=programme)])
    assert roles(pages(events=[event])["mensen/noor-bakker/"]) == [("evenementen/ronde-tafel/", "")]


def test_person_without_events_has_a_page_with_only_the_name() -> None:
    page = pages(events=[])["mensen/noor-bakker/"]
    assert (page.description, roles(page)) == ('Noor "Zus" <Bakker>', [])


def test_organisation_page_tells_what_it_contributes_and_who_works_there() -> None:
    organisations = [
        make_organisation_raw(),
        make_organisation_raw(id="rijk", name="Rijk", full_name="Het Rijk"),
        make_organisation_raw(id="niemand", name="Niemand"),
    ]
    event = make_event_raw(partners=[{"organisation": "rijk", "role": "funder"}])
    people = [make_person_raw(headline="Trainer")]
    found = pages(events=[event], organisations=organisations, people=people)
    fund, state = found["organisaties/voorbeeldfonds/"], found["organisaties/rijk/"]
    assert roles(fund) == [("evenementen/ronde-tafel/", "Organisator")]
    assert fund.values["people"] == (('Noor "Zus" <Bakker>', "mensen/noor-bakker/", "Trainer"),)
    assert (state.title, roles(state)) == (
        "Het Rijk",
        [("evenementen/ronde-tafel/", "Mogelijk gemaakt door")],
    )
    assert "organisaties/niemand/" not in found
