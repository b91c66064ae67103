"""What came in, as rows of a list and as a table for export."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from samenkomst.core.contract import Choice, Contract
from samenkomst.core.dates import AMSTERDAM
from samenkomst.core.forms import Form
from samenkomst.core.submission import Submission
from samenkomst.core.translation import N_, Translate
from samenkomst.service import Entry
from samenkomst.views.table import Column
from samenkomst.views.words import LETTER_STATES, PROCEDURES, STATES


def local_time(at: str) -> str:
    """Return a moment of the journal as Amsterdam's clock showed it."""
    return datetime.fromisoformat(at).astimezone(AMSTERDAM).strftime("%Y-%m-%d %H:%M")


def one_line(text: str) -> str:
    """Return `text` on one line."""
    return " ".join(text.split())


COLUMNS = (
    Column("reference", N_("Kenmerk")),
    Column("received", N_("Ontvangen"), lambda value, _: local_time(value)),
    Column("event", N_("Evenement")),
    Column("procedure", N_("Soort"), lambda value, _: _(PROCEDURES.get(value, value))),
    Column("state", N_("Stand"), lambda value, _: _(STATES.get(value, value))),
    Column("people", N_("Aantal")),
    Column("name", N_("Naam"), lambda value, _: one_line(value)),
    Column("email", N_("E-mail"), lambda value, _: one_line(value)),
    Column("letter", N_("Brief"), lambda value, _: _(LETTER_STATES.get(value, value))),
)
EXPORT_HEADING = (
    N_("Kenmerk"),
    N_("Ontvangen"),
    N_("Formulier"),
    N_("Stand"),
    N_("Aantal"),
    N_("Onderdeel"),
    N_("Organisatiecode"),
)


def inbox_row(entry: Entry) -> dict[str, Any]:
    """Return one submission as a row."""
    one = entry.submission
    return {
        "reference": one.reference,
        "received": one.at,
        "event": one.event,
        "unit": one.unit,
        "procedure": one.procedure,
        "state": one.state.value,
        "people": one.people,
        "name": name_of(latest_answers(entry)),
        "email": entry.records[-1].fields["email"] if entry.records else "",
        "letter": entry.letter,
        "versions": len(entry.records),
    }


def name_of(answers: Mapping[str, str]) -> str:
    """Return what someone is called: the answer to `naam`, else the first one."""
    return answers.get("naam") or next(iter(answers.values()), "")


def latest_answers(entry: Entry) -> Mapping[str, str]:
    """Return the latest answers by field name, each as one text."""
    return texts(entry.records[-1].fields["answers"]) if entry.records else {}


def texts(answers: Mapping[str, object]) -> dict[str, str]:
    """Return answers by field name, each as one text."""
    return {
        name: ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in answers.items()
    }


def find_form(contract: Contract | None, submission: Submission) -> Form | None:
    """Return the form that was sent last, as the site has it now, if it still has it."""
    return contract.forms.get(submission.forms[-1]) if contract else None


def label(form: Form | None, name: str) -> str:
    """Return the question behind a field's name, as far as known."""
    fields = form.fields if form else ()
    found = next((field for field in fields if field.name == name), None)
    if found is None:
        return name
    return f"{found.group}: {found.label}" if found.group else found.label


def export_rows(
    entries: Sequence[Entry], contract: Contract | None, translate: Translate
) -> list[Sequence[str]]:
    """Return a table with one row for each submission: its latest answers, a column each.

    Answers that were sent before, and differ, stand in the last column: nothing is overwritten.
    """
    columns = list(dict.fromkeys(name for each in entries for name in latest_answers(each)))
    forms = [find_form(contract, each.submission) for each in entries]
    known = next((form for form in forms if form), None)
    groups = dict.fromkeys(group for each in entries for group in each.submission.choices)
    choices = {group: _find_choice(contract, entries, group) for group in groups}
    heading = [translate(word) for word in EXPORT_HEADING]
    heading += [label(known, name) for name in columns]
    heading += [choice.title if choice else group for group, choice in choices.items()]
    heading += [translate("Brief"), translate("Eerder anders ingevuld")]
    rows = (_export_row(each, columns, choices, known, translate) for each in entries)
    return [heading, *rows]


def _find_choice(contract: Contract | None, entries: Sequence[Entry], group: str) -> Choice | None:
    for each in entries:
        event = contract.events.get(each.submission.event) if contract else None
        if choice := event.choice(group) if event else None:
            return choice
    return None


def _export_row(
    entry: Entry,
    columns: Iterable[str],
    choices: Mapping[str, Choice | None],
    form: Form | None,
    translate: Translate,
) -> list[str]:
    answers, one = latest_answers(entry), entry.submission
    earlier = [
        f"{label(form, name)}: {text}"
        for record in entry.records[:-1]
        for name, text in texts(record.fields["answers"]).items()
        if answers.get(name) != text
    ]
    return [
        one.reference,
        local_time(one.at),
        ", ".join(one.forms),
        translate(STATES[one.state.value]),
        str(one.people),
        one.unit,
        one.organisation,
        *(answers.get(name, "") for name in columns),
        *(_chosen(one.choices.get(group, ()), choice) for group, choice in choices.items()),
        translate(LETTER_STATES[entry.letter]),
        "; ".join(earlier),
    ]


def _chosen(sessions: Iterable[str], choice: Choice | None) -> str:
    return ", ".join(choice.titles(sessions) if choice else sessions)
