"""A page has one form: a session cannot promise another."""

from typing import Any

from samenkomst.core.model.catalogue import build_catalogue
from tests.builders import make_event_raw, make_files, make_form_raw, make_session_raw


def codes(**registration: Any) -> list[str]:
    session = make_session_raw(registration={"state": "few_left", **registration})
    files = make_files(
        events=[make_event_raw(sessions=[session])],
        forms=[make_form_raw(), make_form_raw(id="diner")],
    )
    return [fault.code for fault in build_catalogue(files)[1]]


def test_session_with_the_form_of_its_event_is_fine() -> None:
    assert codes(form="aanmelden") == []


def test_session_with_another_way_is_fine() -> None:
    assert codes(email="diner@example.org") == []


def test_session_with_another_form_is_a_fault() -> None:
    assert codes(form="diner") == ["form_elsewhere"]
