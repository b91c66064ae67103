"""The forms that visitors fill in, as an editor describes them in `forms.yaml`."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from samenkomst.core.forms import ACT, HONEYPOT
from samenkomst.core.model.content import AT_LEAST_ONE, Content, Short
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.letter import Letter
from samenkomst.core.model.references import Once
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import (
    Boolean,
    FormId,
    Markdown,
    Mistake,
    Number,
    Retention,
    Slug,
    Text,
    Typed,
)
from samenkomst.core.procedures import Procedure

_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


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
COUNTED_TYPES = {FieldType.EMAIL, FieldType.MUNICIPALITY}
"""What tells who someone is, and for which organisation a place counts."""
MOST_COLLEAGUES = 9


def _field_name(text: str) -> str:
    if not _FIELD_NAME.fullmatch(text):
        raise Mistake("field_name", value=text)
    if text in (HONEYPOT, ACT):
        raise Mistake("field_name_reserved", value=text)
    return text


FieldName = Annotated[str, Typed(_field_name, as_typed=True)]
"""What an answer is called in lists and records."""


class Choice(Content):
    """One answer that can be chosen."""

    value: Text
    label: Text


class Field(Content):
    """One question: how it is asked, what its answer is for and how long that is kept."""

    name: Annotated[FieldName, Once("field")]
    label: Text
    type: FieldType
    autocomplete: Text | None = None
    optional: Boolean = False
    help: Text | None = None
    purpose: Text
    keep: Retention | None = None
    max: Number | None = None
    changeable: Boolean = False
    """Whether one may change the answer later, on the page behind the personal link."""
    choices: tuple[Annotated[Choice, Short(("value", "label"))], ...] = ()

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

    @rule
    def _keeps_what_counts(self) -> Iterator[Fault]:
        if self.changeable and self.type in COUNTED_TYPES:
            yield Fault(("changeable",), "changeable_counts", {"value": self.type})


class Form(Content):
    """A form: its questions, its button, and what happens after sending it.

    Without a procedure it is a second form: what it asks comes with a submission that is there.
    """

    id: Slug
    title: Text
    procedure: Procedure | None = None
    intro: Markdown | None = None
    keep: Retention
    fields: Annotated[tuple[Field, ...], AT_LEAST_ONE]
    button: Text
    next: tuple[Text, ...] = ()
    letter: Letter | None = None
    second_form: FormId | None = None
    """The form that asks more, behind the personal link in the letter."""
    colleagues: Number = 0
    """How many others one may register along with oneself."""

    @rule
    def _asks_for_one_address(self) -> Iterator[Fault]:
        if self.procedure is None:
            return
        addresses = [field for field in self.fields if field.type is FieldType.EMAIL]
        if len(addresses) != 1 or addresses[0].optional:
            yield Fault((), "no_email_field")

    @rule
    def _has_a_letter(self) -> Iterator[Fault]:
        if self.procedure is not None and self.letter is None:
            yield Fault((), "missing", {"key": "letter"})

    @rule
    def _is_second_or_not(self) -> Iterator[Fault]:
        if self.procedure is not None:
            return
        asks = any(field.type is FieldType.EMAIL for field in self.fields)
        if asks or self.letter or self.second_form or self.colleagues:
            yield Fault((), "procedure_missing", {"known": ", ".join(Procedure)})

    @rule
    def _has_room_for_colleagues(self) -> Iterator[Fault]:
        if self.colleagues > MOST_COLLEAGUES:
            values = {"value": str(self.colleagues), "least": "0", "most": str(MOST_COLLEAGUES)}
            yield Fault(("colleagues",), "whole_number", values)

    @rule
    def _keeps_names_of_colleagues_free(self) -> Iterator[Fault]:
        for index, field in enumerate(self.fields):
            if self.colleagues and field.name.startswith("collega_"):
                yield Fault(("fields", index, "name"), "field_name_reserved", {"value": field.name})
