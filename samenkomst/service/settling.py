"""What time calls for in all events, recorded also when nobody comes by."""

from datetime import datetime

from samenkomst.core.contract import Contract, EventEntry
from samenkomst.core.ledger import Ledger
from samenkomst.core.record import Draft
from samenkomst.core.settle import reminders
from samenkomst.service.drafts import draft_due
from samenkomst.service.journal import Chance, Journal, commit_settled


def settle_all(
    contract: Contract, *, journal: Journal, ledger: Ledger, now: datetime, chance: Chance
) -> int:
    """Record what is due in every event: who lapses, who is offered a place, who is reminded.

    Return how many records that took. To be called before each round of letters.
    """
    journal.catch_up()
    before = ledger.seq
    for slug, entry in contract.events.items():
        if _can_be_due(slug, ledger):
            _settle(entry, journal, ledger, now, chance)
    return ledger.seq - before


def _can_be_due(event: str, ledger: Ledger) -> bool:
    """Return whether a deadline is written down for this event, or someone waits."""
    units = (tally for (slug, _), tally in ledger.tallies.items() if slug == event)
    return bool(ledger.agenda(event).deadlines) or any(tally.waiting for tally in units)


def _settle(
    entry: EventEntry, journal: Journal, ledger: Ledger, now: datetime, chance: Chance
) -> None:
    def remind() -> list[Draft]:
        due = reminders(ledger, entry, now)
        return [draft_due(each, entry.slug, chance.new_id()) for each in due]

    commit_settled(entry, remind, journal=journal, ledger=ledger, chance=chance, now=now)
