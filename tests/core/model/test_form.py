"""The forms in `forms.yaml`."""

from typing import Any

import pytest

from samenkomst.core.model.fault import Fault
from samenkomst.core.model.form import Choice, Form
from tests.builders import make_field_raw, make_form_raw, sound, validate

EMAIL = make_field_raw(name="email", type="email")
SOUND_LETTER = make_form_raw()["letter"]


def faults_of(**changes: Any) -> list[tuple[tuple[str | int, ...], str, str]]:
    """Return the faults in a form with these changes: path, code and offending value."""
    faults: list[Fault] = []
    validate(Form, make_form_raw(**changes), ("forms.yaml",), faults)
    return [(fault.path[1:], fault.code, fault.values.get("value", "")) for fault in faults]


def test_form_without_faults_has_none() -> None:
    assert faults_of() == []


def test_choice_may_be_one_text() -> None:
    field = make_field_raw(type="radio", choices=["Ja", {"value": "n", "label": "Nee"}])
    form = sound(Form, make_form_raw(fields=[EMAIL, field]))
    assert form.fields[1].choices == (
        Choice(value="Ja", label="Ja"),
        Choice(value="n", label="Nee"),
    )


@pytest.mark.parametrize(
    ("changes", "code", "value"),
    [
        ({"name": "Naam"}, "field_name", "Naam"),
        ({"name": "a" * 41}, "field_name", "a" * 41),
        ({"name": 'naam" onfocus="x'}, "field_name", 'naam" onfocus="x'),
        ({"name": "website"}, "field_name_reserved", "website"),
        ({"name": ["naam"]}, "text_expected", "['naam']"),
        ({"type": "date"}, "choice", "date"),
        ({"type": ["text"]}, "choice", "['text']"),
        ({"keep": "altijd"}, "duration", "altijd"),
        ({"max": "veel"}, "whole_number", "veel"),
        ({"purpose": None}, "missing", "*"),
        ({"type": "radio"}, "choices_missing", "*"),
        ({"type": "radio", "choices": ["Ja"]}, "choices_missing", "*"),
        ({"choices": ["Ja", "Nee"]}, "choices_unused", "*"),
        ({"type": "select", "choices": ["Ja", "Nee", "Ja"]}, "choices_double", "Ja"),
        ({"type": "select", "choices": [["Ja"], "Nee"]}, "item_mapping_expected", "['Ja']"),
    ],
)
def test_field_with_one_fault_is_named(changes: dict[str, Any], code: str, value: str) -> None:
    """`*` stands for the whole entry, of which the sentence shows nothing."""
    faults = faults_of(fields=[EMAIL, make_field_raw(**changes)])
    assert [(path[:2], code_) for path, code_, _ in faults] == [(("fields", 1), code)]
    assert value in ("*", faults[0][2])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"fields": []}, [(("fields",), "missing", "[]")]),
        ({"procedure": "poll"}, [(("procedure",), "choice", "poll")]),
        ({"intro": "<b>"}, [(("intro",), "markdown_html", "<b>")]),
    ],
)
def test_form_with_one_fault_is_named(changes: dict[str, Any], expected: list[Any]) -> None:
    assert faults_of(**changes) == expected


@pytest.mark.parametrize(
    "fields",
    [[make_field_raw()], [EMAIL, {**EMAIL, "name": "email2"}], [{**EMAIL, "optional": "yes"}]],
    ids=["none", "two", "optional"],
)
def test_form_needs_one_required_address(fields: list[dict[str, Any]]) -> None:
    assert [code for _, code, _ in faults_of(fields=fields)] == ["no_email_field"]


@pytest.mark.parametrize(
    ("letter", "path", "code", "value"),
    [
        ({"subject": "{titel}"}, ("letter", "subject"), "placeholder", "{titel}"),
        ({"text": "{reference} {page} {naam}"}, ("letter", "text"), "placeholder", "{naam}"),
        (
            {"text": "{reference} {page} {0.__class__}"},
            ("letter", "text"),
            "placeholder",
            "{0.__class__}",
        ),
        ({"text": "{page}"}, ("letter",), "letter_lacks", "{reference}"),
        ({"text": "{reference}"}, ("letter",), "letter_lacks", "{page}"),
        ({"subject": ["Ontvangen"]}, ("letter", "subject"), "text_expected", "['Ontvangen']"),
        ({"text": {"nl": "x"}}, ("letter", "text"), "text_expected", "{'nl': 'x'}"),
    ],
)
def test_letter_with_one_fault_is_named(
    letter: dict[str, Any], path: tuple[str, ...], code: str, value: str
) -> None:
    assert faults_of(letter=SOUND_LETTER | letter) == [(path, code, value)]


SECOND = {"procedure": None, "letter": None, "fields": [make_field_raw()]}


def test_form_without_procedure_is_a_second_form() -> None:
    assert faults_of(**SECOND) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"fields": [EMAIL]},
        {"letter": SOUND_LETTER},
        {"second_form": "nog-een"},
        {"colleagues": "1"},
    ],
)
def test_second_form_has_nothing_of_a_first(changes: dict[str, Any]) -> None:
    assert [code for _, code, _ in faults_of(**(SECOND | changes))] == ["procedure_missing"]


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"letter": None}, (), "missing"),
        ({"colleagues": "10"}, ("colleagues",), "whole_number"),
        ({"colleagues": "een"}, ("colleagues",), "whole_number"),
        ({"second_form": "Met spatie"}, ("second_form",), "slug"),
        (
            {"colleagues": "1", "fields": [EMAIL, make_field_raw(name="collega_1_naam")]},
            ("fields", 1, "name"),
            "field_name_reserved",
        ),
        (
            {"fields": [make_field_raw(), {**EMAIL, "changeable": "yes"}]},
            ("fields", 1, "changeable"),
            "changeable_counts",
        ),
        (
            {"fields": [EMAIL, make_field_raw(type="municipality", changeable="yes")]},
            ("fields", 1, "changeable"),
            "changeable_counts",
        ),
        (
            {"fields": [EMAIL, make_field_raw(name="act")]},
            ("fields", 1, "name"),
            "field_name_reserved",
        ),
    ],
)
def test_first_form_with_one_fault_is_named(
    changes: dict[str, Any], path: tuple[str | int, ...], code: str
) -> None:
    assert [fault[:2] for fault in faults_of(**changes)] == [(path, code)]


def test_answers_and_colleagues_may_be_changeable() -> None:
    fields = [EMAIL, make_field_raw(changeable="yes")]
    form = sound(Form, make_form_raw(fields=fields, colleagues="2"))
    assert (form.fields[1].changeable, form.colleagues) == (True, 2)
