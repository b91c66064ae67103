"""What may follow what, from interest to participation: one table, and the questions to ask of it.

Page, letters, commands and tests read this table; nothing else knows the procedures' order.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Procedure(StrEnum):
    """What sending a form starts."""

    INTEREST = "interest"
    APPLICATION = "application"
    REGISTRATION = "registration"


class State(StrEnum):
    """Where someone stands."""

    INTERESTED = "interested"
    APPLIED = "applied"
    INVITED = "invited"
    PLACED = "placed"
    OFFERED = "offered"
    """A place is kept for someone from the waitlist, who has not answered yet."""
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    REJECTED = "rejected"
    LAPSED = "lapsed"
    """Did not answer in time."""
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What someone, or time, can do to a submission."""

    SUBMIT = "submit"
    INVITE = "invite"
    REMIND = "remind"
    CONFIRM = "confirm"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    OFFER = "offer"
    LAPSE = "lapse"
    ACCEPT = "accept"
    REJECT = "reject"
    RESERVE = "reserve"
    VERIFY = "verify"
    ANSWER = "answer"
    """Fill in the second form."""
    CHOOSE = "choose"
    CHANGE = "change"
    """Send other answers."""
    NOTE = "note"
    SEND_LINK = "send_link"


class Actor(StrEnum):
    """Whose act it is; an organiser may also do a participant's acts, for someone who phones."""

    PARTICIPANT = "participant"
    ORGANISER = "organiser"
    SYSTEM = "system"


HOLDING = frozenset({State.PLACED, State.OFFERED})
"""The states that take places; no other does."""
LIVE = frozenset({State.INTERESTED, State.APPLIED, State.INVITED, State.WAITLISTED}) | HOLDING
"""The states of those who still take part in the procedure."""
LEFT = frozenset({State.DECLINED, State.LAPSED, State.WITHDRAWN})
"""The states of those who left it, and may come back."""


BEFORE_THE_END = frozenset({Act.INVITE, Act.REMIND, Act.CONFIRM, Act.VERIFY, Act.OFFER, Act.LAPSE})
"""What asks someone to come, or answers that: once the event is over it is of no use.

What an organiser decides and notes afterwards is administration, and stays possible.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What one act leads to from one state of one procedure, nothing more."""

    procedure: Procedure
    source: State | None
    """None: before the first form."""
    act: Act
    targets: Mapping[State, str]
    """The states it can lead to, each with the kind of letter that is owed then, or nothing.

    Of two, `placed` is for whom there is a place, `waitlisted` for whom there is none.
    """
    actor: Actor


_ALL = tuple(Procedure)
_INTEREST, _APPLICATION = (Procedure.INTEREST,), (Procedure.APPLICATION,)
_REGISTRATION = (Procedure.REGISTRATION,)
_BY_PARTICIPANT, _BY_ORGANISER, _BY_TIME = Actor.PARTICIPANT, Actor.ORGANISER, Actor.SYSTEM
_PLACE = {State.PLACED: "confirmed", State.WAITLISTED: "waitlisted"}
_STATES = {
    Procedure.INTEREST: (State.INTERESTED, State.INVITED, State.DECLINED),
    Procedure.APPLICATION: (State.APPLIED, State.DECLINED, State.REJECTED),
    Procedure.REGISTRATION: (State.DECLINED,),
}
_SHARED = (State.PLACED, State.OFFERED, State.WAITLISTED, State.LAPSED, State.WITHDRAWN)


def states(procedure: Procedure) -> tuple[State, ...]:
    """Return the states that someone can be in, in the order of `State`."""
    found = {*_STATES[procedure], *_SHARED}
    return tuple(state for state in State if state in found)


def _rows(
    procedures: Iterable[Procedure],
    sources: Iterable[State | None],
    act: Act,
    targets: Mapping[State, str],
    actor: Actor,
) -> Iterator[Step]:
    for procedure in procedures:
        for source in sources:
            yield Step(procedure, source, act, targets, actor)


def _staying(sources: Iterable[State], act: Act, actor: Actor) -> Iterator[Step]:
    """Yield the steps of an act that leaves everyone where they are."""
    for procedure in _ALL:
        for state in states(procedure):
            if state in sources:
                yield Step(procedure, state, act, {state: ""}, actor)


def _live(procedure: Procedure) -> tuple[State, ...]:
    return tuple(state for state in states(procedure) if state in LIVE)


