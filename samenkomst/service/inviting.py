"""Inviting everyone who showed interest, once date and place are known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from samenkomst.core.contract import EventEntry
from samenkomst.core.instants import end_of_day, is_over
from samenkomst.core.ledger import Ledger
from samenkomst.core.procedures import Act, Procedure, State, may
from samenkomst.core.record import Draft
from samenkomst.core.submission import Submission
from samenkomst.service.accounts import Accounts, commit_settled, tell_facts
from samenkomst.service.drafts import draft_step

AT_ONCE = 200
"""Invitations in one commit: others who want the journal wait for no more than these."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is invited until when, or why nobody is; nothing more."""

    deadline: str
    """The instant until which one can answer."""
    submissions: tuple[Submission, ...] = ()
    """Who is, or was, invited by this."""
    problem: str = ""
    """"", "event_off", "event_over", "not_dated", "deadline_past" or "nobody"."""


def plan_invitation(entry: EventEntry, ledger: Ledger, deadline: date, now: datetime) -> Invitation:
    """Return who would be invited: everyone who showed interest and was not invited yet.

    Of units that are over nobody is.
    """
    until = end_of_day(deadline)
    waiting = [one for one in ledger.of_event(entry.slug) if _is_waiting(one)]
    invited = tuple(one for one in waiting if not _is_over(entry, now, one.unit))
    over = not invited and (bool(waiting) or _is_over(entry, now))
    problem = _problem(entry, until, now, over=over, anyone=bool(invited))
    return Invitation(until, invited, problem)


def invite(
    entry: EventEntry,
    *,
    deadline: date,
    accounts: Accounts,
    by: str,
    progress: Callable[[int], None] = lambda done: None,
) -> Invitation:
    """Invite everyone who showed interest; each gets one letter, also when this is run again."""
    accounts.journal.catch_up()
    plan = plan_invitation(entry, accounts.ledger, deadline, accounts.now)
    if plan.problem:
        return plan
    invited: list[Submission] = []
    for start in range(0, len(plan.submissions), AT_ONCE):
        batch = plan.submissions[start : start + AT_ONCE]
        invited += _invite(batch, entry, plan.deadline, accounts, by)
        progress(start + len(batch))
    return Invitation(plan.deadline, tuple(invited))


def _invite(
    batch: Sequence[Submission],
    entry: EventEntry,
    deadline: str,
    accounts: Accounts,
    by: str,
) -> list[Submission]:
    """Return those of the batch who were still to be invited, and are now."""
    found: list[Submission] = []

    def decide() -> list[Draft]:
        latest = (accounts.ledger.submissions[each.id] for each in batch)
        found[:] = [one for one in latest if _is_waiting(one)]
        drafts = [
            draft_step(one, Act.INVITE, State.INVITED, accounts.new_id(), by, deadline=deadline)
            for one in found
        ]
        return [*tell_facts(entry, accounts), *drafts] if drafts else []

    commit_settled(entry, decide, accounts=accounts)
    return found


def _is_waiting(one: Submission) -> bool:
    return may(one.procedure, one.state, Act.INVITE) is not None


def _is_over(entry: EventEntry, now: datetime, unit: str = "") -> bool:
    return entry.has_ended(Procedure.INTEREST, now, unit)


def _problem(entry: EventEntry, until: str, now: datetime, *, over: bool, anyone: bool) -> str:
    if entry.off:
        return "event_off"
    if over:
        return "event_over"
    if not entry.dated:
        return "not_dated"
    if is_over(until, now):
        return "deadline_past"
    return "" if anyone else "nobody"
