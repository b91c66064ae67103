"""What time calls for in all events, recorded also when nobody comes by."""

from samenkomst.core.contract import Contract, EventEntry
from samenkomst.core.ledger import Ledger
from samenkomst.core.record import Draft
from samenkomst.core.settle import reminders
from samenkomst.service.accounts import Accounts, commit_settled
from samenkomst.service.drafts import draft_due


def settle_all(contract: Contract, accounts: Accounts) -> int:
    """Record what is due in every event: who lapses, who is offered a place, who is reminded.

    Return how many records that took. To be called before each round of letters.
    """
    accounts.journal.catch_up()
    before = accounts.ledger.seq
    for slug, entry in contract.events.items():
        if _can_be_due(slug, accounts.ledger):
            _settle(entry, accounts)
    return accounts.ledger.seq - before


def _can_be_due(event: str, ledger: Ledger) -> bool:
    """Return whether a deadline is written down for this event, or someone waits."""
    units = (tally for (slug, _), tally in ledger.tallies.items() if slug == event)
    return bool(ledger.agenda(event).deadlines) or any(tally.waiting for tally in units)


def _settle(entry: EventEntry, accounts: Accounts) -> None:
    def remind() -> list[Draft]:
        due = reminders(accounts.ledger, entry, accounts.now)
        return [draft_due(each, entry.slug, accounts.new_id()) for each in due]

    commit_settled(entry, remind, accounts=accounts)
