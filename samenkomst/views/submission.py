"""One submission as an organiser reads it: where it stands and why, its answers, its history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samenkomst.core.contract import Contract, EventEntry
from samenkomst.core.forms import Form
from samenkomst.core.ledger import Ledger
from samenkomst.core.letter_details import describe_deadline
from samenkomst.core.places import Explanation, explain
from samenkomst.core.record import Record
from samenkomst.core.submission import LetterStatus, Submission
from samenkomst.core.translation import Translate
from samenkomst.views.inbox import find_form, label, local_time, texts
from samenkomst.views.words import ACTORS, ACTS, LETTER_KINDS, LETTER_STATES, STATES, WAITING


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that the journal says of one submission, nothing more."""

    submission: Submission
    records: tuple[Record, ...]
    """Every record about it, in order."""
    letters: tuple[LetterStatus, ...]
    event: EventEntry | None
    form: Form | None
    contract: Contract | None
    explanation: Explanation | None
    """Why it stands where it stands, as far as the site still has the event."""


def open_dossier(
    one: Submission,
    records: Mapping[int, Record],
    ledger: Ledger,
    contract: Contract | None,
    now: datetime,
) -> Dossier:
    """Return all that is known of a submission."""
    event = contract.events.get(one.event) if contract else None
    return Dossier(
        submission=one,
        records=tuple(each for each in records.values() if _is_about(each, one)),
        letters=tuple(ledger.letters_of(one.id)),
        event=event,
        form=find_form(contract, one),
        contract=contract,
        explanation=explain(ledger, event, one, now) if event else None,
    )


def _is_about(record: Record, one: Submission) -> bool:
    return record.id == one.id or record.fields.get("submission") == one.id


def describe(dossier: Dossier, translate: Translate) -> list[str]:
    """Return a submission as lines: what is known of it, its answers, and what was done."""
    return [
        *_summary(dossier, translate),
        *_answers(dossier, translate),
        "",
        translate("Wat er gebeurde:"),
        *(f"  {line}" for line in _history(dossier, translate)),
    ]


def dossier_json(dossier: Dossier) -> dict[str, Any]:
    """Return a submission as plain JSON values."""
    one, found = dossier.submission, dossier.explanation
    return {
        "reference": one.reference,
        "event": one.event,
        "unit": one.unit,
        "forms": list(one.forms),
        "procedure": one.procedure,
        "state": one.state.value,
        "deadline": one.deadline,
        "people": one.people,
        "organisation": one.organisation,
        "choices": {group: list(chosen) for group, chosen in one.choices.items()},
        "waitlist": {"position": found.position, "reason": found.code}
        if found and found.position
        else None,
        "letters": [
            {"kind": each.kind, "status": each.status, "detail": each.detail}
            for each in dossier.letters
        ],
        "records": [
            {"seq": each.seq, "at": each.at, "type": each.type, **each.fields}
            for each in dossier.records
        ],
    }


def _summary(dossier: Dossier, translate: Translate) -> Iterator[str]:
    one = dossier.submission
    yield f"{translate('Kenmerk')}: {one.reference}"
    yield f"{translate('Evenement')}: {one.event}"
    if one.unit:
        yield f"{translate('Onderdeel')}: {one.unit}"
    yield f"{translate('Formulier')}: {', '.join(one.forms)}"
    yield f"{translate('Organisatie')}: {_organisation(dossier) or '-'}"
    yield f"{translate('Aantal')}: {one.people}"
    yield f"{translate('Stand')}: {translate(STATES[one.state.value])}"
    if one.deadline:
        deadline = describe_deadline(one.deadline, "nl")
        yield f"{translate('Termijn')}: {deadline}"
    if dossier.explanation and dossier.explanation.position:
        yield _waiting(dossier.explanation, translate)
    for group, chosen in one.choices.items():
        choice = dossier.event.choice(group) if dossier.event else None
        title, titles = (choice.title, choice.titles(chosen)) if choice else (group, chosen)
        yield f"{translate('Gekozen')}: {title}: {', '.join(titles) or '-'}"


def _organisation(dossier: Dossier) -> str:
    """Return by what the organisation is counted: a municipality's name, or what was typed."""
    names = dossier.contract.municipalities if dossier.contract else {}
    code = dossier.submission.organisation
    return f"{names[code]} ({code})" if code in names else code


def _waiting(found: Explanation, translate: Translate) -> str:
    why = translate(WAITING[found.code]).format(
        organisation_holds=found.organisation_holds, per_organisation=found.per_organisation
    )
    place = translate("Plek op de wachtlijst: {position}.").format(position=found.position)
    return f"{place} {why}"


def _answers(dossier: Dossier, translate: Translate) -> Iterator[str]:
    """Yield every version of the answers, those to the second form too."""
    first = True
    for record in dossier.records:
        if "answers" not in record.fields:
            continue
        words = _heading(record, translate, first=first)
        first = False
        form = _form_of(dossier, record)
        yield from ("", f"{words}: {local_time(record.at)}")
        for name, text in texts(record.fields["answers"]).items():
            yield f"  {label(form, name)}: {indent(text)}"


def _heading(record: Record, translate: Translate, *, first: bool) -> str:
    if record.type == "answers_added":
        return translate("Tweede formulier")
    return translate("Ontvangen") if first else translate("Daarna nog eens, anders ingevuld")


def _form_of(dossier: Dossier, record: Record) -> Form | None:
    forms = dossier.contract.forms if dossier.contract else {}
    return forms.get(record.fields.get("form", "")) or dossier.form


def _history(dossier: Dossier, translate: Translate) -> Iterator[str]:
    letters = {letter.id.rpartition(".")[0]: letter for letter in dossier.letters}
    for record in dossier.records:
        yield f"{local_time(record.at)}  {_act(record, translate)}{_by(record, translate)}"
        if text := record.fields.get("text"):
            yield from (f"    {line}" for line in text.splitlines())
        if letter := letters.get(record.id):
            yield f"    {_letter(letter, translate)}"


def _act(record: Record, translate: Translate) -> str:
    match record.type:
        case "submission_received":
            return translate("formulier ontvangen")
        case "submission_amended":
            return translate("antwoorden gewijzigd")
        case "step_taken":
            act = record.fields["act"]
            return translate(ACTS.get(act, act))
        case "address_verified":
            return translate("e-mailadres bevestigd")
        case "answers_added":
            return translate("tweede formulier ontvangen")
        case "sessions_chosen":
            return translate("gekozen: {sessions}").format(
                sessions=", ".join(record.fields["sessions"]) or "-"
            )
        case "note_written":
            return translate("notitie")
        case "change_told":
            return translate("wijziging gemeld")
        case "link_requested":
            return translate("persoonlijke link gevraagd")
    return record.type


def _by(record: Record, translate: Translate) -> str:
    by = record.fields.get("by", "")
    if not by:
        return ""
    who = translate(ACTORS[by]) if by in ACTORS else by
    return translate(" (door {who})").format(who=who)


def _letter(letter: LetterStatus, translate: Translate) -> str:
    line = translate("brief ‘{kind}’: {status}").format(
        kind=translate(LETTER_KINDS[letter.kind]), status=translate(LETTER_STATES[letter.status])
    )
    if letter.status == "sent":
        return f"{line}, {local_time(letter.detail)}"
    return f"{line}, {letter.detail}" if letter.status == "failed" else line


def indent(text: str) -> str:
    """Return `text` with its further lines set in."""
    return text.replace("\n", "\n    ")
