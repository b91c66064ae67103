"""What time will call for in one event: deadlines in order, to look at none but those due."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from samenkomst.core.procedures import State
from samenkomst.core.submission import Submission

Entry = tuple[str, str]
"""An instant and the id of a submission."""


@dataclass(slots=True)
class Agenda:
    """The deadlines of one event, and who is still to be reminded of one; nothing more."""

    deadlines: list[Entry] = field(default_factory=list)
    unreminded: list[Entry] = field(default_factory=list)


def note(agenda: Agenda, one: Submission) -> None:
    """Write down a submission's deadline, if it has one."""
    if not one.deadline:
        return
    insort(agenda.deadlines, (one.deadline, one.id))
    if one.state is State.INVITED:
        insort(agenda.unreminded, (one.deadline, one.id))


def forget(agenda: Agenda, one: Submission) -> None:
    """Strike out a submission's deadline, if it has one."""
    if not one.deadline:
        return
    _remove(agenda.deadlines, (one.deadline, one.id))
    tick_off(agenda, one)


def tick_off(agenda: Agenda, one: Submission) -> None:
    """Take down that someone was reminded."""
    _remove(agenda.unreminded, (one.deadline, one.id))


def before(entries: list[Entry], instant: str) -> Iterator[str]:
    """Yield the submissions whose instant is earlier than this one."""
    return (submission for _, submission in entries[: bisect_left(entries, (instant, ""))])


def _remove(entries: list[Entry], entry: Entry) -> None:
    place = bisect_left(entries, entry)
    if place < len(entries) and entries[place] == entry:
        del entries[place]
