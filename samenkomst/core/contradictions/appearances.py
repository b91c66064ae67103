"""People who would have to be in two places at the same time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from samenkomst.core.contradictions.entry import Booking, Shelves, all_sessions, known
from samenkomst.core.contradictions.programme import Programme, Timed
from samenkomst.core.dates import AMSTERDAM
from samenkomst.core.model.appearance import Appearance
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.session import Session


def check_double_booked(shelves: Shelves) -> Iterator[Fault]:
    """Yield a warning for each person of the register who is at two places at the same time."""
    for bookings in _by_person(shelves).values():
        bookings.sort(key=lambda each: (each.start, each.path))
        going_on: list[Booking] = []
        for later in bookings:
            going_on = [each for each in going_on if (each.end or each.start) >= later.start]
            earlier = next((each for each in going_on if _clash(each, later)), None)
            if earlier is not None:
                values = {"value": later.person, "other": earlier.title}
                yield Fault(later.path, "double_booked", values, first=earlier.path)
            going_on.append(later)


def _clash(earlier: Booking, later: Booking) -> bool:
    """Return whether nobody can be at both. An end that is not known is never guessed."""
    shorter, longer = sorted((earlier.container, later.container), key=len)
    apart = longer[: len(shorter)] != shorter
    return apart and (_covers(earlier, later.start) or _covers(later, earlier.start))


def _covers(booking: Booking, moment: datetime) -> bool:
    if booking.end is None:
        return booking.start == moment
    return booking.start <= moment < booking.end


def _by_person(shelves: Shelves) -> dict[str, list[Booking]]:
    found: dict[str, list[Booking]] = defaultdict(list)
    for entry in shelves.entries:
        for booking in entry.bookings:
            if booking.person in shelves.person_ids:
                found[booking.person].append(booking)
    return found


def bookings_of(event: Event, path: Path, programmes: Sequence[Programme]) -> Iterator[Booking]:
    """Yield who is where and when, as far as that is certain; `programmes` are the event's."""
    going_ahead = known(event, "going_ahead")
    if going_ahead is None or going_ahead.is_off:
        return
    items = {each.path: each.items for each in programmes}
    for inside, session in all_sessions(event):
        day, start = known(session, "date"), known(session, "start")
        off = known(session, "cancelled") or known(session, "provisional")
        if day is not None and start is not None and not off:
            yield from _of_session(session, (*path, *inside), day, items.get(inside, ()))


def _of_session(
    session: Session, path: Path, day: date, items: Sequence[Timed]
) -> Iterator[Booking]:
    if not (known(session, "people") or items):
        return
    zone = ZoneInfo(name) if (name := known(session, "zone")) else AMSTERDAM
    end = known(session, "end")
    last = known(session, "end_date") or day + timedelta(days=bool(known(session, "next_day")))
    whole = (
        _moment(day, session.start.minutes if session.start else 0, zone),
        None if end is None else _moment(last, end.minutes, zone),
    )
    yield from _bookings(known(session, "people"), path, known(session, "title") or "", whole)
    if known(session, "end_date"):
        return  # on which of the days an item falls is not known
    for each in items:
        if not (known(each.item, "people") or known(each.item, "options")):
            continue
        at = (*path, "programme", each.number)
        title = known(each.item, "title") or ""
        ends = None if each.end is None else _moment(day, each.end, zone)
        span = (_moment(day, each.start, zone), ends)
        yield from _bookings(known(each.item, "people"), at, title, span)
        for number, option in enumerate(known(each.item, "options") or ()):
            inside = (*at, "options", number)
            name = known(option, "title") or title
            yield from _bookings(known(option, "people"), inside, name, span)


def _bookings(
    people: Sequence[Appearance] | None,
    path: Path,
    title: str,
    span: tuple[datetime, datetime | None],
) -> Iterator[Booking]:
    for index, someone in enumerate(people or ()):
        if person := known(someone, "person"):
            yield Booking(person, (*path, "people", index), path, title, *span)


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
