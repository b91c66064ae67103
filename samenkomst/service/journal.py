"""What the use cases ask of a journal and of chance, and how they decide: on settled accounts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from samenkomst.core.contract import EventEntry
from samenkomst.core.ledger import Ledger
from samenkomst.core.record import Draft, Record
from samenkomst.core.settle import Due, settle
from samenkomst.service.drafts import draft_due, draft_facts

PARTICIPANT = "participant"
SYSTEM = "system"
"""Who acts, in records; an organiser is there with a name."""


class Journal(Protocol):
    """What the use cases ask of a journal; JSON lines and PostgreSQL both give it."""

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        """Decide and record in one critical section of that event; on disk when this returns.

        `spare` lets this write use the last of the disk, which new forms may not.
        """
        ...

    def catch_up(self) -> None:
        """Bring the ledger up to date with what others wrote."""
        ...

    def get(self, seq: int) -> Record | None:
        """Return one record."""
        ...


@dataclass(frozen=True, slots=True)
class Chance:
    """Where new ids and references come from, so that tests can choose them."""

    new_id: Callable[[], str]
    choose: Callable[[str], str]
    """Picks one character of a text at random, unpredictably."""


def commit_settled(
    entry: EventEntry,
    decide: Callable[[], Sequence[Draft]],
    *,
    journal: Journal,
    ledger: Ledger,
    chance: Chance,
    now: datetime,
    spare: bool = False,
) -> list[Record]:
    """Return what `decide` wanted written, decided when nothing else was due for this event.

    What time and free places call for is recorded before, in commits of its own: so `decide`
    always looks at a ledger in which it happened already. It may be called more than once.
    `spare` lets what is small, and gives room, be written on a disk that takes no more forms.
    """
    due: list[Due] = []

    def attempt() -> Sequence[Draft]:
        due[:] = settle(ledger, entry, now)
        return [draft_due(each, entry.slug, chance.new_id()) for each in due] or decide()

    while True:
        records = journal.commit(attempt, event=entry.slug, spare=spare)
        if not due:
            return records


def tell_facts(entry: EventEntry, ledger: Ledger, chance: Chance) -> list[Draft]:
    """Return the record of what is publicly known of the event, when that is new."""
    known = ledger.facts.get(entry.slug)
    if not entry.facts or (known and known[-1] == entry.facts):
        return []
    return [draft_facts(entry, chance.new_id())]
