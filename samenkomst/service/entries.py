"""What came in, as organisers read it: the ledger's view with the answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samenkomst.core.ledger import Ledger
from samenkomst.core.record import Record
from samenkomst.core.reference import normalise_reference
from samenkomst.core.submission import Submission


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
