"""An auditor of the journal: reads every record as it comes, and knows what may never happen.

It shares nothing with the ledger but the table of steps: everyone is counted again each time, the
slow and plain way. The invariants:

1. Nobody gets a place when then more people would hold one than there are places.
2. Nobody gets a place when then an organisation would hold more than its limit.
3. Nobody gets a place by a form or a button while someone waits who fits; and an offer goes to
   nobody while someone fits who waited longer (of reserves: as long as places were given back).
4. Every step is one of the table's; who stays put writes nothing.
5. A person is one submission per event, with one reference of their own.
6. No session takes more people than it can.
7. Offers of shown interest come after the invitation's deadline only.
"""

from dataclasses import dataclass, field
from typing import Any

from samenkomst.core.contract import EventEntry
from samenkomst.core.procedures import Act, may
from samenkomst.core.record import Record

HOLD = ("placed", "offered")


@dataclass
class Person:
    """Someone as the records tell it."""

    event: str
    procedure: str
    person: str
    reference: str
    organisation: str
    people: int
    state: str
    since: int
    sessions: dict[str, list[str]] = field(default_factory=dict)


class Broken(AssertionError):
    """An invariant does not hold."""


def demand(holds: bool, what: str, record: Record) -> None:
    if not holds:
        raise Broken(f"{what}: {record}")


class Auditor:
    """Reads records one by one; raises Broken at the first that should not be there."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.invited_until: dict[str, str] = {}
        self.ids: set[str] = set()

    def read(self, record: Record, events: dict[str, EventEntry]) -> None:
        """Take in one record, written while the events were as given."""
        if not record.type.startswith("letter_"):
            demand(record.id not in self.ids, "id twice", record)
            self.ids.add(record.id)
        match record.type:
            case "submission_received":
                self._received(record, events)
            case "submission_amended":
                self._amended(record, events)
            case "step_taken":
                self._step(record, events)
            case "sessions_chosen":
                self._chosen(record, events)

    def _received(self, record: Record, events: dict[str, EventEntry]) -> None:
        fields = record.fields
        key = (fields["event"], fields["person"])
        demand(
            key not in {(one.event, one.person) for one in self.people.values()}, "twice", record
        )
        references = {one.reference for one in self.people.values()}
        demand(fields["reference"] not in references, "reference twice", record)
        one = Person(
            fields["event"], fields["procedure"], fields["person"], fields["reference"],
            fields["organisation"], 0, "", record.seq,
        )  # fmt: skip
        self.people[record.id] = one
        self._enter(one, record, events[one.event], Act.SUBMIT, None)

    def _amended(self, record: Record, events: dict[str, EventEntry]) -> None:
        fields, one = record.fields, self.people[record.fields["submission"]]
        entry, more = events[one.event], fields["people"] - one.people
        kept = "state" in fields or fields["procedure"] == one.procedure
        demand(kept, "another procedure without a step", record)
        if "state" in fields:
            one.procedure, one.organisation = fields["procedure"], fields["organisation"]
            self._enter(one, record, entry, Act.SUBMIT, one.state)
        elif more > 0 and one.state in HOLD:
            demand(not self._fits_waiting(entry), "passed the waitlist", record)
            one.people = fields["people"]
            self._limits(one, entry, record)
        one.people = fields["people"]

    def _enter(
        self, one: Person, record: Record, entry: EventEntry, act: Act, before: str | None
    ) -> None:
        step = may(one.procedure, before, act)
        state = record.fields["state"]
        demand(step is not None and state in step.targets, "not in the table", record)
        if state == "placed":
            demand(not self._fits_waiting(entry), "passed the waitlist", record)
        one.people, one.state, one.since = record.fields["people"], state, record.seq
        if state == "placed":
            self._limits(one, entry, record)

    def _step(self, record: Record, events: dict[str, EventEntry]) -> None:
        fields, one = record.fields, self.people[record.fields["submission"]]
        entry, act, state = events[one.event], Act(fields["act"]), fields["state"]
        step = may(one.procedure, one.state, act)
        demand(step is not None and state in step.targets, "not in the table", record)
        if act is Act.REMIND:
            return
        gains = state in HOLD and one.state not in HOLD
        if act is Act.CONFIRM and gains:
            demand(not self._fits_waiting(entry), "passed the waitlist", record)
        if act is Act.OFFER:
            self._offered(one, entry, record)
        if act is Act.INVITE:
            until = self.invited_until.get(one.event, "")
            self.invited_until[one.event] = max(until, fields["deadline"])
        one.state, one.since = state, record.seq
        if gains:
            self._limits(one, entry, record)
        if state in ("declined", "lapsed", "withdrawn"):
            one.sessions = {}

    def _offered(self, one: Person, entry: EventEntry, record: Record) -> None:
        before = [other for other in self._waiting(entry) if other.since < one.since]
        if one.procedure != "application":
            demand(not any(self._fits(other, entry) for other in before), "out of order", record)
        if one.procedure == "interest":
            demand(self.invited_until.get(one.event, "") < record.at[:19] + "Z", "early", record)

    def _limits(self, one: Person, entry: EventEntry, record: Record) -> None:
        """Demand that with this place the limits still hold; the capacity may have been lowered
        before, but then nobody should have got one."""
        places = entry.units[0].places
        held = self._held(entry)
        if places.capacity is not None:
            demand(held <= places.capacity, "oversold", record)
        if places.per_organisation is not None and one.organisation:
            own = self._held(entry, one.organisation)
            demand(own <= places.per_organisation, "organisation oversold", record)

    def _held(self, entry: EventEntry, organisation: str | None = None) -> int:
        return sum(
            one.people
            for one in self.people.values()
            if one.event == entry.slug
            and one.state in HOLD
            and organisation in (None, one.organisation)
        )

    def _waiting(self, entry: EventEntry) -> list[Person]:
        found = [one for one in self.people.values() if one.event == entry.slug]
        return [one for one in found if one.state == "waitlisted"]

    def _fits(self, one: Person, entry: EventEntry) -> bool:
        places = entry.units[0].places
        if places.capacity is not None and self._held(entry) + one.people > places.capacity:
            return False
        if places.per_organisation is None or not one.organisation:
            return True
        own = self._held(entry, one.organisation)
        return own + one.people <= places.per_organisation

    def _fits_waiting(self, entry: EventEntry) -> bool:
        return any(self._fits(one, entry) for one in self._waiting(entry))

    def _chosen(self, record: Record, events: dict[str, EventEntry]) -> None:
        fields, one = record.fields, self.people[record.fields["submission"]]
        one.sessions[fields["group"]] = fields["sessions"]
        capacities: dict[str, Any] = {
            session.id: session.capacity
            for choice in events[one.event].choices
            for session in choice.sessions
        }
        for session in fields["sessions"]:
            taken = sum(
                other.people
                for other in self.people.values()
                if other.event == one.event
                and any(session in chosen for chosen in other.sessions.values())
            )
            demand(taken <= capacities[session], "session oversold", record)
