"""Delivery: what is owed goes out when it is due, and what became of it is recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any, Protocol

from samenkomst.core.backoff import WAITS
from samenkomst.core.contract import Contract
from samenkomst.core.errors import DeliveryFailed
from samenkomst.core.instants import write_instant
from samenkomst.core.ledger import Ledger
from samenkomst.core.letter_body import Letterhead, Matter
from samenkomst.core.letters import compose
from samenkomst.core.record import Draft
from samenkomst.core.submission import Letter
from samenkomst.service.journal import Journal

DAILY = 20
"""Letters to one person in 24 hours: what is more waits, whoever makes us owe it."""
PATIENCE = 3
"""Letters in a row under which the server fell silent, before the round ends."""


class Mail(Protocol):
    """What delivery asks of a mail service; SMTP and a folder of files both give it."""

    def send(self, message: EmailMessage) -> None:
        """Return when the letter is accepted for good. Raises DeliveryFailed otherwise."""
        ...


@dataclass(slots=True)
class Delivery:
    """What one round of delivery did, nothing more."""

    sent: int = 0
    failed: int = 0
    """Letters that can never be sent."""
    delayed: int = 0
    """Letters that failed for now; each is tried again later."""
    held: str = ""
    """Why the round ended before its time, if it did: all the rest waits, and nothing counts."""


def due_letters(ledger: Ledger, now: datetime) -> list[Letter]:
    """Return the letters whose time has come, in the order in which they became owed."""
    instant = write_instant(now)
    return [letter for letter in ledger.owed.values() if letter.due <= instant]


def deliver(
    *,
    journal: Journal,
    ledger: Ledger,
    contract: Contract,
    mail: Mail,
    head: Letterhead,
    now: Callable[[], datetime],
) -> Delivery:
    """Send every letter that is due, and record each one; return what was done.

    After a temporary failure a letter is tried again at growing intervals, and given up after two
    days of them; the others go on. When the server cannot be used at all the round ends, and that
    counts for nobody. Between the mail server's word and the record lies one moment: a crash
    there sends that letter twice, with one Message-ID.
    The caller makes sure that only one process delivers.
    """
    journal.catch_up()
    round_ = _Round(journal, ledger, contract, mail, head, now)
    letters = due_letters(ledger, now())
    round_.count_sent(letters)
    for letter in letters:
        round_.handle(letter)
        if round_.done.held:
            break
    return round_.done


@dataclass(slots=True)
class _Round:
    """The collaborators of one round, and what it did so far."""

    journal: Journal
    ledger: Ledger
    contract: Contract
    mail: Mail
    head: Letterhead
    now: Callable[[], datetime]
    done: Delivery = field(default_factory=Delivery)
    unanswered: int = 0
    """In a row."""
    sent_to: dict[str, int] = field(default_factory=dict)
    """Letters of the last 24 hours, by person."""

    def count_sent(self, letters: list[Letter]) -> None:
        """Count what those who are to get these letters got lately, for any event."""
        since = (self.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S")
        people = {self.ledger.submissions[letter.submission].person for letter in letters}
        for one in self.ledger.of_event(None) if people else ():
            if one.person in people:
                statuses = self.ledger.letters_of(one.id)
                lately = sum(each.status == "sent" and each.detail >= since for each in statuses)
                self.sent_to[one.person] = self.sent_to.get(one.person, 0) + lately

    def handle(self, letter: Letter) -> None:
        """Send one letter if it is still owed and can be sent now, and record what came of it."""
        self.journal.catch_up()  # who withdrew meanwhile is no longer invited
        current = self.ledger.owed.get(letter.id)
        if current is not None:
            self._try(current)

    def _try(self, letter: Letter) -> None:
        person = self.ledger.submissions[letter.submission].person
        message = self._compose(letter) if self.sent_to.get(person, 0) < DAILY else None
        if message is None:
            return
        try:
            self.mail.send(message)
        except DeliveryFailed as failure:
            self._fail(letter, failure)
        else:
            self._record("letter_sent", letter, message_id=message["Message-ID"])
            self.done.sent += 1
            self.unanswered = 0
            self.sent_to[person] = self.sent_to.get(person, 0) + 1

    def _fail(self, letter: Letter, failure: DeliveryFailed) -> None:
        self.unanswered = self.unanswered + 1 if failure.unanswered else 0
        if failure.others_too or self.unanswered == PATIENCE:
            self.done.held = failure.reason
        if failure.others_too:
            return
        attempt = letter.attempts + 1
        if failure.permanent or attempt > len(WAITS):
            self._record("letter_failed", letter, reason=failure.reason)
            self.done.failed += 1
        else:
            self._record("letter_delayed", letter, reason=failure.reason, attempt=attempt)
            self.done.delayed += 1

    def _record(self, type_: str, letter: Letter, **fields: Any) -> None:
        self.journal.commit(lambda: [Draft(type_, letter.id, fields)], spare=True)

    def _compose(self, letter: Letter) -> EmailMessage | None:
        """Return the letter, or None while site or journal lack a part of it: it stays owed."""
        submission = self.ledger.submissions[letter.submission]
        event = self.contract.events.get(submission.event)
        form = self.contract.forms.get(letter.form)
        record, answers = self.journal.get(letter.seq), self.journal.get(submission.seqs[-1])
        if event is None or record is None or answers is None:
            return None
        recipient = answers.fields["email"]
        matter = Matter(letter, submission, recipient, event, form, record.fields)
        if form is None and matter.answers_form:
            return None
        return compose(matter, self.head, self.now())
