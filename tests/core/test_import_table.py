"""Lists of people as answers to a form."""

from samenkomst.core.import_table import Table, read_table
from tests.builders import EMAIL_FIELD, HOSTILE, TOWN_FIELD, make_field, make_form

DAYS = make_field(
    name="dagen",
    label="Welke dagen?",
    type="checkboxes",
    choices={"ma": "Maandag", "di": "Dinsdag"},
)
DIET = make_field(
    name="eten", label="Eten", type="select", choices={"v": "Alleen groente", "a": "Alles"}
)
YES = make_field(name="akkoord", label="Akkoord", type="consent")
COLLEAGUE = make_field(name="collega_1_naam", label="Naam", group="Collega 1", required=False)
FORM = make_form(make_field(), EMAIL_FIELD, TOWN_FIELD, DAYS, DIET, YES, COLLEAGUE)


def test_columns_are_found_by_name_or_label() -> None:
    heading = ["NAAM", " Uw  e-mailadres ", "gemeente", "Collega 1: naam", ""]
    rows = [["Sam", "sam@example.org", "Utrecht", "Kim", ""], [HOSTILE, "x@example.org"]]
    assert read_table(FORM, heading, rows) == Table(
        (
            {
                "naam": "Sam",
                "email": "sam@example.org",
                "gemeente": "Utrecht",
                "collega_1_naam": "Kim",
            },
            {"naam": HOSTILE, "email": "x@example.org"},
        ),
        (),
        (),
    )


def test_column_that_the_form_does_not_ask_is_named() -> None:
    assert read_table(FORM, ["naam", "Schoenmaat", "naam.x"], []).unknown == (
        "Schoenmaat",
        "naam.x",
    )


def test_choices_are_read_by_value_or_label() -> None:
    heading = ["dagen", "eten", "akkoord"]
    rows = [["Maandag; di", "Alleen groente", "Ja"], ["ma, DINSDAG", "a", "x"], ["wo", "?", "nee"]]
    assert read_table(FORM, heading, rows).rows == (
        {"dagen": ["ma", "di"], "eten": "v", "akkoord": "ja"},
        {"dagen": ["ma", "di"], "eten": "a", "akkoord": "ja"},
        {"dagen": ["wo"], "eten": "?", "akkoord": "nee"},
    )


def test_address_that_stands_twice_is_found_however_it_is_written() -> None:
    rows = [["a@example.org"], [""], ["b@example.org"], ["A@Example.org"], ["a@example.org"]]
    assert read_table(FORM, ["email"], rows).doubles == ((4, 1), (5, 1))
    assert read_table(make_form(make_field()), ["naam"], rows).doubles == ()
