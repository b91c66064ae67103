"""Taking in a form: who it is from, whether there is a place, and the one record of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samenkomst.core.answers_digest import digest
from samenkomst.core.contract import EventEntry
from samenkomst.core.forms import Answers, Form, colleague_field
from samenkomst.core.instants import end_of_day_after
from samenkomst.core.ledger import Ledger
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.person_key import person_key
from samenkomst.core.places import may_place, unit_of
from samenkomst.core.procedures import HOLDING, Act, Procedure, State, may
from samenkomst.core.record import Draft, Record
from samenkomst.core.reference import make_reference
from samenkomst.core.submission import Submission
from samenkomst.service.accounts import Accounts, commit_settled, tell_facts
from samenkomst.service.journal import PARTICIPANT, Journal


@dataclass(frozen=True, slots=True)
class Accepted:
    """What someone who sent a form may know: it is on disk, under this reference."""

    reference: str
    seq: int
    """The record with the answers as sent, for the receipt."""
    id: str
    state: State
    """Where it stands."""
    people: int = 1
    """For how many it counts."""
    problem: str = ""
    """Why it counts for fewer people than the form asked: "full", "organisation_limit" or
    "behind_others"; the answers are kept all the same."""


def receive(
    event: EventEntry,
    form: Form,
    answers: Answers,
    *,
    accounts: Accounts,
    municipalities: Municipalities,
    by: str = PARTICIPANT,
) -> Accepted:
    """Return the reference of these answers, which are on disk then, and where they stand.

    The same person for the same unit of the event gets the same reference, and no second letter.
    Equal answers leave no second record; other answers are kept beside the first, never over
    them. Whoever left comes back at the end of the line.
    Raises what the journal raises when they could not be stored.
    """
    sent = _Sent(event, form, answers, municipalities, by)
    stands = _Standing(State.APPLIED, 0)
    repeated: Submission | None = None

    def decide() -> list[Draft]:
        # Inside the journal's lock: between this look and the record nothing can come in.
        nonlocal stands, repeated
        before = accounts.ledger.of_person(event.slug, sent.person, sent.unit)
        repeated = before if before is not None and _is_repeat(before, sent) else None
        if repeated is not None:
            return []
        stands = _standing(sent, before, accounts.ledger)
        fields = {**sent.fields(), **_entered(stands, before, sent, accounts.now)}
        told = tell_facts(event, accounts)
        if before is None:
            fields |= sent.identity() | {"reference": _free_reference(accounts)}
            return [*told, Draft("submission_received", accounts.new_id(), fields)]
        fields |= {"submission": before.id, "reference": before.reference}
        return [*told, Draft("submission_amended", accounts.new_id(), fields)]

    records = commit_settled(event, decide, accounts=accounts)
    if repeated is not None:
        return Accepted(
            repeated.reference, repeated.seqs[-1], repeated.latest, repeated.state, repeated.people
        )
    last = records[-1]
    reference = last.fields["reference"]
    return Accepted(reference, last.seq, last.id, stands.state, stands.people, stands.problem)


class _Sent:
    """One form as it was sent, and what follows from it before anything is looked up."""

    def __init__(
        self,
        event: EventEntry,
        form: Form,
        answers: Answers,
        municipalities: Municipalities,
        by: str,
    ) -> None:
        unit = event.unit_of_form(form.id)
        self.event, self.form, self.answers, self.by = event, form, answers, by
        self.unit = unit.id if unit else ""
        self.email = _answer_of_type(form, answers, "email")
        self.person = person_key(self.email) if self.email else f"row:{digest(answers)}"
        organisation = _answer_of_type(form, answers, "municipality")
        self.organisation = municipalities.key(organisation) if organisation else ""
        self.people = people_in(form, answers)

    def fields(self) -> dict[str, Any]:
        """Return what every record of these answers holds."""
        return {
            "event": self.event.slug,
            "form": self.form.id,
            "form_version": self.form.version(),
            "procedure": self.form.procedure,
            "email": self.email,
            "answers": dict(self.answers),
            "by": self.by,
        }

    def identity(self) -> dict[str, Any]:
        """Return what only the first record holds."""
        return {"person": self.person, "unit": self.unit, "organisation": self.organisation}


@dataclass(frozen=True, slots=True)
class _Standing:
    """Where someone comes to stand, for how many people, and why not for more."""

    state: State
    people: int
    problem: str = ""
    moves: bool = False


def people_in(form: Form, answers: Answers) -> int:
    """Return for how many people these answers count: the sender, and each colleague named."""
    numbers = range(1, form.colleagues + 1)
    return 1 + sum(bool(answers.get(colleague_field(number, "naam"))) for number in numbers)


def _is_repeat(before: Submission, sent: _Sent) -> bool:
    same = before.forms[-1] == sent.form.id and before.digest == digest(sent.answers)
    return same and may(sent.form.procedure, before.state, Act.SUBMIT) is None


def _standing(sent: _Sent, before: Submission | None, ledger: Ledger) -> _Standing:
    step = may(sent.form.procedure, before.state if before else None, Act.SUBMIT)
    if before is not None and step is None:
        # Whoever knows an address may add to what came in under it, and take nothing away.
        asked = max(sent.people, before.people)
        people, problem = people_allowed(before, asked, sent.event, ledger)
        return _Standing(before.state, people, problem)
    targets = list(step.targets if step else ())
    if State.PLACED in targets:
        waits = may_place(ledger, sent.event, sent.unit, sent.organisation, sent.people)
        targets = [State.WAITLISTED if waits else State.PLACED]
    return _Standing(targets[0], sent.people, moves=True)


def people_allowed(
    before: Submission, asked: int, event: EventEntry, ledger: Ledger
) -> tuple[int, str]:
    """Return for how many this submission may count now, and why not for more."""
    more = asked - before.people
    if more <= 0 or before.state not in HOLDING:
        return asked, ""
    problem = may_place(ledger, event, before.unit, before.organisation, more)
    return (before.people, problem) if problem else (asked, "")


def _entered(
    stands: _Standing, before: Submission | None, sent: _Sent, now: datetime
) -> dict[str, Any]:
    """Return the members that say where someone comes to stand; who stays keeps the procedure."""
    if before is not None and not stands.moves:
        return {"people": stands.people, "procedure": before.procedure}
    hold = 0
    if sent.form.procedure == Procedure.REGISTRATION and stands.state is State.PLACED:
        known = sent.by != PARTICIPANT or (before is not None and before.verified)
        hold = 0 if known else unit_of(sent.event, sent.unit).places.hold_days
    return {
        "people": stands.people,
        "state": stands.state.value,
        "organisation": sent.organisation,
        "deadline": end_of_day_after(now, hold) if hold else "",
    }


def _answer_of_type(form: Form, answers: Answers, type_: str) -> str:
    field = form.first_of(type_)
    return "" if field is None else str(answers.get(field.name, ""))


def _free_reference(accounts: Accounts) -> str:
    ledger, choose = accounts.ledger, accounts.chance.choose
    while ledger.of_reference(reference := make_reference(choose)) is not None:
        pass
    return reference


def read_receipt(journal: Journal, seq: int, record_id: str) -> Record | None:
    """Return the record that a receipt shows, or None when it is no longer there."""
    record = journal.get(seq)
    if record is None or record.id != record_id or "answers" not in record.fields:
        return None
    return record
