"""A form of its own belongs to one session or group: it says which places someone asks for."""

from typing import Any

from samenkomst.core.model.catalogue import build_catalogue
from tests.builders import make_event_raw, make_files, make_form_raw, make_session_raw


def codes(*registrations: dict[str, Any]) -> list[str]:
    sessions = [
        make_session_raw(id=f"dag-{number}", date=f"2022-03-{number:02}", registration=each)
        for number, each in enumerate(registrations, 1)
    ]
    files = make_files(
        events=[make_event_raw(sessions=sessions)],
        forms=[make_form_raw(), make_form_raw(id="diner")],
    )
    return [fault.code for fault in build_catalogue(files)[1]]


OWN = {"state": "few_left", "form": "diner"}
SHARED = {"state": "few_left", "form": "aanmelden"}


def test_sessions_with_the_form_of_their_event_are_fine() -> None:
    assert codes(SHARED, SHARED) == []


def test_session_with_another_way_is_fine() -> None:
    assert codes({"state": "few_left", "email": "diner@example.org"}) == []


def test_session_with_a_form_of_its_own_is_fine() -> None:
    assert codes(OWN, SHARED) == []


def test_form_of_two_sessions_is_a_fault() -> None:
    assert codes(OWN, OWN, OWN) == ["form_elsewhere"] * 2
