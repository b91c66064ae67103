"""Who gets a place: capacity, the limit per organisation, and the waitlist in order.

Everything here looks at running counts, never at all submissions; numbers count people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from samenkomst.core.contract import EventEntry, Places, Unit
from samenkomst.core.instants import write_instant
from samenkomst.core.ledger import Ledger
from samenkomst.core.procedures import Procedure, State
from samenkomst.core.submission import Submission
from samenkomst.core.tally import Tally, in_order

FULL = "full"
ORGANISATION_LIMIT = "organisation_limit"
BEHIND_OTHERS = "behind_others"
"""There is a place, but others who fit wait for it."""


@dataclass(slots=True)
class Room:
    """What is left of a unit's places while it is being decided who gets them; nothing more."""

    places: Places
    taken: int
    by_organisation: dict[str, int]

    @property
    def free(self) -> int | None:
        """How many places are left; None: there is no limit. Less capacity removes nobody."""
        capacity = self.places.capacity
        return None if capacity is None else max(0, capacity - self.taken)

    def obstacle(self, organisation: str, people: int) -> str:
        """Return why these people cannot have places, or nothing when they can."""
        if self.free is not None and people > self.free:
            return FULL
        most = self.places.per_organisation
        if most is None or not organisation:
            return ""
        held = self.by_organisation.get(organisation, 0)
        return ORGANISATION_LIMIT if held + people > most else ""

    def take(self, organisation: str, people: int) -> None:
        """Give these people their places."""
        self.taken += people
        if organisation:
            self.by_organisation[organisation] = self.by_organisation.get(organisation, 0) + people

    def without(self, one: Submission) -> "Room":
        """Return the room as it is when this submission gives up the places that it holds."""
        held = dict(self.by_organisation)
        if one.organisation in held:
            held[one.organisation] -= one.people
        return Room(self.places, self.taken - one.people, held)


def unit_of(entry: EventEntry, identifier: str) -> Unit:
    """Return the unit with this id; one that the editor took away has no places to give."""
    found = entry.unit(identifier)
    if found is not None:
        return found
    return Unit(identifier, entry.title, entry.form, Places(capacity=None if not identifier else 0))


def room(ledger: Ledger, entry: EventEntry, unit: str) -> Room:
    """Return what is left of the places of that unit now."""
    found = ledger.tally(entry.slug, unit)
    return Room(unit_of(entry, unit).places, found.taken, dict(found.by_organisation))


def taken(ledger: Ledger, event: str, unit: str = "") -> int:
    """Return how many places are held there, offers included."""
    return ledger.tally(event, unit).taken


def free(ledger: Ledger, entry: EventEntry, unit: str = "") -> int | None:
    """Return how many places are left there; None: there is no limit."""
    return room(ledger, entry, unit).free


def may_place(ledger: Ledger, entry: EventEntry, unit: str, organisation: str, people: int) -> str:
    """Return why these people must wait, or nothing when there is a place for them now.

    Nobody passes the waitlist: a place for which someone waits who fits is not free for others.
    """
    left = room(ledger, entry, unit)
    if obstacle := left.obstacle(organisation, people):
        return obstacle
    waits = any(not left.obstacle(*kind) for kind in ledger.tally(entry.slug, unit).waiting)
    return BEHIND_OTHERS if waits else ""


def next_in_line(ledger: Ledger, entry: EventEntry, unit: str, now: str) -> Iterator[Submission]:
    """Yield who is offered a place now: first come first served, of those who fit.

    Of shown interest only after the invitation's deadline: before it those who were invited go
    first. Of applications no more than were given back: the other free places are the
    organiser's to give. Where procedures stand in one line, because an editor changed the form,
    nobody passes someone who still waits for that.
    """
    tally = ledger.tally(entry.slug, unit)
    left = room(ledger, entry, unit)
    if not tally.waiting or left.free == 0:
        return
    given_back, passed_by = tally.given_back, False
    fitting = [kind for kind in tally.waiting if not left.obstacle(*kind)]
    for identifier, _ in in_order(tally, fitting):
        one = ledger.submissions[identifier]
        if left.obstacle(one.organisation, one.people):
            continue
        if not _is_due(one, tally, now):
            return
        if one.procedure == Procedure.APPLICATION:
            if one.people > given_back:
                passed_by = True  # only by a smaller group of reserves
                continue
            given_back -= one.people
        elif passed_by:
            return
        left.take(one.organisation, one.people)
        yield one
        if left.free == 0:
            return


