"""Running counts of one unit of an event, so that nobody has to be counted to decide on a place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from operator import itemgetter

from samenkomst.core.procedures import HOLDING, State
from samenkomst.core.submission import Submission

Kind = tuple[str, int]
"""Organisation and number of people: all of one kind fit, or none of them does."""


@dataclass(slots=True)
class Tally:
    """How many people stand where, and who waits; nothing more."""

    people: dict[str, int] = field(default_factory=dict)
    """By state."""
    by_organisation: dict[str, int] = field(default_factory=dict)
    """Those who hold places, by organisation."""
    waiting: dict[Kind, dict[str, int]] = field(default_factory=dict)
    """The waitlist by kind: ids of submissions in order, each with the record that put it there."""
    given_back: int = 0
    """Places that were given and came free while someone waited, and that nobody took since."""
    invited_until: str = ""
    """The latest deadline of an invitation, or nothing."""

    @property
    def taken(self) -> int:
        """How many places are held."""
        return self.people.get(State.PLACED, 0) + self.people.get(State.OFFERED, 0)


def enter(tally: Tally, one: Submission) -> None:
    """Count a submission where it stands now."""
    tally.people[one.state] = tally.people.get(one.state, 0) + one.people
    if one.state in HOLDING:
        tally.given_back = max(0, tally.given_back - one.people)
        _count(tally, one.organisation, one.people)
    elif one.state is State.WAITLISTED:
        _queue(tally, one)
    elif one.state is State.INVITED:
        tally.invited_until = max(tally.invited_until, one.deadline)


def leave(tally: Tally, one: Submission) -> None:
    """Take a submission out of the counts where it stood."""
    tally.people[one.state] -= one.people
    if one.state in HOLDING:
        _count(tally, one.organisation, -one.people)
        if tally.waiting:
            tally.given_back += one.people
    elif one.state is State.WAITLISTED:
        _unqueue(tally, one)


def in_order(tally: Tally, kinds: list[Kind]) -> Iterator[tuple[str, int]]:
    """Yield those of these kinds who wait, first come first; id and record."""
    return merge(*(tally.waiting[kind].items() for kind in kinds), key=itemgetter(1))


def _count(tally: Tally, organisation: str, people: int) -> None:
    if organisation:
        found = tally.by_organisation.get(organisation, 0) + people
        if found:
            tally.by_organisation[organisation] = found
        else:
            del tally.by_organisation[organisation]


def _queue(tally: Tally, one: Submission) -> None:
    queue = tally.waiting.setdefault((one.organisation, one.people), {})
    last = next(reversed(queue.values()), 0)
    queue[one.id] = one.since
    if one.since < last:  # who changes the number of people keeps the place in the order
        ordered = sorted(queue.items(), key=itemgetter(1))
        queue.clear()
        queue.update(ordered)


def _unqueue(tally: Tally, one: Submission) -> None:
    kind = one.organisation, one.people
    del tally.waiting[kind][one.id]
    if not tally.waiting[kind]:
        del tally.waiting[kind]
    if not tally.waiting:
        tally.given_back = 0
