"""The forms that visitors fill in, as an editor describes them in `forms.yaml`."""

import re
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field as Setting, model_validator

from samenkomst.core.forms import HONEYPOT
from samenkomst.core.letter_text import PLACEHOLDERS, unknown_placeholders
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


def _choice(raw: Any) -> Any:
    """Return a choice that is written as one text as value and label."""
    return {"value": raw, "label": raw} if isinstance(raw, str) else raw


class Choice(Content):
    """One answer that can be chosen."""

    value: Text
    label: Text


class Field(Content):
    """One question: how it is asked, what its answer is for and how long that is kept."""

    name: Annotated[str, BeforeValidator(_field_name)]
    label: Text
    type: FieldType
    autocomplete: Text | None = None
    optional: Boolean = False
    help: Text | None = None
    purpose: Text
    keep: Retention | None = None
    max: Number | None = None
    choices: tuple[Annotated[Choice, BeforeValidator(_choice)], ...] = ()

    @model_validator(mode="after")
    def _check_choices(self) -> Self:
        if self.type in CHOICE_TYPES and len(self.choices) < 2:
            raise fail("choices_missing")
        if self.type not in CHOICE_TYPES and self.choices:
            raise fail("choices_unused")
        values = [choice.value for choice in self.choices]
        for value in values:
            if values.count(value) > 1:
                raise fail("choices_double", value=value)
        return self


def _known_placeholders(text: str) -> str:
    for name in unknown_placeholders(text):
        known = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS)
        raise fail("placeholder", value=f"{{{name}}}", known=known)
    return text


class Letter(Content):
    """The letter that answers a submission."""

    subject: Annotated[Text, AfterValidator(_known_placeholders)]
    text: Annotated[Paragraphs, AfterValidator(_known_placeholders)]

    @model_validator(mode="after")
    def _check_placeholders(self) -> Self:
        for name in ("{reference}", "{page}"):
            if name not in self.text:
                raise fail("letter_lacks", value=name)
        return self


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

    @model_validator(mode="after")
    def _check_fields(self) -> Self:
        addresses = [field for field in self.fields if field.type is FieldType.EMAIL]
        if len(addresses) != 1 or addresses[0].optional:
            raise fail("no_email_field")
        return self
