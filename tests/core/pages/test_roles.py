"""What people and organisations do at an event."""

from typing import Any

from samenkomst.core.pages.people_view import People
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.roles import find_roles
from samenkomst.core.translation import dutch
from tests.builders import make_catalogue, make_event_raw, make_organisation_raw, make_session_raw


def roles(**changes: Any) -> dict[str, str]:
    organisations = [make_organisation_raw(), make_organisation_raw(id="rijk")]
    catalogue = make_catalogue(events=[make_event_raw(**changes)], organisations=organisations)
    reader = Reader("nl", dutch)
    return find_roles(catalogue.events[0], People(catalogue, reader), reader)


def test_roles_are_told_together_each_once() -> None:
    programme = [{"title": "Item", "people": [{"person": "noor-bakker", "role": "trainer"}]}]
    found = roles(
        people=[{"person": "noor-bakker", "role_text": "<b>"}],
        sessions=[make_session_raw(programme=programme)],
        contact=["noor-bakker"],
        organiser="voorbeeldfonds",
        partners=[{"organisation": "rijk", "role": "funder"}, {"name": "Los", "role": "host"}],
    )
    assert found == {
        "noor-bakker": "<b>, trainer en contactpersoon",
        "voorbeeldfonds": "Organisator",
        "rijk": "Mogelijk gemaakt door",
    }


def test_role_that_is_not_told_is_nothing() -> None:
    programme = [{"title": "Item", "people": ["noor-bakker", {"name": "Zonder pagina"}]}]
    session = make_session_raw(programme=programme)
    assert roles(people=None, contact=None, organiser=None, sessions=[session]) == {
        "noor-bakker": ""
    }
