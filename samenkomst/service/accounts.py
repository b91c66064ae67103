"""What the use cases decide on and write to, and how they decide: on settled accounts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from samenkomst.core.contract import EventEntry
from samenkomst.core.ledger import Ledger
from samenkomst.core.record import Draft, Record
from samenkomst.core.settle import Due, settle
from samenkomst.service.drafts import draft_due, draft_facts
from samenkomst.service.journal import Chance, Journal


@dataclass(frozen=True, slots=True)
class Accounts:
    """The journal, what follows from it, the moment, and chance: what a use case works with."""

    journal: Journal
    ledger: Ledger
    now: datetime
    chance: Chance

    def new_id(self) -> str:
        """Return an id for a new record."""
        return self.chance.new_id()


def commit_settled(
    entry: EventEntry,
    decide: Callable[[], Sequence[Draft]],
    *,
    accounts: Accounts,
    spare: bool = False,
) -> list[Record]:
    """Return what `decide` wanted written, decided when nothing else was due for this event.

    What time and free places call for is recorded before, in commits of its own: so `decide`
    always looks at a ledger in which it happened already. It may be called more than once.
    `spare` lets what is small, and gives room, be written on a disk that takes no more forms.
    """
    due: list[Due] = []

    def attempt() -> Sequence[Draft]:
        due[:] = settle(accounts.ledger, entry, accounts.now)
        return [draft_due(each, entry.slug, accounts.new_id()) for each in due] or decide()

    while True:
        records = accounts.journal.commit(attempt, event=entry.slug, spare=spare)
        if not due:
            return records


def tell_facts(entry: EventEntry, accounts: Accounts) -> list[Draft]:
    """Return the record of what is publicly known of the event, when that is new."""
    known = accounts.ledger.facts.get(entry.slug)
    if not entry.facts or (known and known[-1] == entry.facts):
        return []
    return [draft_facts(entry, accounts.new_id())]
