"""How single values look to an editor program.

It reads YAML with types of its own: 9.30 is a number there and yes may be a truth value. Our loader
takes every scalar as the text that was typed, so the schema takes them all. Only what no other type
can be mistaken for has a pattern.
"""

from collections.abc import Mapping
from typing import Any

from samenkomst.core.model import costs, form, registration, scalars

ANY_SCALAR = ["string", "number", "boolean"]
_YES = "[Yy][Ee][Ss]|[Jj][Aa]|[Tt][Rr][Uu][Ee]"
_NO = "[Nn][Oo]|[Nn][Ee][Ee]|[Ff][Aa][Ll][Ss][Ee]"
_TYPES: tuple[tuple[Any, Mapping[str, Any]], ...] = (
    (scalars.Text, {}),
    (scalars.Label, {}),
    (scalars.Paragraphs, {}),
    (scalars.Markdown, {}),
    (
        scalars.Slug,
        {
            "pattern": r"^\s*([a-z0-9]+(-[a-z0-9]+)*)?\s*$",
            "maxLength": scalars.LONGEST_SLUG,
        },
    ),
    (scalars.Url, {"pattern": r"^\s*(https?://.*)?$", "examples": ["https://www.example.org"]}),
    (scalars.Email, {"examples": ["naam@example.org"]}),
    (scalars.Boolean, {"pattern": rf"^\s*({_YES}|{_NO})?\s*$", "examples": ["yes", "no"]}),
    (scalars.Number, {"pattern": r"^\s*[0-9]{0,6}\s*$"}),
    (scalars.Day, {"examples": ["2027-03-16", "dinsdag 16 maart 2027"]}),
    (scalars.Time, {"examples": ["9.30", "16.00"]}),
    (scalars.Language, {"examples": ["nl", "en", "fy"]}),
    (scalars.Zone, {"examples": ["Europe/London"]}),
    (scalars.Days, {"examples": ["2 dagen", "1 week"]}),
    (scalars.Retention, {"examples": ["12 maanden", "4 weken", "2 jaar"]}),
    (costs.Amount, {"examples": ["450", "1.094,50"]}),
    (costs.Currency, {"examples": ["EUR", "GBP", "USD"]}),
    (registration.Closing, {"examples": ["2027-03-09", "4 weken vooraf"]}),
    (form.FieldName, {"examples": ["naam", "email", "functie"]}),
)
_BY_FUNCTION = {alias.__metadata__[0].func: found for alias, found in _TYPES}


def scalar_schema(validators: Any) -> dict[str, Any] | None:
    """Return the schema of the scalar type that has one of these validators, if any has."""
    for each in validators:
        function = getattr(each, "func", None)
        if function in _BY_FUNCTION:
            return {"type": ANY_SCALAR, **_BY_FUNCTION[function]}
    return None
