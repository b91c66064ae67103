"""Submissions as an organiser reads them: rows for a list, lines for one, a table for export."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from samenkomst.core.contract import Contract
from samenkomst.core.dates import AMSTERDAM
from samenkomst.core.forms import Form
from samenkomst.core.ledger import Submission
from samenkomst.core.translation import N_, Translate
from samenkomst.service import Entry

LETTERS = {
    "owed": N_("nog te versturen"),
    "sent": N_("verstuurd"),
    "failed": N_("mislukt"),
    "erased": N_("gewist"),
}
LIST_HEADING = (
    N_("Kenmerk"),
    N_("Ontvangen"),
    N_("Evenement"),
    N_("Soort"),
    N_("Naam"),
    N_("E-mail"),
    N_("Brief"),
)
EXPORT_HEADING = (N_("Kenmerk"), N_("Ontvangen"), N_("Formulier"), N_("Organisatiecode"))
PROCEDURES = {"interest": N_("interesse"), "application": N_("aanmelding")}


def local_time(at: str) -> str:
    """Return a moment of the journal as Amsterdam's clock showed it."""
    return datetime.fromisoformat(at).astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M")


def list_rows(entries: Iterable[Entry], translate: Translate) -> list[Sequence[str]]:
    """Return a heading and one row for each submission."""
    rows: list[Sequence[str]] = [tuple(translate(word) for word in LIST_HEADING)]
    for entry in entries:
        answers = latest_answers(entry)
        rows.append(
            (
                entry.submission.reference + (" *" if len(entry.records) > 1 else ""),
                local_time(entry.submission.at),
                entry.submission.event,
                translate(PROCEDURES.get(entry.submission.procedure, entry.submission.procedure)),
                one_line(answers.get("naam", next(iter(answers.values()), ""))),
                one_line(entry.records[-1].fields["email"]) if entry.records else "",
                translate(LETTERS[entry.letter]),
            )
        )
    return rows


def latest_answers(entry: Entry) -> Mapping[str, str]:
    """Return the latest answers by field name, each as one text."""
    return _texts(entry.records[-1].fields["answers"]) if entry.records else {}


def _texts(answers: Mapping[str, object]) -> dict[str, str]:
    return {
        name: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in answers.items()
    }


def describe_entry(entry: Entry, contract: Contract | None, translate: Translate) -> list[str]:
    """Return one submission as lines: what is known of it, then every version of its answers."""
    submission = entry.submission
    form = find_form(contract, submission)
    lines = [
        f"{translate('Kenmerk')}: {submission.reference}",
        f"{translate('Evenement')}: {submission.event}",
        f"{translate('Formulier')}: {', '.join(submission.forms)}",
        f"{translate('Organisatie')}: {submission.organisation or '-'}",
        f"{translate('Brief')}: {translate(LETTERS[entry.letter])}",
    ]
    for number, record in enumerate(entry.records):
        words = (
            translate("Ontvangen") if number == 0 else translate("Daarna nog eens, anders ingevuld")
        )
        lines += ["", f"{words}: {local_time(record.at)}"]
        lines += [
            f"  {label(form, name)}: {indent(text)}"
            for name, text in _texts(record.fields["answers"]).items()
        ]
    return lines


def find_form(contract: Contract | None, submission: Submission) -> Form | None:
    """Return the form that was sent last, as the site has it now, if it still has it."""
    return contract.forms.get(submission.forms[-1]) if contract else None


def label(form: Form | None, name: str) -> str:
    """Return the question behind a field's name, as far as known."""
    return (
        next((field.label for field in form.fields if field.name == name), name) if form else name
    )


def indent(text: str) -> str:
    """Return `text` with its further lines set in."""
    return text.replace("\n", "\n    ")


def one_line(text: str) -> str:
    """Return `text` on one line."""
    return " ".join(text.split())


def export_rows(
    entries: Sequence[Entry], contract: Contract | None, translate: Translate
) -> list[Sequence[str]]:
    """Return a table with one row for each submission: its latest answers, a column each.

    Answers that were sent before, and differ, stand in the last column: nothing is overwritten.
    """
    columns = list(dict.fromkeys(name for each in entries for name in latest_answers(each)))
    forms = [find_form(contract, each.submission) for each in entries]
    known = next((form for form in forms if form), None)
    heading = [translate(word) for word in EXPORT_HEADING]
    heading += [label(known, name) for name in columns]
    heading += [translate("Brief"), translate("Eerder anders ingevuld")]
    return [heading, *(_export_row(each, columns, known, translate) for each in entries)]


def _export_row(
    entry: Entry, columns: Sequence[str], form: Form | None, translate: Translate
) -> list[str]:
    answers = latest_answers(entry)
    submission = entry.submission
    earlier = [
        f"{label(form, name)}: {text}"
        for record in entry.records[:-1]
        for name, text in _texts(record.fields["answers"]).items()
        if answers.get(name) != text
    ]
    return [
        submission.reference,
        local_time(submission.at),
        ", ".join(submission.forms),
        submission.organisation,
        *(answers.get(name, "") for name in columns),
        translate(LETTERS[entry.letter]),
        "; ".join(earlier),
    ]


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines with aligned columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
