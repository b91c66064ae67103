"""All content together: what must be unique, what refers to what, and what files may look like."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from samenkomst.core.model.catalogue import build_catalogue
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.references import suggest
from samenkomst.core.problem import Severity, severity_of
from tests.builders import (
    make_catalogue,
    make_event_raw,
    make_field_raw,
    make_files,
    make_form_raw,
    make_organisation_raw,
    make_person_raw,
    make_session_raw,
)


def faults_of(**shelves: list[Any]) -> list[tuple[str, str, str | None]]:
    """Return the errors as (path, code, path of the first one); warnings have their own tests."""
    _, faults = build_catalogue(make_files(**shelves))
    return [
        (join(fault.path), fault.code, join(fault.first) if fault.first else None)
        for fault in faults
        if is_error(fault)
    ]


def is_error(fault: Fault) -> bool:
    return severity_of(fault.code) is Severity.ERROR


def join(path: tuple[str | int, ...]) -> str:
    return "/".join(map(str, path[1:]))


def test_catalogue_holds_every_entry_by_its_id() -> None:
    catalogue = make_catalogue()
    assert [event.slug for event in catalogue.events] == ["ronde-tafel"]
    assert [*catalogue.people] == ["noor-bakker"]
    assert [*catalogue.organisations] == ["voorbeeldfonds"]
    assert [*catalogue.forms] == ["aanmelden"]


@pytest.mark.parametrize(
    ("shelves", "expected"),
    [
        (
            {"events": [make_event_raw(), make_event_raw()]},
            ("events/1/slug", "not_unique", "events/0/slug"),
        ),
        (
            {"forms": [make_form_raw(), make_form_raw()]},
            ("forms/1/id", "not_unique", "forms/0/id"),
        ),
        (
            {"people": [make_person_raw(), make_person_raw(id="voorbeeldfonds")]},
            ("organisations/0/id", "not_unique", "people/1/id"),
        ),
        (
            {"events": [make_event_raw(sessions=[make_session_raw(), make_session_raw()])]},
            ("events/0/sessions/1/id", "not_unique", "events/0/sessions/0/id"),
        ),
        (
            {
                "events": [
                    make_event_raw(
                        session_groups=[
                            {"id": "intake", "title": "Intake", "sessions": [make_session_raw()]}
                        ]
                    )
                ]
            },
            ("events/0/session_groups/0/sessions/0/id", "not_unique", "events/0/sessions/0/id"),
        ),
        (
            {
                "forms": [
                    make_form_raw(
                        fields=[make_form_raw()["fields"][1], make_field_raw(name="email")]
                    )
                ]
            },
            ("forms/0/fields/1/name", "not_unique", "forms/0/fields/0/name"),
        ),
    ],
)
def test_id_that_stands_twice_is_named_with_the_first(
    shelves: dict[str, list[Any]], expected: tuple[str, str, str]
) -> None:
    """A contact can be a person or an organisation: those two share one set of ids."""
    assert faults_of(**shelves) == [expected]


def test_id_may_return_elsewhere() -> None:
    """Two events with a session of the same name; a form named after an event."""
    events = [make_event_raw(), make_event_raw(slug="aanmelden")]
    assert faults_of(events=events) == []


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"organiser": "fonds"}, "organiser", "unknown_organisation"),
        ({"organiser": "noor-bakker"}, "organiser", "unknown_organisation"),
        ({"contact": ["niemand"]}, "contact/0", "unknown_person_or_organisation"),
        ({"registration": {"state": "open", "form": "x"}}, "registration/form", "unknown_form"),
        (
            {"people": [{"person": "x", "role": "trainer"}]},
            "people/0/person",
            "unknown_person_or_organisation",
        ),
        (
            {"partners": [{"organisation": "x", "role": "host"}]},
            "partners/0/organisation",
            "unknown_organisation",
        ),
        ({"related": [{"event": "x"}]}, "related/0/event", "unknown_event"),
        (
            {"sessions": [make_session_raw(programme=[{"title": "Welkom", "people": ["x"]}])]},
            "sessions/0/programme/0/people/0",
            "unknown_person_or_organisation",
        ),
    ],
)
def test_reference_to_nobody_is_named(changes: dict[str, Any], path: str, code: str) -> None:
    assert faults_of(events=[make_event_raw(**changes)]) == [(f"events/0/{path}", code, None)]


def test_reference_of_a_person_to_nobody_is_named() -> None:
    people = [make_person_raw(organisation="x")]
    assert faults_of(people=people) == [("people/0/organisation", "unknown_organisation", None)]


def test_reference_knows_whom_it_may_have_meant() -> None:
    files = make_files(events=[make_event_raw(contact=["noor-baker"])])
    _, (fault,) = build_catalogue(files)
    assert (fault.values["value"], fault.near) == ("noor-baker", ["noor-bakker", "voorbeeldfonds"])


def test_entry_with_a_fault_still_counts_for_references() -> None:
    """One mistake in an organisation must not turn into a second one at every event of it."""
    organisations = [make_organisation_raw(url="geen adres")]
    assert faults_of(organisations=organisations) == [("organisations/0/url", "url", None)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, [("missing", "people")]),
        ("tekst", [("missing", "people")]),
        ([], [("missing", "people")]),
        ({"mensen": []}, [("missing", "people"), ("extra_forbidden", "mensen")]),
        ({"people": "tekst"}, [("list_expected", "people")]),
        ({"people": {}}, [("list_expected", "people")]),
        ({"people": ["tekst"]}, [("item_mapping_expected", "people")]),
    ],
)
def test_file_of_another_shape_is_named(content: Any, expected: list[tuple[str, str]]) -> None:
    files = make_files(events=[make_event_raw(contact=None)]) | {"people.yaml": content}
    catalogue, faults = build_catalogue(files)
    assert catalogue is None
    assert [(fault.code, fault.values["key"]) for fault in faults] == expected


def test_shelf_without_entries_is_fine() -> None:
    """The file with nothing but its key, as the problem text for a missing file asks for."""
    files = make_files(events=[]) | {"people.yaml": {"people": None}}
    catalogue, faults = build_catalogue(files)
    assert faults == []
    assert catalogue is not None
    assert catalogue.people == {}


def test_faults_of_all_files_are_named_at_once() -> None:
    found = faults_of(
        events=[make_event_raw(title=None, organiser="x")],
        people=[make_person_raw(email="x")],
        forms=[make_form_raw(keep="x")],
    )
    assert found == [
        ("events/0/title", "missing", None),
        ("people/0/email", "email", None),
        ("forms/0/keep", "duration", None),
        ("events/0/organiser", "unknown_organisation", None),
    ]


KEYS = (
    *("id", "slug", "title", "name", "type", "text", "date", "start", "place", "state", "form"),
    *("sessions", "programme", "people", "person", "role", "contact", "related", "registration"),
    *("fields", "choices", "letter", "subject"),
)
RAW = st.recursive(
    st.none() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(st.fixed_dictionaries({f"{shelf}.yaml": RAW for shelf in ("events", "people", "forms")}))
def test_any_content_gives_faults_and_never_an_error(files: dict[str, Any]) -> None:
    catalogue, faults = build_catalogue(files)
    assert (catalogue is None) == any(map(is_error, faults))


SHELVED = st.fixed_dictionaries(
    {
        f"{shelf}.yaml": st.fixed_dictionaries({shelf: st.lists(RAW, max_size=2)})
        for shelf in ("events", "people", "organisations", "forms")
    }
)


@given(SHELVED)
def test_any_entries_give_faults_and_never_an_error(files: dict[str, Any]) -> None:
    """Further in than the test above: every entry stands on its shelf."""
    catalogue, faults = build_catalogue(files)
    assert (catalogue is None) == any(map(is_error, faults))
    assert all(isinstance(fault, Fault) for fault in faults)


def test_suggestion_is_the_nearest_word_or_none() -> None:
    assert suggest("postponned", ["confirmed", "postponed"]) == "postponed"
    assert suggest("xyz", ["confirmed", "postponed"]) is None
    assert suggest("", []) is None
