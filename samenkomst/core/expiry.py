"""Which answers have been kept as long as their form says, and what of them goes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from samenkomst.core.contract import Contract
from samenkomst.core.dates import AMSTERDAM
from samenkomst.core.erasure import ERASED
from samenkomst.core.forms import Form
from samenkomst.core.record import Record
from samenkomst.core.retention import keep_until


@dataclass(frozen=True, slots=True)
class Expiry:
    """What the periods of the forms call for on one day, nothing more."""

    fields: Mapping[int, frozenset[str]]
    """By record, the answers that go while the rest stays."""
    submissions: frozenset[str]
    """Whose last answer goes: all that is held of them goes."""
    waiting: frozenset[str]
    """Whose period is over while a letter to them is still owed: they stay."""
    unknown: frozenset[str]
    """Forms that the site no longer has, so that nobody knows their period."""

    def without_expired(self, record: Record) -> dict[str, Any] | None:
        """Return the members of `record` without the answers that go, or None if none does."""
        gone = self.fields.get(record.seq)
        if not gone:
            return None
        answers = record.fields["answers"]
        kept = {name: value for name, value in answers.items() if name not in gone}
        return {**record.fields, "answers": kept}


def find_expired(
    records: Iterable[Record], contract: Contract, owed: frozenset[str], today: date
) -> Expiry:
    """Return what has to go on `today`; `owed` holds the submissions with an unsent letter.

    A day is the last one that is still kept: what came in on 1 March with "12 maanden" goes on
    2 March a year later. An answer stands or falls with its own field; the person, and all that is
    left then, with the field that holds the e-mail address.
    """
    fields: dict[int, frozenset[str]] = {}
    kept: set[str] = set()
    seen: set[str] = set()
    unknown: set[str] = set()
    for record in _with_answers(records):
        submission = record.fields.get("submission", record.id)
        seen.add(submission)
        form = contract.forms.get(record.fields["form"])
        if form is None:
            unknown.add(record.fields["form"])
            kept.add(submission)
            continue
        address = form.first_of("email")
        gone = set(_expired(form, record, today))
        if address and address.name not in gone:
            kept.add(submission)
        if rest := gone - {address.name if address else ""}:
            fields[record.seq] = frozenset(rest)
    over = seen - kept
    return Expiry(
        fields=fields,
        submissions=frozenset(over - owed),
        waiting=frozenset(over & owed),
        unknown=frozenset(unknown),
    )


def _with_answers(records: Iterable[Record]) -> Iterator[Record]:
    return (each for each in records if "answers" in each.fields and ERASED not in each.fields)


def _expired(form: Form, record: Record, today: date) -> Iterator[str]:
    """Yield the answers in `record` that may be kept no longer; strangers go with the longest."""
    received = datetime.fromisoformat(record.at).astimezone(AMSTERDAM).date()
    last = {field.name: keep_until(received, field.keep) for field in form.fields}
    longest = max(last.values())
    for name in record.fields["answers"]:
        if last.get(name, longest) < today:
            yield name
