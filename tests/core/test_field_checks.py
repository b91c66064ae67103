"""What a browser is told to check: the handler's patterns and words."""

from typing import Any

import pytest

from samenkomst.core.field_checks import describe_checks
from samenkomst.core.forms import Field, Form, check_answers
from samenkomst.core.translation import dutch


def make_field(type_: str, **changes: Any) -> Field:
    settings: dict[str, Any] = {"required": True, "purpose": "", "keep": "", "limit": 20} | changes
    return Field("veld", "Uw <b>", type_, **settings)


def said(field: Field, answer: str) -> str:
    """Return what the handler says about one answer."""
    form = Form("f", "", "", "", (field,), "", (), "", "")
    [problem] = check_answers(form, {"veld": [answer]})[1]
    return problem.explain(dutch)


@pytest.mark.parametrize(
    ("type_", "wrong"), [("email", "anna@"), ("tel", "morgen"), ("number", "1,5")]
)
def test_checks_of_a_shape_say_what_the_handler_says(type_: str, wrong: str) -> None:
    checks = describe_checks(make_field(type_), dutch)
    assert checks["data-other"] == said(make_field(type_), wrong)
    assert set(checks) == {
        *("data-missing", "data-control", "data-long", "data-limit", "data-other", "data-pattern")
    }


def test_checks_of_a_text_say_what_the_handler_says() -> None:
    field = make_field("text")
    assert describe_checks(field, dutch) == {
        "data-limit": "20",
        "data-missing": said(field, ""),
        "data-control": said(field, "a\x07b"),
        "data-long": said(field, "x" * 21).replace("21", "{length}"),
    }


@pytest.mark.parametrize("type_", ["select", "radio", "checkboxes"])
def test_checks_of_a_choice_only_ask_for_one(type_: str) -> None:
    field = make_field(type_, choices={"a": "A"})
    assert describe_checks(field, dutch) == {"data-missing": said(field, "")}


def test_checks_of_a_consent_only_ask_for_it() -> None:
    field = make_field("consent")
    assert describe_checks(field, dutch) == {"data-missing": said(field, "")}


def test_checks_of_an_optional_field_ask_for_nothing() -> None:
    assert "data-missing" not in describe_checks(make_field("text", required=False), dutch)
    assert describe_checks(make_field("radio", required=False, choices={"a": "A"}), dutch) == {}


def test_checks_come_in_the_reader_s_language() -> None:
    checks = describe_checks(make_field("consent"), lambda text: f"EN {text}")
    assert checks == {"data-missing": "EN Zet een vinkje bij: Uw <b>."}
