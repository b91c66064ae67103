"""A list of people as answers to a form: columns by name or label, choices by value or label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samenkomst.core.forms import Answers, Field, Form
from samenkomst.core.person_key import person_key

_YES = frozenset({"ja", "j", "x", "yes", "true", "1"})


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as answers by field name, and what no field was found for; nothing more."""

    rows: tuple[Answers, ...]
    unknown: tuple[str, ...]
    """Columns that the form does not ask."""
    doubles: tuple[tuple[int, int], ...]
    """Rows, from 1, with the address of an earlier row."""


def read_table(form: Form, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Return what the rows say, in the words of the form; nothing is checked yet."""
    fields = _columns(form)
    found = [fields.get(_fold(title)) for title in heading]
    unknown = tuple(
        title for title, field in zip(heading, found, strict=True) if title and not field
    )
    answers = tuple(
        {
            field.name: _answer(field, cell)
            for field, cell in zip(found, row, strict=False)
            if field and cell
        }
        for row in rows
    )
    return Table(answers, unknown, tuple(_doubles(form, answers)))


def _columns(form: Form) -> Mapping[str, Field]:
    """Return the fields by what a column may be called; a name goes before a label."""
    labels = {_fold(_title(field)): field for field in reversed(form.fields)}
    return labels | {_fold(field.name): field for field in form.fields}


def _title(field: Field) -> str:
    return f"{field.group}: {field.label}" if field.group else field.label


def _fold(title: str) -> str:
    return " ".join(title.split()).casefold()


def _answer(field: Field, cell: str) -> str | list[str]:
    if field.type == "consent":
        return "ja" if cell.casefold() in _YES else cell
    if field.many:
        parts = cell.split(";" if ";" in cell else ",")
        return [_value(field, part.strip()) for part in parts]
    return _value(field, cell)


def _value(field: Field, text: str) -> str:
    """Return the value of a choice that is written as its label."""
    labels = {_fold(label): value for value, label in field.choices.items()}
    return text if text in field.choices else labels.get(_fold(text), text)


def _doubles(form: Form, rows: Sequence[Answers]) -> list[tuple[int, int]]:
    field = form.first_of("email")
    seen: dict[str, int] = {}
    found = []
    for number, row in enumerate(rows, 1):
        person = person_key(str(row.get(field.name, ""))) if field else ""
        if person and seen.setdefault(person, number) != number:
            found.append((number, seen[person]))
    return found
