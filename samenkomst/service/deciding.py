"""One decision about one submission, in one critical section with its record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samenkomst.core.contract import EventEntry
from samenkomst.core.ledger import Ledger
from samenkomst.core.places import may_place, room
from samenkomst.core.procedures import BEFORE_THE_END, Act, State, Step, is_repeat, may
from samenkomst.core.record import Draft
from samenkomst.core.submission import Submission
from samenkomst.service.accounts import Accounts, commit_settled, tell_facts
from samenkomst.service.drafts import draft_step, draft_verified


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act came to, nothing more."""

    state: State | None
    """Where the submission stands now; None: there is no such submission."""
    changed: bool
    """False: it was so already, or it could not be."""
    problem: str = ""
    """"", "unknown", "not_allowed", "full", "organisation_limit", "behind_others", "slot_full",
    "too_many", "too_few", "event_off" or "event_over"."""
    detail: str = ""
    """The session that is full."""


Decide = Callable[[Submission], Sequence[Draft] | Outcome]
"""Returns what is to be written for a submission, or why nothing is."""


def decide_one(
    entry: EventEntry,
    submission_id: str,
    decide: Decide,
    *,
    accounts: Accounts,
    spare: bool = False,
) -> Outcome:
    """Return what the decision about this submission came to, on disk when it changed anything."""
    outcome = Outcome(None, False, "unknown")

    def attempt() -> Sequence[Draft]:
        nonlocal outcome
        one = accounts.ledger.submissions.get(submission_id)
        if one is None or one.event != entry.slug:
            outcome = Outcome(None, False, "unknown")
            return []
        found = decide(one)
        if isinstance(found, Outcome):
            outcome = found
            return []
        outcome = Outcome(State(found[-1].fields.get("state") or one.state), True)
        return found

    commit_settled(entry, attempt, accounts=accounts, spare=spare)
    return outcome


def take_step(
    entry: EventEntry,
    submission_id: str,
    act: Act,
    *,
    accounts: Accounts,
    by: str,
    text: str = "",
) -> Outcome:
    """Take one step: confirm, decline, withdraw, verify, or what an organiser decides.

    A step that the procedure does not allow, or that was taken before, writes nothing. `by` is
    "participant", or an organiser's name; `text` the organiser's own words for the letter.
    """

    def decide(one: Submission) -> Sequence[Draft] | Outcome:
        step = may(one.procedure, one.state, act)
        if step is None:
            repeat = is_repeat(one.procedure, one.state, act)
            return Outcome(one.state, False, "" if repeat else "not_allowed")
        if act in BEFORE_THE_END and entry.has_ended(one.procedure, accounts.now, one.unit):
            return Outcome(one.state, False, "event_over")
        if act is Act.VERIFY:
            verified = [draft_verified(one, accounts.new_id())]
            return Outcome(one.state, False) if one.verified else verified
        problem, state = _target(entry, one, step, accounts.ledger)
        if problem:
            return Outcome(one.state, False, problem)
        told = tell_facts(entry, accounts) if act is Act.CONFIRM else []
        return [*told, draft_step(one, act, state, accounts.new_id(), by, text=text)]

    return decide_one(
        entry,
        submission_id,
        decide,
        accounts=accounts,
        spare=True,
    )


def _target(entry: EventEntry, one: Submission, step: Step, ledger: Ledger) -> tuple[str, State]:
    """Return why the step cannot be taken, or nothing; and the state that it leads to."""
    if step.act is Act.CONFIRM and entry.off:
        return "event_off", one.state
    if step.act is Act.ACCEPT:
        # The organiser's choice goes before the order of the waitlist, not before the limits.
        obstacle = room(ledger, entry, one.unit).obstacle(one.organisation, one.people)
        return obstacle, State.PLACED
    if State.WAITLISTED in step.targets and State.PLACED in step.targets:
        waits = may_place(ledger, entry, one.unit, one.organisation, one.people)
        return "", State.WAITLISTED if waits else State.PLACED
    return "", next(iter(step.targets))
