"""Who is on stage."""

from typing import Any

from samenkomst.core.pages.people_view import People, PersonLine, PersonView
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import (
    make_catalogue,
    make_event_raw,
    make_organisation_raw,
    make_person_raw,
    make_session_raw,
)

NOOR = make_person_raw(name="Noor Bakker", headline="Trainer", bio="*Bio*")
SAM = make_person_raw(id="sam", name="Sam", organisation=None)


def views(people: list[Any], *on_stage: Any) -> tuple[PersonView, ...]:
    """Return the people of an event with `people`, and `on_stage` in its programme."""
    programme = [{"title": "Item", "people": list(on_stage)}]
    event = make_event_raw(people=people, sessions=[make_session_raw(programme=programme)])
    catalogue = make_catalogue(
        events=[event], people=[NOOR, SAM], organisations=[make_organisation_raw(name="Fonds")]
    )
    return People(catalogue, Reader("nl", dutch)).views(catalogue.events[0])


def make_view(**changes: Any) -> PersonView:
    found = {
        "name": "Noor Bakker",
        "url": "mensen/noor-bakker/",
        "role": "",
        "headline": "Trainer",
        "bio": "*Bio*",
        "organisation": "Fonds",
    }
    return PersonView(**(found | changes))


def test_person_is_shown_from_the_register() -> None:
    assert views(["noor-bakker"]) == (make_view(),)


def test_title_and_organisation_of_then_go_first() -> None:
    then = {
        "person": "noor-bakker",
        "role": "chair",
        "headline": "Wethouder",
        "organisation": "Dorp",
        "text": "*Toen*",
        "provisional": "yes",
    }
    assert views([then]) == (
        make_view(
            role="voorzitter",
            headline="Wethouder",
            organisation="Dorp",
            text="*Toen*",
            provisional=True,
        ),
    )


def test_person_in_two_places_is_listed_once_with_both_roles() -> None:
    found = views(
        [{"person": "noor-bakker", "role": "trainer"}],
        {"person": "noor-bakker", "role": "moderator"},
        {"person": "noor-bakker", "role": "trainer", "provisional": "yes"},
    )
    assert found == (make_view(role="trainer, gespreksleider", provisional=True),)


def test_person_of_the_programme_alone_is_listed_too() -> None:
    assert [each.name for each in views(["sam"], "noor-bakker")] == ["Sam", "Noor Bakker"]


def test_organisation_or_bare_name_on_the_programme_gets_no_entry_of_its_own() -> None:
    told = {"name": "Een docent", "organisation": "Hogeschool"}
    found = views([], "voorbeeldfonds", {"name": "Dagvoorzitter"}, told)
    assert [(each.name, each.organisation) for each in found] == [("Een docent", "Hogeschool")]


def test_name_alone_may_stand_where_a_person_stands() -> None:
    assert views([{"name": "Twee docenten", "role_text": "begeleiders"}]) == (
        make_view(
            name="Twee docenten", url="", role="begeleiders", headline="", bio="", organisation=""
        ),
    )


def test_line_tells_what_holds_in_that_place() -> None:
    catalogue = make_catalogue(
        events=[make_event_raw(people=[{"person": "voorbeeldfonds", "role": "host"}])],
        organisations=[make_organisation_raw(name="Fonds")],
    )
    people = People(catalogue, Reader("nl", dutch))
    assert people.lines(catalogue.events[0].people) == (
        PersonLine("Fonds", "organisaties/voorbeeldfonds/", "gastheer of gastvrouw"),
    )
