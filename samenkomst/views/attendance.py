"""Who comes: a list for the terminal, and a page to print and sign at the door."""

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from samenkomst.core.contract import Contract, EventEntry
from samenkomst.core.forms import Form, colleague_field
from samenkomst.core.letter_details import list_choices
from samenkomst.core.procedures import State
from samenkomst.core.translation import N_, Translate
from samenkomst.service import Entry
from samenkomst.views.inbox import find_form, latest_answers, name_of, one_line
from samenkomst.views.table import Column, table_cells

COLUMNS = (
    Column("name", N_("Naam"), lambda value, _: one_line(value)),
    Column("organisation", N_("Organisatie"), lambda value, _: one_line(value)),
    Column("with", N_("Samen met"), lambda value, _: one_line(value)),
    Column("choices", N_("Gekozen"), lambda value, _: "; ".join(value)),
    Column("reference", N_("Kenmerk")),
)

_STYLE = """
body { font: 11pt/1.4 sans-serif; margin: 2em; color: #000; background: #fff }
h1 { font-size: 16pt; margin: 0 }
table { border-collapse: collapse; width: 100%; margin-top: 1em }
th, td { border: 1px solid #555; padding: .5em; text-align: left; vertical-align: top }
td.sign { width: 25% }
thead { display: table-header-group }
tr { break-inside: avoid }
@page { margin: 1.5cm }
@media print { body { margin: 0 } }
"""
_SIGN = '<td class="sign"></td>'
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
<p>{facts}</p>
<table>
<thead>
<tr>{heading}</tr>
</thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


def attendance_rows(
    entries: Iterable[Entry], entry: EventEntry, contract: Contract | None, unit: str | None = None
) -> list[dict[str, Any]]:
    """Return a row for each person with a place, colleagues included, by name."""
    rows = [
        row
        for each in entries
        if each.submission.state is State.PLACED and unit in (None, each.submission.unit)
        for row in _people(each, entry, find_form(contract, each.submission))
    ]
    return sorted(rows, key=lambda row: (row["name"].casefold(), row["reference"]))


def _people(each: Entry, event: EventEntry, form: Form | None) -> Iterator[dict[str, Any]]:
    answers, one = latest_answers(each), each.submission
    field = form.first_of("municipality") if form else None
    shared = {
        "organisation": answers.get(field.name, "") if field else one.organisation,
        "choices": list(list_choices(event, one)),
        "reference": one.reference,
        "unit": one.unit,
    }
    sender = name_of(answers)
    yield {"name": sender, "with": "", **shared}
    for number in range(1, form.colleagues + 1 if form else 1):
        if colleague := answers.get(colleague_field(number, "naam")):
            yield {"name": colleague, "with": sender, **shared}


def attendance_page(
    rows: Sequence[dict[str, Any]], event: EventEntry, language: str, translate: Translate
) -> str:
    """Return a page to print: one line for each person, with room for a signature."""
    cells = table_cells(COLUMNS, rows, translate)
    heading = [translate("Nr."), *cells[0], translate("Handtekening")]
    numbered = ([str(number), *row] for number, row in enumerate(cells[1:], 1))
    facts = " · ".join(text for text in (event.when, event.where) if text)
    title = translate("Presentielijst: {title}").format(title=one_line(event.title))
    return _PAGE.format(
        language=_text(language),
        title=_text(title),
        style=_STYLE,
        facts=_text(facts),
        heading=_cells(heading, "th"),
        rows="\n".join(f"<tr>{_cells(row, 'td')}{_SIGN}</tr>" for row in numbered),
    )


def _cells(texts: Iterable[str], tag: str) -> str:
    return "".join(f"<{tag}>{_text(text)}</{tag}>" for text in texts)


def _text(text: str) -> str:
    return html.escape(text)
