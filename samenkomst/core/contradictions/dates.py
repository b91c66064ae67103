"""Contradictions between the dates of an event: deadlines, last days, the same moment twice."""

from collections.abc import Iterator
from datetime import date

from samenkomst.core.contradictions.entry import all_sessions, known
from samenkomst.core.dates import ClockTime
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Session
from samenkomst.core.pages.opening import counting_day, first_day

_LAST_MINUTE = ClockTime(24 * 60)
Moment = tuple[date, ClockTime]


def check_deadline(event: Event) -> Iterator[Fault]:
    """Yield a fault when one can register until after the last start, a warning after the first."""
    if event.going_ahead.is_off:
        return
    starts = sorted(_starts(event), key=lambda found: found[0])
    closes = _closing(event.registration)
    if not starts or closes is None:
        return
    path = ("registration", "closes")
    if closes > starts[-1][0]:
        yield _late(path, "closes_after_start", event.registration, starts[-1])
    elif closes > starts[0][0] and not _is_choice(event):
        yield _late(path, "closes_after_first", event.registration, starts[0])


def check_session_deadline(session: Session) -> Iterator[Fault]:
    """Yield a fault when one can register for a session that has already begun."""
    if session.registration is None:
        return
    closes, start = _closing(session.registration), _start(session)
    if closes and start and closes > start:
        path = ("registration", "closes")
        yield _late(path, "closes_after_start", session.registration, (start, session))


def check_opening(event: Event) -> Iterator[Fault]:
    """Yield a fault for each registration that opens when its term before the start has ended.

    Where the last day is a date, the registration itself knows.
    """
    if event.going_ahead.is_off:
        return
    yield from _open_late((), event.registration, counting_day(event))
    for path, session in all_sessions(event):
        yield from _open_late(path, session.registration, session.date)
    for number, group in enumerate(event.session_groups):
        path = ("session_groups", number)
        yield from _open_late(path, group.registration, first_day(group.sessions))


def _open_late(
    path: Path, registration: Registration | None, first: date | None
) -> Iterator[Fault]:
    """Yield the fault of a registration whose term counts from `first`."""
    term = registration.closes if registration else None
    if registration and term and term.day is None and (closes := term.on(first)):
        for fault in registration.opens_too_late(closes):
            yield fault.below((*path, "registration"))


def check_last_day(event: Event) -> Iterator[Fault]:
    """Yield a warning for each session after the last day of the event."""
    if not event.ends:
        return
    for path, session in all_sessions(event):
        day = known(session, "date")
        if day and day > event.ends:
            values = {"date": str(day), "ends": str(event.ends)}
            yield Fault((*path, "date"), "session_after_ends", values)


def check_double_moments(event: Event) -> Iterator[Fault]:
    """Yield a warning for each session that stands twice: at the same moment, in the same place."""
    for sessions in _moments(event).values():
        if len(sessions) == 1:
            continue  # as nearly all: a place is not compared for nothing
        seen: dict[object, tuple[Path, Session]] = {}
        for path, session in sessions:
            at, first = seen.setdefault(known(session, "place"), (path, session))
            if at != path:
                values = {"other": known(first, "title") or "", "date": str(session.date)}
                yield Fault((*path, "date"), "same_moment", values, first=(*at, "date"))


def _moments(event: Event) -> dict[tuple[object, ...], list[tuple[Path, Session]]]:
    """Return the dated sessions that are not off, by moment and mode."""
    found: dict[tuple[object, ...], list[tuple[Path, Session]]] = {}
    for path, session in all_sessions(event):
        if known(session, "date") is None or known(session, "cancelled"):
            continue
        start, end = known(session, "start"), known(session, "end")
        moment = (session.date, start, end, known(session, "mode"))
        found.setdefault(moment, []).append((path, session))
    return found


def check_updated(event: Event) -> Iterator[Fault]:
    """Yield a warning when a page was changed before it was published."""
    if event.published and event.updated and event.updated < event.published:
        values = {"updated": str(event.updated), "published": str(event.published)}
        yield Fault(("updated",), "updated_before_published", values)


def _starts(event: Event) -> Iterator[tuple[Moment, Session]]:
    """Yield the start of each session that the event's own registration is for."""
    for session in event.main_sessions:
        start = _start(session)
        if start and not session.registration and not session.cancelled:
            yield start, session


def _start(session: Session) -> Moment | None:
    """Return when a session begins; without a time its whole first day still counts."""
    if session.date is None or session.provisional:
        return None
    return session.date, session.start or _LAST_MINUTE


def _closing(registration: Registration) -> Moment | None:
    """Return the last moment to register when it is a date; without a time only the day counts."""
    closes = registration.closes
    if closes is None or closes.day is None:
        return None
    return closes.day, registration.closes_time or ClockTime(0)


def _is_choice(event: Event) -> bool:
    """Return whether one attends some of the sessions, so that later ones stay open."""
    return event.choose is not None or any(group.part_of_event for group in event.session_groups)


def _late(
    path: Path, code: str, registration: Registration, start: tuple[Moment, Session]
) -> Fault:
    closes = registration.closes.day if registration.closes else None
    values = {"closes": str(closes), "start": str(start[0][0]), "other": start[1].title}
    return Fault(path, code, values)
