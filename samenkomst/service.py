"""The use cases, as plain functions that take their collaborators as arguments.

A web view, a command and a test call the same function; none of them decides anything itself.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any, Protocol

from samenkomst.core.contract import Contract, EventEntry
from samenkomst.core.errors import DeliveryFailed
from samenkomst.core.forms import Answers, Form
from samenkomst.core.ledger import Ledger, Letter, Submission, digest
from samenkomst.core.letters import compose
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.person_key import person_key
from samenkomst.core.record import Draft, Record
from samenkomst.core.reference import make_reference, normalise_reference


class Journal(Protocol):
    """What the use cases ask of a journal; JSON lines and PostgreSQL both give it."""

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        """Decide and record in one critical section; on disk when this returns.

        `event` names the event whose places are at stake, None the whole journal. `spare` lets
        a withdrawal or an erasure use the last of the disk, which new forms may not.
        """
        ...

    def catch_up(self) -> None:
        """Bring the ledger up to date with what others wrote."""
        ...

    def get(self, seq: int) -> Record | None:
        """Return one record."""
        ...


@dataclass(frozen=True, slots=True)
class Accepted:
    """What someone who sent a form may know: it is on disk, under this reference."""

    reference: str
    seq: int
    """The record with the answers as sent, for the receipt."""
    id: str


@dataclass(frozen=True, slots=True)
class Chance:
    """Where new ids and references come from, so that tests can choose them."""

    new_id: Callable[[], str]
    choose: Callable[[str], str]
    """Picks one character of a text at random, unpredictably."""


def receive(
    event: EventEntry,
    form: Form,
    answers: Answers,
    *,
    journal: Journal,
    ledger: Ledger,
    municipalities: Municipalities,
    chance: Chance,
) -> Accepted:
    """Return the reference of these answers, which are on disk then.

    The same person for the same event gets the same reference, and no second letter. Equal
    answers leave no second record; other answers are kept beside the first, never over them.
    Raises what the journal raises when they could not be stored.
    """
    fields = _submission_fields(event, form, answers, municipalities)
    repeated: list[Accepted] = []

    def decide() -> list[Draft]:
        # Inside the journal's lock: between this look and the record nothing can come in.
        before = ledger.of_person(event.slug, fields["person"])
        if before is None:
            fields["reference"] = _free_reference(ledger, chance)
            return [Draft("submission_received", chance.new_id(), fields)]
        if before.forms[-1] == form.id and before.digest == digest(answers):
            repeated.append(Accepted(before.reference, before.seqs[-1], before.latest))
            return []
        return [Draft("submission_amended", chance.new_id(), _amendment(before, fields))]

    records = journal.commit(decide, event=event.slug)
    if not records:
        return repeated[0]
    return Accepted(records[0].fields["reference"], records[0].seq, records[0].id)


def _submission_fields(
    event: EventEntry, form: Form, answers: Answers, municipalities: Municipalities
) -> dict[str, Any]:
    email = _answer_of_type(form, answers, "email")
    organisation = _answer_of_type(form, answers, "municipality")
    return {
        "event": event.slug,
        "form": form.id,
        "form_version": form.version(),
        "procedure": form.procedure,
        "person": person_key(email),
        "email": email,
        "organisation": municipalities.key(organisation) if organisation else "",
        "answers": dict(answers),
    }


def _answer_of_type(form: Form, answers: Answers, type_: str) -> str:
    field = form.first_of(type_)
    return "" if field is None else str(answers.get(field.name, ""))


def _free_reference(ledger: Ledger, chance: Chance) -> str:
    while ledger.of_reference(reference := make_reference(chance.choose)) is not None:
        pass
    return reference


def _amendment(before: Submission, fields: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("event", "form", "form_version", "procedure", "email", "answers")
    return {
        "submission": before.id,
        "reference": before.reference,
        **{name: fields[name] for name in kept},
    }


def read_receipt(journal: Journal, seq: int, record_id: str) -> Record | None:
    """Return the record that a receipt shows, or None when it is no longer there."""
    record = journal.get(seq)
    if record is None or record.id != record_id or "answers" not in record.fields:
        return None
    return record


class Mail(Protocol):
    """What delivery asks of a mail service; SMTP and a folder of files both give it."""

    def send(self, message: EmailMessage) -> None:
        """Return when the letter is accepted for good. Raises DeliveryFailed otherwise."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one round of delivery did, nothing more."""

    sent: int = 0
    failed: int = 0
    """Letters that can never be sent."""
    delayed: str = ""
    """Why the rest waits for a next round, if it does."""


def deliver(
    *,
    journal: Journal,
    ledger: Ledger,
    contract: Contract,
    mail: Mail,
    sender: str,
    now: Callable[[], datetime],
) -> Delivery:
    """Send every letter that is owed, and record each one; return what was done.

    After a temporary failure a letter stays owed, and the others go on; when the server cannot be
    used at all the round ends. Between the mail server's word and the record lies one moment: a
    crash there sends that letter twice, with one Message-ID.
    The caller makes sure that only one process delivers.
    """
    journal.catch_up()
    sent = failed = 0
    delayed = ""
    for letter in list(ledger.owed.values()):
        message = _compose(letter, journal, ledger, contract, sender, now())
        if message is None:
            continue
        try:
            mail.send(message)
        except DeliveryFailed as failure:
            if failure.others_too:
                return Delivery(sent, failed, failure.reason)
            if not failure.permanent:
                delayed = failure.reason
                continue
            _record(journal, Draft("letter_failed", letter.id, {"reason": failure.reason}))
            failed += 1
        else:
            _record(journal, Draft("letter_sent", letter.id, {"message_id": message["Message-ID"]}))
            sent += 1
    return Delivery(sent, failed, delayed)


def _record(journal: Journal, draft: Draft) -> None:
    journal.commit(lambda: [draft])


def _compose(
    letter: Letter,
    journal: Journal,
    ledger: Ledger,
    contract: Contract,
    sender: str,
    now: datetime,
) -> EmailMessage | None:
    """Return the letter, or None while its event is not in the contract: then it stays owed."""
    submission = ledger.submissions[letter.submission]
    event = contract.events.get(submission.event)
    form = contract.forms.get(letter.form)
    record = journal.get(letter.seq)
    if event is None or form is None or record is None:
        return None
    email = record.fields["email"]
    return compose(letter, submission, email, event, form, contract.site, sender, now)


@dataclass(frozen=True, slots=True)
class Entry:
    """One submission as an organiser reads it: the ledger's view and all answers."""

    submission: Submission
    records: tuple[Record, ...]
    """The answers as they came in: first, then amended."""
    letter: str
    """"owed", "sent" or "failed"."""


def list_entries(
    ledger: Ledger, records: Mapping[int, Record], event: str | None = None
) -> Iterator[Entry]:
    """Yield what came in for `event`, or for all, in order of arrival.

    `records` holds the journal's good records by seq; those that are damaged are left out.
    """
    for submission in ledger.of_event(event):
        found = tuple(records[seq] for seq in submission.seqs if seq in records)
        yield Entry(submission, found, ledger.letter_state(submission.id))


def find_entry(ledger: Ledger, records: Mapping[int, Record], reference: str) -> Entry | None:
    """Return what came in under `reference`, if anything."""
    submission = ledger.of_reference(normalise_reference(reference))
    if submission is None:
        return None
    found = tuple(records[seq] for seq in submission.seqs if seq in records)
    return Entry(submission, found, ledger.letter_state(submission.id))
