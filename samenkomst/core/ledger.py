"""The ledger: what the journal says, read in order. The only reading of history there is.

Inbox, letters, repeats and exports all ask the ledger, so they cannot differ. Answers stay in the
journal, reached by `seq`: the ledger's memory does not grow with them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from samenkomst.core.erasure import ERASED, countable
from samenkomst.core.record import Record


@dataclass(frozen=True, slots=True)
class Submission:
    """Someone who sent a form for an event, nothing more."""

    id: str
    reference: str
    event: str
    forms: tuple[str, ...]
    """Each form that was sent, in order; the same person can show interest and apply later."""
    procedure: str
    """What the latest form started."""
    person: str
    """The canonical person key."""
    organisation: str
    """The key by which organisations are counted, or nothing."""
    at: str
    """When it came in, UTC, as the journal writes it."""
    seqs: tuple[int, ...]
    """The records with its answers: the first one, then each time other answers were sent."""
    digest: str
    """Of the latest answers."""
    latest: str
    """The id of the latest record."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that a record calls for, nothing more."""

    id: str
    kind: str
    submission: str
    form: str
    seq: int
    """The record that calls for it."""


class Ledger:
    """The state that follows from the records applied so far."""

    def __init__(self) -> None:
        self.submissions: dict[str, Submission] = {}
        """By id, in order of arrival."""
        self.owed: dict[str, Letter] = {}
        """Letters that no record answers yet, by id."""
        self.sent: dict[str, str] = {}
        """When each letter was sent, by its id."""
        self.failed: dict[str, str] = {}
        """Why a letter can never be sent, by its id."""
        self.seq = 0
        self._letters: dict[str, list[str]] = {}
        self._by_person: dict[tuple[str, str], str] = {}
        self._by_reference: dict[str, str] = {}

    def apply(self, record: Record) -> None:
        """Take in one record. Types that this version does not know change nothing."""
        match record.type:
            case "submission_received":
                self._receive(record)
            case "submission_amended":
                self._amend(record)
            case "letter_sent":
                self.owed.pop(record.id, None)
                self.sent[record.id] = record.at
            case "letter_failed":
                self.owed.pop(record.id, None)
                self.failed[record.id] = record.fields["reason"]
            case "erasure_begun":
                for submission in record.fields["submissions"]:
                    self._forget(submission)
        self.seq = record.seq

    def of_person(self, event: str, person: str) -> Submission | None:
        """Return what this person sent for that event, if anything."""
        found = self._by_person.get((event, person))
        return None if found is None else self.submissions[found]

    def of_reference(self, reference: str) -> Submission | None:
        """Return the submission with that reference, if any."""
        found = self._by_reference.get(reference)
        return None if found is None else self.submissions[found]

    def of_event(self, event: str | None) -> Iterator[Submission]:
        """Yield the submissions for that event, or all, in order of arrival."""
        return (each for each in self.submissions.values() if event in (None, each.event))

    def letter_state(self, submission: str) -> str:
        """Return whether the latest letter to that submission is owed, sent, failed or erased."""
        if submission not in self._letters:
            return "erased"
        letter = self._letters[submission][-1]
        if letter in self.owed:
            return "owed"
        return "sent" if letter in self.sent else "failed"

    def _receive(self, record: Record) -> None:
        fields = record.fields
        submission = Submission(
            id=record.id,
            reference=fields["reference"],
            event=fields["event"],
            forms=(fields["form"],),
            procedure=fields["procedure"],
            person=fields["person"],
            organisation=fields["organisation"],
            at=record.at,
            seqs=(record.seq,),
            digest=digest(fields["answers"]),
            latest=record.id,
        )
        self.submissions[record.id] = submission
        if ERASED in fields:
            return
        self._by_person[submission.event, submission.person] = record.id
        self._by_reference[submission.reference] = record.id
        self._owe(record, record.id)

    def _amend(self, record: Record) -> None:
        before = self.submissions.get(record.fields["submission"])
        if before is None:
            return  # its line is damaged: what can still be read stays readable (design 7, rule 4)
        form = record.fields["form"]
        if form not in before.forms and ERASED not in record.fields:
            self._owe(record, before.id)
        self.submissions[before.id] = replace(
            before,
            forms=tuple(dict.fromkeys((*before.forms, form))),
            procedure=record.fields["procedure"],
            seqs=(*before.seqs, record.seq),
            digest=digest(record.fields["answers"]),
            latest=record.id,
        )

    def _forget(self, identifier: str) -> None:
        """Forget who sent it; that it was sent stays, so counts and seats stay right."""
        before = self.submissions.get(identifier)
        if before is None or not before.person:
            return
        del self._by_person[before.event, before.person]
        del self._by_reference[before.reference]
        for letter in self._letters.pop(identifier):
            self.owed.pop(letter, None)
        organisation = countable(before.organisation)
        self.submissions[identifier] = replace(
            before, person="", reference="", organisation=organisation, digest=""
        )

    def _owe(self, record: Record, submission: str) -> None:
        """Owe the letter that answers the first sending of a form."""
        letter = Letter(
            id=letter_id(record.id, "received"),
            kind="received",
            submission=submission,
            form=record.fields["form"],
            seq=record.seq,
        )
        self.owed[letter.id] = letter
        self._letters.setdefault(submission, []).append(letter.id)


def replay(records: Iterable[Record]) -> Ledger:
    """Return the ledger that follows from `records`."""
    ledger = Ledger()
    for record in records:
        ledger.apply(record)
    return ledger


def letter_id(submission: str, kind: str) -> str:
    """Return the id of the letter of that kind to that submission; also its Message-ID's base."""
    return f"{submission}.{kind}"


def digest(answers: Any) -> str:
    """Return a short digest by which equal answers are recognised."""
    text = json.dumps(answers, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
