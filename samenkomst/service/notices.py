"""Telling everyone concerned that date, place or status of an event changed."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from samenkomst.core.contract import EventEntry
from samenkomst.core.ledger import Facts, Ledger
from samenkomst.core.procedures import LIVE
from samenkomst.core.record import Draft
from samenkomst.core.submission import Submission
from samenkomst.service.accounts import Accounts, commit_settled, tell_facts
from samenkomst.service.drafts import draft_change
from samenkomst.service.inviting import AT_ONCE


@dataclass(frozen=True, slots=True)
class Change:
    """Someone who was told other facts than those of now; nothing more."""

    submission: Submission
    old: Facts
    new: Facts


def plan_notice(entry: EventEntry, ledger: Ledger) -> list[Change]:
    """Return everyone who still takes part, and was told something else than holds now."""
    return _changes(entry, ledger, ledger.of_event(entry.slug))


def notify(
    entry: EventEntry,
    *,
    accounts: Accounts,
    by: str,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Change]:
    """Owe everyone concerned the letter about what changed, once; return who they are."""
    accounts.journal.catch_up()
    plan = plan_notice(entry, accounts.ledger)
    told: list[Change] = []
    for start in range(0, len(plan), AT_ONCE):
        batch = [each.submission.id for each in plan[start : start + AT_ONCE]]
        told += _tell(batch, entry, accounts, by)
        progress(start + len(batch))
    return told


def _tell(
    batch: Sequence[str],
    entry: EventEntry,
    accounts: Accounts,
    by: str,
) -> list[Change]:
    """Return those of the batch who were still to be told, and are now."""
    found: list[Change] = []

    def decide() -> list[Draft]:
        ledger = accounts.ledger
        found[:] = _changes(entry, ledger, (ledger.submissions[each] for each in batch))
        drafts = [
            draft_change(each.submission, each.old, each.new, accounts.new_id(), by)
            for each in found
        ]
        return [*tell_facts(entry, accounts), *drafts] if drafts else []

    commit_settled(entry, decide, accounts=accounts)
    return found


def _changes(entry: EventEntry, ledger: Ledger, among: Iterable[Submission]) -> list[Change]:
    return [
        Change(one, old, entry.facts)
        for one in among
        if (old := _outdated(entry, ledger, one)) is not None
    ]


def _outdated(entry: EventEntry, ledger: Ledger, one: Submission) -> Facts | None:
    """Return what this person was told, when that is not what holds now."""
    versions = ledger.facts.get(entry.slug)
    if not versions or not entry.facts or one.state not in LIVE:
        return None
    old = versions[one.told]
    return None if old == entry.facts else old
