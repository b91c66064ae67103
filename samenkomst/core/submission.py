"""A submission and its letters, as the ledger holds them.

Named tuples, not dataclasses: a replay makes one for every record, and a frozen dataclass of this
many members takes five times as long (measured).
"""

from collections.abc import Mapping
from typing import NamedTuple

from samenkomst.core.procedures import State

MOST_ASKED = 3
"""How many requests for a link are remembered of one submission."""


class Submission(NamedTuple):
    """Someone who sent a form for an event, and where they stand; nothing more."""

    id: str
    reference: str
    """Nothing when it was erased."""
    event: str
    forms: tuple[str, ...]
    """Each form that was sent, in order; the same person can show interest and apply later."""
    procedure: str
    """What the latest form started."""
    person: str
    """The canonical person key."""
    organisation: str
    """The key by which organisations are counted, or nothing."""
    at: str
    """When it came in, UTC, as the journal writes it."""
    seqs: tuple[int, ...]
    """The records with its answers: the first one, then each time other answers were sent."""
    digest: str
    """Of the latest answers."""
    latest: str
    """The id of the latest record with answers."""
    unit: str = ""
    """What it is for: the event itself, or the group or session with this id."""
    people: int = 1
    """For how many it counts: the sender, and colleagues."""
    state: State = State.APPLIED
    since: int = 0
    """The record that brought it into this state: the order of the waitlist."""
    deadline: str = ""
    """Until when an invitation or an offer stands, or a place is held; an instant, or nothing."""
    verified: bool = False
    """Whether someone showed that they read what comes to the address."""
    reachable: bool = True
    """Whether there is an address; not after erasure, nor for some who phoned."""
    choices: Mapping[str, tuple[str, ...]] = {}
    """The sessions chosen, by group."""
    second: int = 0
    """The record with the latest answers to the second form, or 0."""
    second_digest: str = ""
    notes: tuple[int, ...] = ()
    """The records with an organiser's notes."""
    told: int = 0
    """The version of the event's facts that this person was told, from 0."""
    asked: tuple[str, ...] = ()
    """When the link was asked for lately, newest last."""
    sealed: bool = False
    """Whether nobody here can read the latest answers."""
    left: int = 0
    """How often they stopped taking part, whoever decided so."""


class Letter(NamedTuple):
    """A letter that a record calls for, nothing more."""

    id: str
    kind: str
    submission: str
    form: str
    seq: int
    """The record that calls for it."""
    attempts: int = 0
    """How often the mail server put it off."""
    due: str = ""
    """Not to be tried before this instant; nothing: at once."""


class LetterStatus(NamedTuple):
    """What became of one letter, nothing more."""

    id: str
    kind: str
    status: str
    """"owed", "sent", "failed", or "dropped": overtaken before it went out."""
    detail: str = ""
    """When it was sent, why it failed, or when it is tried again."""
