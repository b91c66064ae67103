"""Letters that records call for, and what became of each: owed, sent, failed, or dropped."""

from dataclasses import dataclass, field
from datetime import datetime

from samenkomst.core.backoff import next_try
from samenkomst.core.record import Record
from samenkomst.core.submission import Letter, LetterStatus, Submission

_ASKING = frozenset({"invitation", "reminder", "offered"})
"""Letters that ask for an answer: they are of no use after the next step."""


@dataclass(slots=True)
class Post:
    """All letters of a ledger, nothing more."""

    owed: dict[str, Letter] = field(default_factory=dict)
    """Those that no record answers yet, by id."""
    sent: dict[str, str] = field(default_factory=dict)
    """When each letter was sent, by its id."""
    failed: dict[str, str] = field(default_factory=dict)
    """Why a letter can never be sent, by its id."""
    by_submission: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of the letters to each submission, in order."""

    def take_in(self, record: Record) -> None:
        """Take in what became of a letter."""
        match record.type:
            case "letter_sent":
                self.owed.pop(record.id, None)
                self.sent[record.id] = record.at
            case "letter_failed":
                self.owed.pop(record.id, None)
                self.failed[record.id] = record.fields["reason"]
            case "letter_delayed":
                self._delay(record)

    def owe(self, record: Record, one: Submission, kind: str) -> None:
        """Owe the letter of that kind that a record calls for, if there is an address."""
        if not one.reachable:
            return
        id_ = letter_id(record.id, kind)
        self.owed[id_] = Letter(id_, kind, one.id, one.forms[-1], record.seq)
        self.by_submission[one.id] = (*self.by_submission.get(one.id, ()), id_)

    def drop_asking(self, submission: str) -> None:
        """Owe no longer what asked for an answer that was given, or that came too late."""
        for letter in self.by_submission.get(submission, ()):
            if letter in self.owed and self.owed[letter].kind in _ASKING:
                del self.owed[letter]

    def forget(self, submission: str) -> None:
        """Forget whose letters these were; that they were sent stays."""
        for letter in self.by_submission.pop(submission, ()):
            self.owed.pop(letter, None)
            self.failed.pop(letter, None)

    def statuses(self, submission: str) -> list[LetterStatus]:
        """Return what became of each letter to that submission, in order."""
        return [self._status(letter) for letter in self.by_submission.get(submission, ())]

    def latest_status(self, submission: str) -> str:
        """Return the status of the latest letter to that submission, or "none"."""
        letters = self.by_submission.get(submission)
        return self._status(letters[-1]).status if letters else "none"

    def _status(self, letter: str) -> LetterStatus:
        kind = letter.rpartition(".")[2]
        if found := self.owed.get(letter):
            return LetterStatus(letter, kind, "owed", found.due)
        if letter in self.sent:
            return LetterStatus(letter, kind, "sent", self.sent[letter])
        if letter in self.failed:
            return LetterStatus(letter, kind, "failed", self.failed[letter])
        return LetterStatus(letter, kind, "dropped")

    def _delay(self, record: Record) -> None:
        letter = self.owed.get(record.id)
        if letter is not None:
            attempt = record.fields["attempt"]
            due = next_try(datetime.fromisoformat(record.at), attempt)
            self.owed[letter.id] = letter._replace(attempts=attempt, due=due)


def letter_id(record: str, kind: str) -> str:
    """Return the id of the letter of that kind that a record calls for; its Message-ID's base."""
    return f"{record}.{kind}"
