"""Contradictions in the programme of one session: its order, its times and its choices.

Items are compared in the order of the file: a programme may run past midnight, and is never
sorted by the clock.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from samenkomst.core.contradictions.entry import all_sessions, known
from samenkomst.core.dates import ClockTime
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.session import ProgrammeItem, Session
from samenkomst.core.model.states import ItemKind

_DAY = 24 * 60
_BEFORE = {ItemKind.DOORS}
"""Kinds that may come before the session's start."""
_AFTER = {ItemKind.SOCIAL, ItemKind.MEAL, ItemKind.END}
"""Kinds that may come after its end: drinks afterwards."""


class Timed(NamedTuple):
    """An item with its times in minutes since midnight of the first day, nothing more."""

    number: int
    item: ProgrammeItem
    start: int
    end: int | None
    before: "Timed | None"
    """The last item before it that cannot be in another room."""


class Programme(NamedTuple):
    """What happens at a session, or at an event as long as its session is not known."""

    of: Session | Event
    path: Path
    """From the event to the session."""
    items: Sequence[Timed]


def programmes_of(event: Event) -> list[Programme]:
    """Return every programme of an event, its own first."""
    places: list[tuple[Path, Session | Event]] = [((), event), *all_sessions(event)]
    return [Programme(of, path, _timed_items(of)) for path, of in places if known(of, "programme")]


def _timed_items(session: Session | Event) -> list[Timed]:
    """Return the items with a start; after an item past midnight the next day has begun.

    A session that itself ends on the next day may go past midnight once without a word.
    """
    found: list[Timed] = []
    offset, may_pass = 0, bool(known(session, "next_day"))
    for index, item in enumerate(known(session, "programme") or ()):
        start, end = known(item, "start"), known(item, "end")
        if start is None:
            continue
        before = _last_beside(found, item)
        if before and start.minutes + offset < before.start and may_pass:
            offset, may_pass = offset + _DAY, False
        begins = start.minutes + offset
        passes = bool(known(item, "next_day"))
        ends = None if end is None else end.minutes + offset + (_DAY if passes else 0)
        found.append(Timed(index, item, begins, ends, before))
        offset += _DAY if passes else 0
    return found


def check_order(programme: Programme) -> Iterator[Fault]:
    """Yield a warning for each item that goes back in time, or begins before the last has ended."""
    if known(programme.of, "end_date"):
        return  # several days in one list: the clock starts again each morning
    for each in programme.items:
        before = each.before
        if before is None:
            continue
        path = ("programme", each.number, "start")
        values = {"start": str(each.item.start), "other": _title(before)}
        if each.start < before.start:
            yield Fault(path, "item_goes_back", {**values, "first": str(before.item.start)})
        elif before.end is not None and each.start < before.end and not before.item.about:
            yield Fault(path, "items_overlap", {**values, "end": _clock(before.end)})


def check_bounds(programme: Programme) -> Iterator[Fault]:
    """Yield a warning for each item that lies before or after its session."""
    session = programme.of
    if isinstance(session, Event) or session.end_date or session.about or session.start is None:
        return
    opens = min(filter(None, (session.start, session.doors)))
    closes = _closing(session)
    for each in programme.items:
        kind, about = known(each.item, "kind"), known(each.item, "about")
        if about:
            continue
        path = ("programme", each.number)
        if each.start < opens.minutes and kind not in _BEFORE:
            values = {"time": _clock(each.start), "start": str(session.start)}
            yield Fault((*path, "start"), "item_before_session", values)
        if closes is not None and kind not in _AFTER and (late := _late(each, closes)):
            values = {"time": _clock(late[1]), "end": _clock(closes)}
            yield Fault((*path, late[0]), "item_after_session", values)


def check_choices(programme: Programme) -> Iterator[Fault]:
    """Yield a fault for each item of which one chooses more options than there are."""
    for index, item in enumerate(programme.of.programme):
        options, announced = known(item, "options") or (), known(item, "options_count")
        if announced is not None and announced < len(options):
            values = {"count": str(announced), "found": str(len(options))}
            yield Fault(("programme", index, "options_count"), "options_above_count", values)
        choose, number = known(item, "choose"), max(len(options), announced or 0)
        if choose is not None:
            least, most = known(choose, "min"), known(choose, "max")
            for key, wanted in (("min", least), ("max", most)):
                if wanted is not None and number and wanted > number:
                    values = {"wanted": str(wanted), "found": str(number)}
                    yield Fault(("programme", index, "choose", key), "choose_too_many", values)


def _closing(session: Session) -> int | None:
    """Return the minute on which the session ends, if that is known and can be true."""
    if session.start is None or session.end is None:
        return None
    closes = session.end.minutes + (_DAY if session.next_day else 0)
    return closes if closes > session.start.minutes else None


def _late(each: Timed, closes: int) -> tuple[str, int] | None:
    """Return the key and time that lie after the end, if any."""
    if each.start > closes:
        return "start", each.start
    if each.end is not None and each.end > closes:
        return "end", each.end
    return None


def _last_beside(done: list[Timed], item: ProgrammeItem) -> Timed | None:
    """Return the last item before `item` that cannot be in another room."""
    room = known(item, "room")
    for each in reversed(done):
        if room is None or known(each.item, "room") in (None, room):
            return each
    return None


def _title(each: Timed) -> str:
    return known(each.item, "title") or str(each.number + 1)


def _clock(minutes: int) -> str:
    return str(ClockTime(minutes if minutes <= _DAY else minutes - _DAY))
