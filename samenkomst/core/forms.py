"""Forms as the handler and the page share them: compiled from the content, checked the same way.

Standard library only: the handler loads no content model to answer a post.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Self

from samenkomst.core.problem import Place, Problem

HONEYPOT = "website"
"""A field that people do not see; a filled one is asked to be emptied, never dropped silently."""

ACT = "act"
"""A member that says what a post is meant to do, where one address takes several."""

DEFAULT_LIMITS = {"textarea": 4000, "number": 9}
DEFAULT_LIMIT = 200
"""Characters that fit in an answer when the editor names no `max`."""

# Linear patterns: nested quantifiers would let one answer hold a worker for seconds (measured).
_EMAIL = re.compile(
    r"(?=.{1,254}$)(?!.*=\?)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
)
"""A plain addr-spec (RFC 5321) without quoted strings: what is written here is the envelope.

`=?` opens an encoded word in a header (RFC 2047): the email package cannot write such an address,
so that one of them would hold up every letter behind it (measured).
"""
_PHONE = re.compile(r"\+?[0-9() ./-]{6,25}")
_NUMBER = re.compile(r"[0-9]{1,9}")

SHAPES = {
    "email": (_EMAIL, "answer_email"),
    "tel": (_PHONE, "answer_phone"),
    "number": (_NUMBER, "answer_number"),
}
"""What an answer looks like by its field's type, and the problem with one that does not.

Browsers check by these too: write what Python and JavaScript read alike.
"""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a compiled form, nothing more."""

    name: str
    label: str
    type: str
    required: bool
    purpose: str
    keep: str
    limit: int
    help: str = ""
    autocomplete: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    """What can be chosen: value and label."""
    changeable: bool = False
    """Whether the answer may be changed after it was sent."""
    group: str = ""
    """The legend of the fieldset that it shares with the fields beside it, or nothing."""

    @property
    def many(self) -> bool:
        """Whether the answer is a list of chosen values."""
        return self.type == "checkboxes"


@dataclass(frozen=True)
class Form:
    """One form of one event, as page and handler see it, nothing more."""

    id: str
    title: str
    procedure: str
    intro: str
    """Markdown."""
    fields: tuple[Field, ...]
    button: str
    next: tuple[str, ...]
    letter_subject: str
    letter_text: str
    second_form: str = ""
    """The id of the form that asks more of who sent this one, or nothing."""
    colleagues: int = 0
    """How many others one may register along with oneself."""

    def to_json(self) -> dict[str, Any]:
        """Return the form as plain JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the form that `to_json` described."""
        fields = tuple(Field(**each) for each in data["fields"])
        return cls(**{**data, "fields": fields, "next": tuple(data["next"])})

    def version(self) -> str:
        """Return a short hash of the form, to tell later which questions someone answered."""
        return self._version

    @cached_property
    def _version(self) -> str:
        # Once for each form, not for each post: that took most of a post's time (measured).
        text = json.dumps(self.to_json(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def first_of(self, type_: str) -> Field | None:
        """Return the first field of that type."""
        return next((each for each in self.fields if each.type == type_), None)


def colleague_field(number: int, what: str) -> str:
    """Return the name of the field for `what` of a colleague, numbered from 1."""
    return f"collega_{number}_{what}"


Answers = Mapping[str, str | list[str]]
"""Answers by field name; a list where more than one can be chosen."""


def check_answers(form: Form, posted: Mapping[str, Sequence[str]]) -> tuple[Answers, list[Problem]]:
    """Return the cleaned answers, and every problem in them by field.

    `posted` maps field names to the values sent. Fields that stayed empty are left out. The
    answers are returned also when there are problems, so that nothing is lost.
    """
    answers: dict[str, str | list[str]] = {}
    problems: list[Problem] = []
    for each in form.fields:
        answer = _answer(each, posted.get(each.name, ()))
        if answer:
            answers[each.name] = answer
        code = _fault(each, answer)
        if code:
            problems.append(_problem(each, code, answer))
    problems += _nameless(form, answers)
    if any(value.strip() for value in posted.get(HONEYPOT, ())):
        problems.append(Problem(Place(HONEYPOT), "answer_honeypot"))
    return answers, problems


def _answer(each: Field, values: Sequence[str]) -> str | list[str]:
    if each.many:
        return [value for value in map(clean, values) if value]
    return clean(values[0]) if values else ""


def _nameless(form: Form, answers: Answers) -> Iterator[Problem]:
    """Yield a problem for each colleague of whom something is known, but not the name."""
    for number in range(1, form.colleagues + 1):
        name = colleague_field(number, "naam")
        if colleague_field(number, "email") in answers and name not in answers:
            yield from (
                _problem(each, "answer_missing", "") for each in form.fields if each.name == name
            )


def clean(value: str) -> str:
    """Return `value` in Unicode form NFC, with plain line ends, without space around it."""
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = value.strip()
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def _problem(each: Field, code: str, answer: str | list[str]) -> Problem:
    values = {"label": each.label, "length": str(len(answer)), "limit": str(each.limit)}
    return Problem(Place(each.name), code, values)


def _fault(each: Field, answer: str | list[str]) -> str | None:
    """Return the code of the first problem with one answer, or None."""
    if not answer:
        return missing_code(each) if each.required else None
    if each.choices or each.type == "consent":
        chosen = answer if isinstance(answer, list) else [answer]
        known = each.choices or {"ja": ""}
        return None if all(value in known for value in chosen) else "answer_unknown_choice"
    return _text_fault(each, str(answer))


def missing_code(each: Field) -> str:
    """Return the code of the problem with a required answer that is not there."""
    if each.type == "consent":
        return "answer_consent"
    return "answer_choose" if each.choices else "answer_missing"


def _text_fault(each: Field, answer: str) -> str | None:
    if not answer.isprintable():
        if has_control_characters(answer):
            return "answer_control"
        if each.type != "textarea" and "\n" in answer:
            return "answer_line_break"
    if len(answer) > each.limit:
        return "answer_too_long"
    shape, code = SHAPES.get(each.type, (None, ""))
    return code if shape and not shape.fullmatch(answer) else None


def is_email(text: str) -> bool:
    """Return whether `text` is an address that a letter can be sent to exactly as it stands."""
    return _EMAIL.fullmatch(text) is not None


def has_control_characters(text: str) -> bool:
    """Return whether `text` holds a control character other than tab and line feed."""
    return _CONTROL.search(text) is not None


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Unicode's category Cc, without tab and line feed."""
