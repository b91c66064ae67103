"""The forms that visitors fill in, as an editor describes them in `forms.yaml`."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field as Setting

from samenkomst.core.forms import HONEYPOT
from samenkomst.core.letter_text import PLACEHOLDERS, unknown_placeholders
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import (
    Boolean,
    Content,
    Markdown,
    Number,
    Paragraphs,
    Retention,
    Slug,
    Text,
    fail,
)

_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Procedure(StrEnum):
    """What sending the form starts."""

    INTEREST = "interest"
    APPLICATION = "application"


class FieldType(StrEnum):
    """How a question is asked."""

    TEXT = "text"
    EMAIL = "email"
    TEL = "tel"
    TEXTAREA = "textarea"
    NUMBER = "number"
    SELECT = "select"
    RADIO = "radio"
    CHECKBOXES = "checkboxes"
    CONSENT = "consent"
    MUNICIPALITY = "municipality"


CHOICE_TYPES = {FieldType.SELECT, FieldType.RADIO, FieldType.CHECKBOXES}


def _field_name(raw: Any) -> Any:
    if isinstance(raw, str) and not _FIELD_NAME.fullmatch(raw):
        raise fail("field_name", value=raw)
    if raw == HONEYPOT:
        raise fail("field_name_reserved", value=raw)
    return raw


FieldName = Annotated[str, BeforeValidator(_field_name)]
"""What an answer is called in lists and records."""


def _choice(raw: Any) -> Any:
    """Return a choice that is written as one text as value and label."""
    return {"value": raw, "label": raw} if isinstance(raw, str) else raw


class Choice(Content):
    """One answer that can be chosen."""

    value: Text
    label: Text


class Field(Content):
    """One question: how it is asked, what its answer is for and how long that is kept."""

    name: FieldName
    label: Text
    type: FieldType
    autocomplete: Text | None = None
    optional: Boolean = False
    help: Text | None = None
    purpose: Text
    keep: Retention | None = None
    max: Number | None = None
    choices: tuple[Annotated[Choice, BeforeValidator(_choice)], ...] = ()

    @rule
    def _has_choices_when_needed(self) -> Iterator[Fault]:
        if self.type in CHOICE_TYPES and len(self.choices) < 2:
            yield Fault((), "choices_missing")
        if self.type not in CHOICE_TYPES and self.choices:
            yield Fault(("choices",), "choices_unused")

    @rule
    def _choices_stand_once(self) -> Iterator[Fault]:
        seen: set[str] = set()
        for index, choice in enumerate(self.choices):
            if choice.value in seen:
                yield Fault(("choices", index), "choices_double", {"value": choice.value})
            seen.add(choice.value)


def _known_placeholders(text: str) -> str:
    for name in unknown_placeholders("received", text):
        known = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS["received"])
        raise fail("placeholder", value=f"{{{name}}}", known=known)
    return text


class Letter(Content):
    """The letter that answers a submission."""

    subject: Annotated[Text, AfterValidator(_known_placeholders)]
    text: Annotated[Paragraphs, AfterValidator(_known_placeholders)]

    @rule
    def _has_what_it_must(self) -> Iterator[Fault]:
        for name in ("{reference}", "{page}"):
            if name not in self.text:
                yield Fault((), "letter_lacks", {"value": name})


class Form(Content):
    """A form: its questions, its button, and what happens after sending it."""

    id: Slug
    title: Text
    procedure: Procedure
    intro: Markdown | None = None
    keep: Retention
    fields: tuple[Field, ...] = Setting(min_length=1)
    button: Text
    next: tuple[Text, ...] = ()
    letter: Letter

    @rule
    def _asks_for_one_address(self) -> Iterator[Fault]:
        addresses = [field for field in self.fields if field.type is FieldType.EMAIL]
        if len(addresses) != 1 or addresses[0].optional:
            yield Fault((), "no_email_field")
