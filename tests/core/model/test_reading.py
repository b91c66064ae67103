"""Faults in what was typed, as data with the path that leads to the value; and what is left."""

from typing import Any

import pytest

from samenkomst.core.model.content import Content
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.form import Form
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.states import GoingAhead
from tests.builders import make_event_raw, make_form_raw, read_part, validate

PATH = ("events.yaml", "events", 0)


def only_fault(model: type[Content], raw: Any) -> Fault:
    faults: list[Fault] = []
    assert validate(model, raw, PATH, faults) is None
    (fault,) = faults
    return fault


def test_fault_of_an_unknown_key_knows_the_keys_around_it() -> None:
    """The keys of the part it stands in, not those of the event."""
    raw = make_event_raw(registration={"state": "not_yet", "opent": "2022-01-01"})
    keys = [*Registration.model_fields]
    fault = only_fault(Event, raw)
    assert (fault.path, fault.code) == ((*PATH, "registration", "opent"), "extra_forbidden")
    assert fault.near == keys
    assert fault.values["known"] == ", ".join(keys)


def test_fault_of_an_unknown_word_knows_the_words() -> None:
    fault = only_fault(Event, make_event_raw(going_ahead="postponned"))
    assert fault.near == [*GoingAhead]
    assert fault.values["known"] == "idea, announced, confirmed, postponed, cancelled"
    assert fault.values["value"] == "postponned"


@pytest.mark.parametrize(
    ("part", "key"), [({"themes": [["x"]]}, "themes"), ({"sessions": ["x"]}, "sessions")]
)
def test_fault_in_a_list_names_the_list(part: dict[str, Any], key: str) -> None:
    """A number from the list would tell an editor nothing."""
    assert only_fault(Event, make_event_raw(**part)).values["key"] == key


def test_fault_of_a_whole_entry_names_its_shelf() -> None:
    fault = only_fault(Event, "zomaar tekst")
    assert (fault.path, fault.code) == (PATH, "item_mapping_expected")
    assert fault.values["key"] == "events"


def test_fault_shows_at_most_80_characters_of_a_value() -> None:
    assert only_fault(Event, "x" * 200).values["value"] == "x" * 80


def test_fault_is_found_inside_choices() -> None:
    """The choices stand behind two layers of validators."""
    field = {"name": "a", "label": "A", "type": "radio", "purpose": "p"}
    choices = [{"value": "a", "label": "b", "colour": "red"}, "c"]
    raw = make_form_raw(fields=[make_form_raw()["fields"][1], {**field, "choices": choices}])
    fault = only_fault(Form, raw)
    assert fault.path == (*PATH, "fields", 1, "choices", 0, "colour")
    assert fault.near == ["value", "label"]


def test_list_without_items_is_missing_and_one_of_bad_items_is_not() -> None:
    assert only_fault(Form, make_form_raw(fields=[])).code == "missing"
    fault = only_fault(Form, make_form_raw(fields=["geen groep"]))
    assert (fault.path, fault.code) == ((*PATH, "fields", 0), "item_mapping_expected")


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("title", ["x"]),
        ("themes", ["een", ["twee"]]),
        ("themes", "een"),
        ("people", ["Geen id"]),
        ("people", [["x"]]),
        ("sessions", [{"id": "a", "title": "A"}, "x"]),
        ("costs", "niets"),
        ("going_ahead", ["x"]),
        ("registration", "open"),
    ],
)
def test_value_with_a_fault_is_not_in_the_part(key: str, raw: Any) -> None:
    faults, part = read_part(Event, make_event_raw(**{key: raw}), PATH)
    assert len(faults) == 1
    assert part is not None
    assert not hasattr(part, key)
    assert hasattr(read_part(Event, make_event_raw(), PATH)[1], key)


def test_value_beside_one_with_a_fault_is_in_the_part() -> None:
    people = [{"person": "Geen id", "role_text": "gast"}, "iemand-anders"]
    _, part = read_part(Event, make_event_raw(people=people), PATH)
    assert part is not None
    assert not hasattr(part.people[0], "person")
    assert part.people[0].role_text == "gast"
    assert part.people[1].person == "iemand-anders"


def test_rules_hold_for_all_that_can_be_read() -> None:
    """Also when a value elsewhere in the same part has a fault."""
    registration = {"state": "external", "opens": "morgen"}
    faults, _ = read_part(Event, make_event_raw(registration=registration), PATH)
    assert [each.code for each in faults] == ["date", "url_needed"]
    assert [*faults[-1].path] == [*PATH, "registration"]
