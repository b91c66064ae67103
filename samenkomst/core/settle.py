"""What time and free places call for in one event: who lapses, who is offered a place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from samenkomst.core.agenda import before
from samenkomst.core.contract import EventEntry
from samenkomst.core.instants import end_of_day_after, write_instant
from samenkomst.core.ledger import Ledger
from samenkomst.core.places import next_in_line, unit_of
from samenkomst.core.procedures import Act, Procedure, State
from samenkomst.core.submission import Submission


@dataclass(frozen=True, slots=True)
class Due:
    """A step that is due, nothing more."""

    submission: str
    act: Act
    state: State
    """The state that it leads to."""
    deadline: str = ""


def settle(ledger: Ledger, entry: EventEntry, now: datetime) -> list[Due]:
    """Return what has to be recorded before anything else is decided for this event.

    First those whose time is over; when they are recorded, offers to the waitlist. Call again
    until nothing is due. Of an event that is off nothing is due, nor for whom it has ended.
    """
    if entry.off:
        return []
    kinds = (lapses(ledger, entry, now), _offers(ledger, entry, now))
    return next(filter(None, (_of_use(kind, ledger, entry, now) for kind in kinds)), [])


def _of_use(due: Iterable[Due], ledger: Ledger, entry: EventEntry, now: datetime) -> list[Due]:
    """Return what is due for those who can still come."""
    found = ((each, ledger.submissions[each.submission]) for each in due)
    return [each for each, one in found if not entry.has_ended(one.procedure, now, one.unit)]


def lapses(ledger: Ledger, entry: EventEntry, now: datetime) -> list[Due]:
    """Return those whose invitation, offer or unverified place is over."""
    deadlines = ledger.agenda(entry.slug).deadlines
    due = before(deadlines, write_instant(now)) if deadlines else ()
    return [Due(each, Act.LAPSE, State.LAPSED) for each in due]


def reminders(ledger: Ledger, entry: EventEntry, now: datetime) -> list[Due]:
    """Return those who are to be reminded of an invitation now; each of them once."""
    found: list[Due] = []
    if entry.off:
        return found
    for one in _unreminded(ledger, entry, now):
        if entry.has_ended(Procedure.INTEREST, now, one.unit):
            continue
        days = unit_of(entry, one.unit).places.reminder_days
        if one.deadline < write_instant(now + timedelta(days=days)):
            found.append(Due(one.id, Act.REMIND, State.INVITED, one.deadline))
    return found


def _unreminded(ledger: Ledger, entry: EventEntry, now: datetime) -> Iterator[Submission]:
    soonest = max((unit.places.reminder_days for unit in entry.units), default=0)
    horizon = write_instant(now + timedelta(days=soonest))
    for identifier in before(ledger.agenda(entry.slug).unreminded, horizon):
        one = ledger.submissions[identifier]
        if one.deadline >= write_instant(now):
            yield one


def _offers(ledger: Ledger, entry: EventEntry, now: datetime) -> Iterator[Due]:
    for unit in _units_with_a_waitlist(ledger, entry):
        deadline = end_of_day_after(now, unit_of(entry, unit).places.offer_days)
        for one in next_in_line(ledger, entry, unit, write_instant(now)):
            yield Due(one.id, Act.OFFER, State.OFFERED, deadline)


def _units_with_a_waitlist(ledger: Ledger, entry: EventEntry) -> list[str]:
    units = [unit.id for unit in entry.units] or [""]
    return [unit for unit in units if ledger.tally(entry.slug, unit).waiting]
