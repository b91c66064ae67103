"""Single values as editors type them: every scalar arrives as text and is typed here.

YAML's own types are never used: `19:30`, `1.10`, `no` and `0612345678` mean what was typed.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, Any, Self, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from samenkomst.core.dates import ClockTime, DateError, parse_date, parse_time
from samenkomst.core.deadlines import parse_days
from samenkomst.core.forms import is_email
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.markdown import check_markdown
from samenkomst.core.model.rules import rules_of
from samenkomst.core.retention import parse_retention

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s/?#<>\"']+(?:[/?#][^\s<>\"']*)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BOOLEANS = {"yes": True, "ja": True, "true": True, "no": False, "nee": False, "false": False}

RULE = "rule"
"""Marks the error of a rule between values, in its context."""

Value = TypeVar("Value")


class Content(BaseModel):
    """A group of keys in a content file: unknown keys are refused, values never change."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True
    )

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle what differs from the defaults alone: half the time, and the same bytes each time.

        What was checked once is not checked again when it comes back.
        """
        shape, values = _shape(type(self)), self.__dict__
        own = {key: each for key, each in values.items() if each is not shape[key]}
        whole = len(values) == len(shape)
        unreadable = () if whole else tuple(key for key in shape if key not in values)
        return _rebuild, (type(self), own, unreadable)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_is_not_filled_in(cls, raw: Any) -> Any:
        """Drop known keys without a value; an unknown key stays, to be reported."""
        if not isinstance(raw, dict) or None not in raw.values():
            return raw
        known = cls.model_fields
        return {key: value for key, value in raw.items() if value is not None or key not in known}

    @model_validator(mode="after")
    def _keep_the_rules(self) -> Self:
        """Raise every rule that is broken, not the first alone."""
        rules = rules_of(type(self))
        if broken := [_rule_error(each, self) for rule in rules for each in rule(self)]:
            raise ValidationError.from_exception_data(type(self).__name__, broken)
        return self


@cache
def _shape(model: type[Content]) -> dict[str, Any]:
    """Return every field in its order, with its default; what has none gets what nothing is."""
    return {name: field.default for name, field in model.model_fields.items()}


_NOT_KEPT: set[str] = set()


def _rebuild(model: type[Content], own: dict[str, Any], unreadable: tuple[str, ...]) -> Content:
    """Return the part that was pickled; does what pydantic's own `__setstate__` does.

    But for which keys were typed: nobody asks, and it would be a third of a catalogue's memory.
    """
    part = model.__new__(model)
    values = {**_shape(model), **own}
    for name in unreadable:
        del values[name]
    object.__setattr__(part, "__dict__", values)
    object.__setattr__(part, "__pydantic_fields_set__", _NOT_KEPT)
    object.__setattr__(part, "__pydantic_extra__", None)
    object.__setattr__(part, "__pydantic_private__", None)
    return part


def _rule_error(fault: Fault, part: Content) -> InitErrorDetails:
    context = {RULE: fault.code, **fault.values}
    error = PydanticCustomError(fault.code, "{rule}", context)
    return InitErrorDetails(type=error, loc=fault.path, input=part)


def fail(code: str, **values: str) -> PydanticCustomError:
    """Return the error for a problem text's `code`, to be raised by a validator."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def scalar(convert: Callable[[str], Value]) -> Callable[[Any], Any]:
    """Return a validator that takes text alone and gives it, stripped, to `convert`."""

    def validate(raw: Any) -> Any:
        if not isinstance(raw, str):
            raise fail("text_expected")
        try:
            return convert(raw.strip())
        except DateError as error:
            raise fail(error.code, **error.values) from None

    return validate


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _boolean(text: str) -> bool:
    if text.lower() not in _BOOLEANS:
        raise fail("boolean", value=text)
    return _BOOLEANS[text.lower()]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and int(text) <= 100_000):
        raise fail("whole_number", value=text, least="0", most="100000")
    return int(text)


def _matching(pattern: re.Pattern[str], code: str) -> Callable[[str], str]:
    def convert(text: str) -> str:
        if not pattern.fullmatch(text):
            raise fail(code, value=text)
        return text

    return convert


def _email(text: str) -> str:
    if not is_email(text):
        raise fail("email", value=text)
    return text


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise fail("zone", value=text) from None


def _markdown(text: str) -> str:
    if fault := check_markdown(text):
        raise fail(fault[0], value=fault[1])
    return text


Text = Annotated[str, BeforeValidator(scalar(_one_line))]
"""A line of plain text."""
Paragraphs = Annotated[str, BeforeValidator(scalar(str))]
"""Plain text in paragraphs."""
Markdown = Annotated[str, BeforeValidator(scalar(_markdown))]
"""Markdown without headings and without HTML."""
Slug = Annotated[str, BeforeValidator(scalar(_matching(_SLUG, "slug")))]
"""A part of an address, or the id that other entries refer to."""
Url = Annotated[str, BeforeValidator(scalar(_matching(_URL, "url")))]
Email = Annotated[str, BeforeValidator(scalar(_email))]
"""An address as letters carry it: the same grammar as in the forms."""
Boolean = Annotated[bool, BeforeValidator(scalar(_boolean))]
Number = Annotated[int, BeforeValidator(scalar(_number))]
Day = Annotated[date, BeforeValidator(scalar(parse_date))]
Time = Annotated[ClockTime, BeforeValidator(scalar(parse_time))]
Days = Annotated[int, BeforeValidator(scalar(parse_days))]
"""A number of days, written as "2 dagen" or "1 week"."""
Language = Annotated[str, BeforeValidator(scalar(_matching(_LANGUAGE, "language")))]
"""A language code of BCP 47: nl, en, fy."""
Zone = Annotated[str, BeforeValidator(scalar(_zone))]
"""A name of the IANA time zone database."""
Retention = Annotated[str, BeforeValidator(scalar(parse_retention))]
"""How long an answer is kept after it came in: "12 maanden"."""