STEPS: tuple[Step, ...] = (
    # In: for the first time, again after leaving, or from showing interest to what followed it.
    *_rows(
        _INTEREST,
        (None, *sorted(LEFT)),
        Act.SUBMIT,
        {State.INTERESTED: "received"},
        _BY_PARTICIPANT,
    ),
    *_rows(
        _APPLICATION,
        (None, State.INTERESTED, State.INVITED, *sorted(LEFT)),
        Act.SUBMIT,
        {State.APPLIED: "received"},
        _BY_PARTICIPANT,
    ),
    *_rows(
        _REGISTRATION,
        (None, State.INTERESTED, State.INVITED, State.APPLIED, *sorted(LEFT)),
        Act.SUBMIT,
        _PLACE,
        _BY_PARTICIPANT,
    ),
    # Interest becomes participation.
    *_rows(
        _INTEREST, (State.INTERESTED,), Act.INVITE, {State.INVITED: "invitation"}, _BY_ORGANISER
    ),
    *_rows(_INTEREST, (State.INVITED,), Act.REMIND, {State.INVITED: "reminder"}, _BY_TIME),
    *_rows(
        _INTEREST,
        (State.INVITED, State.DECLINED, State.LAPSED),
        Act.CONFIRM,
        _PLACE,
        _BY_PARTICIPANT,
    ),
    # An organiser decides, and may reconsider.
    *_rows(
        _APPLICATION,
        (State.APPLIED, State.WAITLISTED, State.REJECTED),
        Act.ACCEPT,
        {State.PLACED: "accepted"},
        _BY_ORGANISER,
    ),
    *_rows(
        _APPLICATION,
        (State.APPLIED, State.WAITLISTED),
        Act.REJECT,
        {State.REJECTED: "rejected"},
        _BY_ORGANISER,
    ),
    *_rows(
        _APPLICATION,
        (State.APPLIED, State.REJECTED),
        Act.RESERVE,
        {State.WAITLISTED: "reserve"},
        _BY_ORGANISER,
    ),
    # The waitlist, alike for all.
    *_rows(_ALL, (State.WAITLISTED,), Act.OFFER, {State.OFFERED: "offered"}, _BY_TIME),
    *_rows(_ALL, (State.OFFERED,), Act.CONFIRM, {State.PLACED: "confirmed"}, _BY_PARTICIPANT),
    *_rows(
        (Procedure.APPLICATION, Procedure.REGISTRATION),
        (State.LAPSED,),
        Act.CONFIRM,
        _PLACE,
        _BY_PARTICIPANT,
    ),
    *_rows(_ALL, (State.OFFERED,), Act.DECLINE, {State.DECLINED: "declined"}, _BY_PARTICIPANT),
    *_rows(_INTEREST, (State.INVITED,), Act.DECLINE, {State.DECLINED: "declined"}, _BY_PARTICIPANT),
    # Time passes: an invitation, an offer, a place whose address nobody verified.
    *_rows(_ALL, (State.OFFERED,), Act.LAPSE, {State.LAPSED: "lapsed"}, _BY_TIME),
    *_rows(_INTEREST, (State.INVITED,), Act.LAPSE, {State.LAPSED: "lapsed"}, _BY_TIME),
    *_rows(_REGISTRATION, (State.PLACED,), Act.LAPSE, {State.LAPSED: "lapsed"}, _BY_TIME),
    # Out.
    *(
        Step(procedure, state, Act.WITHDRAW, {State.WITHDRAWN: "withdrawn"}, _BY_PARTICIPANT)
        for procedure in _ALL
        for state in _live(procedure)
    ),
    # What leaves everyone where they are.
    *_staying(LIVE, Act.VERIFY, _BY_PARTICIPANT),
    *_staying(LIVE, Act.CHANGE, _BY_PARTICIPANT),
    *_staying(LIVE, Act.ANSWER, _BY_PARTICIPANT),
    *_staying({State.APPLIED, State.PLACED}, Act.CHOOSE, _BY_PARTICIPANT),
    *_staying(State, Act.NOTE, _BY_ORGANISER),
    *_staying(State, Act.SEND_LINK, _BY_PARTICIPANT),
)

_BY_PLACE: Mapping[tuple[str, str | None, str], Step] = {
    (step.procedure, step.source, step.act): step for step in STEPS
}


def may(procedure: str, state: str | None, act: str) -> Step | None:
    """Return the step that `act` is from `state`, or None when the procedure does not allow it."""
    return _BY_PLACE.get((procedure, state, act))


def is_repeat(procedure: str, state: str, act: Act) -> bool:
    """Return whether `act` was done before: it leads from elsewhere to where one stands."""
    return may(procedure, state, act) is None and any(
        step.act is act and state in step.targets for step in STEPS if step.procedure == procedure
    )


def steps_of(procedure: str, state: str, actor: Actor) -> list[Step]:
    """Return what that actor can do from there, in the order of the table."""
    return [
        step
        for step in STEPS
        if (step.procedure, step.source, step.actor) == (procedure, state, actor)
    ]