def _is_due(one: Submission, tally: Tally, now: str) -> bool:
    return one.procedure != Procedure.INTEREST or tally.invited_until < now


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why someone stands where they stand, nothing more."""

    code: str
    """A state; for who waits: "full", "organisation_limit", "behind_others", "invitation_open"
    (others may still answer), "not_given_back" (the organiser gives the places) or "next"."""
    position: int = 0
    """The place on the waitlist, from 1; 0 for who is not on it."""
    deadline: str = ""
    """The instant until which an answer is awaited, or nothing."""
    free: int | None = None
    per_organisation: int | None = None
    organisation_holds: int = 0


def explain(ledger: Ledger, entry: EventEntry, one: Submission, now: datetime) -> Explanation:
    """Return why this submission stands where it stands, with the numbers behind it."""
    left, found = room(ledger, entry, one.unit), Explanation(one.state.value, deadline=one.deadline)
    if one.state is State.WAITLISTED:
        found = _explain_waiting(one, left, ledger.tally(entry.slug, one.unit), write_instant(now))
    return replace(
        found,
        free=left.free,
        per_organisation=left.places.per_organisation,
        organisation_holds=left.by_organisation.get(one.organisation, 0),
    )


def _explain_waiting(one: Submission, left: Room, tally: Tally, now: str) -> Explanation:
    ahead = [
        kind
        for kind, queue in tally.waiting.items()
        for since in queue.values()
        if since < one.since
    ]
    position = len(ahead) + 1
    if obstacle := left.obstacle(one.organisation, one.people):
        return Explanation(obstacle, position)
    if not _is_due(one, tally, now):
        return Explanation("invitation_open", position, tally.invited_until)
    if one.procedure == Procedure.APPLICATION and one.people > tally.given_back:
        return Explanation("not_given_back", position)
    behind = any(not left.obstacle(*kind) for kind in ahead)
    return Explanation(BEHIND_OTHERS if behind else "next", position)


@dataclass(frozen=True, slots=True)
class PlacesView:
    """One unit's places as an organiser reads them, in people; nothing more."""

    unit: str
    title: str
    capacity: int | None
    minimum: int | None
    per_organisation: int | None
    people: dict[str, int]
    """How many stand in each state; states with nobody are left out."""
    taken: int
    free: int | None
    over: int
    """How many more hold places than there are now: the editor lowered the capacity."""
    in_: int
    """Who hold a place, or may still get one: what the minimum is held against."""
    short: int
    """How many are lacking to the minimum."""
    at_limit: tuple[str, ...]
    """Organisations that can have no more places."""


def view_places(ledger: Ledger, entry: EventEntry) -> list[PlacesView]:
    """Return the places of each unit: those of the contract, then others that came in before."""
    known = [unit.id for unit in entry.units] or [""]
    others = [unit for event, unit in ledger.tallies if event == entry.slug and unit not in known]
    return [_view(ledger, entry, unit_of(entry, unit)) for unit in [*known, *others]]


def _view(ledger: Ledger, entry: EventEntry, unit: Unit) -> PlacesView:
    places, tally = unit.places, ledger.tally(entry.slug, unit.id)
    present = tally.taken + tally.people.get(State.APPLIED, 0)
    most = places.per_organisation
    full = (
        ()
        if most is None
        else sorted(each for each, held in tally.by_organisation.items() if held >= most)
    )
    return PlacesView(
        unit=unit.id,
        title=unit.title,
        capacity=places.capacity,
        minimum=places.minimum,
        per_organisation=most,
        people={state.value: n for state in State if (n := tally.people.get(state, 0))},
        taken=tally.taken,
        free=free(ledger, entry, unit.id),
        over=max(0, tally.taken - places.capacity) if places.capacity is not None else 0,
        in_=present,
        short=max(0, (places.minimum or 0) - present),
        at_limit=tuple(full),
    )
