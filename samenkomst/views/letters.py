"""Letters as an organiser reads them: what is owed, what was put off and why, what failed."""

from collections.abc import Iterable, Mapping
from typing import Any

from samenkomst.core.ledger import Ledger
from samenkomst.core.record import Record
from samenkomst.core.submission import LetterStatus, Submission
from samenkomst.core.translation import N_, Translate
from samenkomst.views.inbox import local_time
from samenkomst.views.table import Column
from samenkomst.views.words import LETTER_KINDS, LETTER_STATES


def _moment(value: str, translate: Translate) -> str:
    return local_time(value) if value else "-"


COLUMNS = (
    Column("reference", N_("Kenmerk")),
    Column("event", N_("Evenement")),
    Column("kind", N_("Brief"), lambda value, _: _(LETTER_KINDS.get(value, value))),
    Column("status", N_("Stand"), lambda value, _: _(LETTER_STATES.get(value, value))),
    Column("attempts", N_("Mislukte pogingen")),
    Column("next_try", N_("Volgende poging"), _moment),
    Column("reason", N_("Reden"), lambda value, _: value or "-"),
)
OPEN = ("owed", "failed")
"""What an organiser wants to see: what is still to come, and what went wrong."""


def letter_rows(
    ledger: Ledger, records: Mapping[int, Record], event: str | None, states: Iterable[str] = OPEN
) -> list[dict[str, Any]]:
    """Return a row for each letter in these states, by submission."""
    delays = {each.id: each for each in records.values() if each.type == "letter_delayed"}
    return [
        _row(one, letter, delays.get(letter.id))
        for one in ledger.of_event(event)
        for letter in ledger.letters_of(one.id)
        if letter.status in states
    ]


def _row(one: Submission, letter: LetterStatus, delay: Record | None) -> dict[str, Any]:
    reason = delay.fields["reason"] if delay and letter.status == "owed" else ""
    return {
        "id": letter.id,
        "reference": one.reference,
        "event": one.event,
        "kind": letter.kind,
        "status": letter.status,
        "attempts": (delay.fields["attempt"] if delay else 0) + (letter.status == "failed"),
        "next_try": letter.detail if letter.status == "owed" else "",
        "reason": letter.detail if letter.status == "failed" else reason,
        "sent": letter.detail if letter.status == "sent" else "",
    }
