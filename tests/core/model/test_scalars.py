"""Single values: every one arrives as text, and is typed by the field it stands in."""

from datetime import date
from typing import Any

import pytest

from samenkomst.core.dates import ClockTime
from samenkomst.core.model.content import Content
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.scalars import (
    Boolean,
    Day,
    Email,
    Label,
    Markdown,
    Number,
    Paragraphs,
    Retention,
    Slug,
    Text,
    Time,
    Url,
)
from tests.builders import validate


class Everything(Content):
    """A field of each kind."""

    text: Text | None = None
    label: Label | None = None
    paragraphs: Paragraphs | None = None
    markdown: Markdown | None = None
    slug: Slug | None = None
    url: Url | None = None
    email: Email | None = None
    boolean: Boolean | None = None
    number: Number | None = None
    day: Day | None = None
    time: Time | None = None
    retention: Retention | None = None


def read(**raw: Any) -> tuple[Any, list[tuple[str, str]]]:
    """Return the one value, and the faults as (code, offending value)."""
    faults: list[Fault] = []
    found = validate(Everything, raw, ("x.yaml",), faults)
    value = getattr(found, next(iter(raw))) if found else None
    return value, [(fault.code, fault.values["value"]) for fault in faults]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("text", "  Tafel \n voor\u2028twee ", "Tafel voor twee"),
        ("text", "no", "no"),
        ("text", "0612345678", "0612345678"),
        ("text", "1.10", "1.10"),
        ("text", "3.295", "3.295"),
        ("text", "<script>", "<script>"),
        ("paragraphs", " een\n\ntwee\n", "een\n\ntwee"),
        ("markdown", "*een*\n", "*een*"),
        ("slug", "ronde-tafel-2", "ronde-tafel-2"),
        ("slug", "a" * 200, "a" * 200),
        ("label", "  Één \n lijst ", "Één lijst"),
        ("label", "é" * 200, "é" * 200),
        ("url", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("email", "noor@example.org", "noor@example.org"),
        ("boolean", "yes", True),
        ("boolean", "Ja", True),
        ("boolean", "no", False),
        ("boolean", "nee", False),
        ("number", "0", 0),
        ("number", "007", 7),
        ("number", "100000", 100_000),
        ("day", "29 maart 2022", date(2022, 3, 29)),
        ("time", "24:00", ClockTime(1440)),
        ("retention", "12 maanden", "12 maanden"),
    ],
)
def test_value_means_what_the_editor_typed(kind: str, typed: str, value: object) -> None:
    assert read(**{kind: typed}) == (value, [])


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("markdown", "<b>", "markdown_html"),
        ("slug", "Ronde Tafel", "slug"),
        ("slug", "ronde--tafel", "slug"),
        ("slug", "../../etc/passwd", "slug"),
        ("slug", "été", "slug"),
        ("url", "www.example.org", "url"),
        ("url", "javascript:alert(1)", "url"),
        ("url", 'https://example.org/"onclick="x', "url"),
        ("url", "https:///pad", "url"),
        ("url", "https://example.org/a b", "url"),
        ("email", "noor", "email"),
        ("email", "noor..bakker@example.org", "email"),
        ("email", "zoë@example.org", "email"),
        ("email", "Noor <noor@example.org>", "email"),
        ("email", "noor@example.org,x@example.org", "email"),
        ("boolean", "misschien", "boolean"),
        ("number", "1.10", "whole_number"),
        ("number", "3.295", "whole_number"),
        ("number", "-1", "whole_number"),
        ("number", "²", "whole_number"),
        ("number", "100001", "whole_number"),
        ("number", "9" * 80, "whole_number"),
        ("day", "2026-02-30", "date_impossible"),
        ("day", "maandag 29 maart 2022", "weekday_differs"),
        ("day", "morgen", "date"),
        ("time", "9.90", "time"),
        ("retention", "eeuwig", "duration"),
    ],
)
def test_value_of_another_kind_is_named(kind: str, typed: str, code: str) -> None:
    assert read(**{kind: typed}) == (None, [(code, typed)])


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("slug", "a" * 201),
        ("slug", "a-" * 100_000 + "a"),
        ("label", "a" * 201),
        ("label", "㎯" * 41),  # each gives five letters: rads2
    ],
)
def test_value_that_makes_too_long_a_name_is_refused(kind: str, typed: str) -> None:
    assert read(**{kind: typed}) == (None, [("slug_too_long", typed[:40])])


@pytest.mark.parametrize("kind", Everything.model_fields)
@pytest.mark.parametrize("raw", [["a", "b"], {"a": "b"}, 5, True], ids=str)
def test_value_that_is_no_text_is_refused(kind: str, raw: object) -> None:
    """`title: [Online, gratis]` is a list to YAML; our reader never gives a number or boolean."""
    assert read(**{kind: raw}) == (None, [("text_expected", str(raw))])


@pytest.mark.parametrize("end", ["", " x", '"', "\n"])
def test_long_address_is_judged_in_one_pass(end: str) -> None:
    """A pattern that goes back over its own steps would take hours for these 100,000 characters."""
    typed = "https://" + "a" * 100_000 + end
    assert bool(read(url=typed)[1]) == (end.strip() != "")
