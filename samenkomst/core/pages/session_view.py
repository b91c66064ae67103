"""A session in words, as page, letter and list show it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from samenkomst.core.dates import ClockTime, format_date, format_times
from samenkomst.core.model.event import Event, Mode, Session
from samenkomst.core.pages.words import MODES, describe_place, join_words, lower_first
from samenkomst.core.translation import Translate


@dataclass(frozen=True, slots=True)
class ItemView:
    """A programme item in words, nothing more."""

    times: str
    machine_start: str
    title: str
    kind: str
    text: str
    """Markdown."""
    people: tuple[str, ...]
    """Names."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session in words, nothing more."""

    id: str
    title: str
    date: str
    """"dinsdag 29 maart 2022", or the editor's words."""
    machine_date: str
    """ISO date or date and time, or nothing when the date is not known."""
    times: str
    mode: str
    place: str
    text: str
    """Markdown."""
    programme: tuple[ItemView, ...]


def view_session(
    session: Session,
    language: str,
    translate: Translate,
    names: Mapping[str, str] = MappingProxyType({}),
) -> SessionView:
    """Return `session` in words; what is not known stays empty. `names` has them by id."""
    return SessionView(
        id=session.id,
        title=session.title,
        date=format_date(session.date, language) if session.date else session.date_text or "",
        machine_date=machine_date(session.date, session.start),
        times=format_times(session.start, session.end, language),
        mode=translate(MODES[session.mode]) if session.mode else "",
        place=describe_place(session.place),
        text=session.text or "",
        programme=tuple(
            ItemView(
                times=format_times(item.start, item.end, language),
                machine_start=str(item.start or ""),
                title=item.title,
                kind=item.kind or "",
                text=item.text or "",
                people=tuple(names.get(each, each) for each in item.people),
            )
            for item in session.programme
        ),
    )


def machine_date(day: date | None, start: ClockTime | None) -> str:
    """Return the value of an HTML `time` element: a date, or a date and time with its offset."""
    if day is None:
        return ""
    return start.on(day).isoformat(timespec="minutes") if start else day.isoformat()


def describe_when(event: Event, language: str, translate: Translate) -> list[str]:
    """Return when `event` takes place, in one or two lines: one date, a range, or words."""
    days = sorted(session.date for session in event.sessions if session.date)
    if len(event.sessions) == 1:
        only = view_session(event.sessions[0], language, translate)
        return [line for line in (only.date, only.times) if line]
    if not days:
        return list(dict.fromkeys(each.date_text for each in event.sessions if each.date_text))
    count = translate("{number} bijeenkomsten").format(number=len(event.sessions))
    return [_range(days[0], days[-1], language, translate), count]


def _range(first: date, last: date, language: str, translate: Translate) -> str:
    if first == last:
        return format_date(first, language)
    words = [format_date(day, language, weekday=False) for day in (first, last)]
    return translate("{first} tot en met {last}").format(first=words[0], last=words[1])


def describe_where(sessions: Iterable[Session], translate: Translate) -> str:
    """Return where the sessions take place: "Utrecht en online", or the editor's words."""
    places = [_where(session, translate) for session in sessions]
    return join_words(places, translate)


def _where(session: Session, translate: Translate) -> str:
    place = session.place
    if place and (place.city or place.name):
        return place.city or place.name or ""
    if place and place.text:
        return place.text
    if session.mode is Mode.ONLINE:
        return lower_first(translate(MODES[Mode.ONLINE]))
    return ""


def is_past(event: Event, today: date) -> bool:
    """Return whether all sessions of `event` lie before `today`; without dates nothing is past."""
    days = [session.date for session in event.sessions]
    return bool(days) and all(day is not None and day < today for day in days)
