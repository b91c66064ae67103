"""Dates and times in words: exact, provisional, a period or unknown; an end is never invented."""

from collections.abc import Iterator, Sequence
from datetime import date

from samenkomst.core.dates import AMSTERDAM, format_times
from samenkomst.core.model.event import Event
from samenkomst.core.model.session import Earlier, Session, TimeSpan
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.words import join_words

_FEW = 4
"""So many single days are named one by one."""


def describe_days(session: Session, reader: Reader) -> str:
    """Return the date in words: "dinsdag 29 maart 2022", a span of days, or the editor's words."""
    if session.date is None:
        words = session.date_text or ""
    elif session.end_date and session.end_date != session.date:
        words = describe_range(session.date, session.end_date, reader)
    else:
        words = reader.day(session.date, weekday=True)
    if words and session.provisional:
        return reader.translate("{date} (voorlopig)").format(date=words)
    return words


def describe_range(first: date, last: date, reader: Reader) -> str:
    """Return "3 tot en met 5 mei 2022": what both days share is said once."""
    if first == last:
        return reader.day(first, weekday=True)
    begin = reader.day(first)
    if first.year == last.year:
        begin = begin.removesuffix(f" {first.year}")
        if first.month == last.month and reader.language == "nl":
            begin = str(first.day)
    words = reader.translate("{first} tot en met {last}")
    return words.format(first=begin, last=reader.day(last))


def describe_dates(days: Sequence[date], reader: Reader) -> str:
    """Return "5, 12 en 19 juni 2026" for days in their order: what all share is said once."""
    last = days[-1]
    words = [reader.day(day) for day in days]
    if all(day.year == last.year for day in days):
        words = [*(each.removesuffix(f" {last.year}") for each in words[:-1]), words[-1]]
        if all(day.month == last.month for day in days) and reader.language == "nl":
            words = [*(str(day.day) for day in days[:-1]), words[-1]]
    return join_words(words, reader.translate)


def describe_times(span: TimeSpan, reader: Reader) -> str:
    """Return the times of a session or an item; words of the editor come in place or beside."""
    words = format_times(span.start, span.end, reader.language)
    if words and span.about:
        words = reader.translate("ca. {time}").format(time=words)
    if words and span.next_day and span.end:
        words = reader.translate("{times} de volgende dag").format(times=words)
    return ", ".join(lines(words, span.time_text)) if span.time_text else words


def describe_hours(session: Session, reader: Reader) -> str:
    """Return the times of a session, with what makes them clear: the days, the zone."""
    if session.all_day:
        words = ", ".join(lines(reader.translate("de hele dag"), session.time_text))
    elif session.start and session.end and session.end_date:
        words = reader.translate(
            "{start} uur op de eerste dag tot {end} uur op de laatste dag"
        ).format(start=reader.clock(session.start), end=reader.clock(session.end))
        words = ", ".join(lines(words, session.time_text))
    else:
        words = describe_times(session, reader)
        if session.start and session.end is None and not session.time_text:
            words = reader.translate("vanaf {time}").format(time=words)
    zone = _zone(session, reader)
    return f"{words} ({zone})" if words and zone else words or zone


def _zone(session: Session, reader: Reader) -> str:
    if session.zone in (None, AMSTERDAM.key):
        return ""
    return reader.translate("tijdzone {zone}").format(zone=session.zone)


def describe_doors(session: Session, reader: Reader) -> str:
    """Return when the doors open, or nothing."""
    if session.doors is None:
        return ""
    words = reader.translate("Deuren open om {time} uur")
    return words.format(time=reader.clock(session.doors))


def describe_moves(session: Session, reader: Reader) -> tuple[str, ...]:
    """Return when and where the session stood before, the latest first."""
    return tuple(_move(each, reader) for each in reversed(session.moved_from))


def _move(earlier: Earlier, reader: Reader) -> str:
    when = reader.day(earlier.date) if earlier.date else earlier.date_text
    time = format_times(earlier.start, None, reader.language)
    what = ", ".join(lines(when, time, earlier.place))
    words = reader.translate("was {earlier}").format(earlier=what) if what else ""
    return ": ".join(lines(words, earlier.reason))


def describe_when(event: Event, reader: Reader) -> list[str]:
    """Return when `event` takes place, in a few lines: one date, a range, or words."""
    main = event.main_sessions
    sessions = [each for each in main if not each.cancelled] or main
    if len(sessions) == 1:
        found = list(lines(describe_days(sessions[0], reader), describe_hours(sessions[0], reader)))
    else:
        found = list(_series(sessions, reader))
    if event.going_ahead.is_off and found and _has_old_date(sessions):
        found[0] = reader.translate("was gepland: {date}").format(date=found[0])
    return [*dict.fromkeys(found), *_standing(event, reader)]


def _has_old_date(sessions: Sequence[Session]) -> bool:
    """Return whether the dates of an event that is off are those that it was planned on."""
    return any(each.date and not each.moved_from for each in sessions)


def _series(sessions: Sequence[Session], reader: Reader) -> Iterator[str]:
    days = sorted(day for each in sessions for day in (each.date, each.end_date) if day)
    if not days:
        yield from (each.date_text for each in sessions if each.date_text)
        return
    single = not any(each.end_date for each in sessions)
    words = _describe_several(sorted(set(days)), reader, single=single)
    if any(each.provisional for each in sessions):
        words = reader.translate("{date} (deels voorlopig)").format(date=words)
    yield words
    if not all(each.date for each in sessions):
        yield reader.translate("nog niet alle datums zijn bekend")
    yield reader.translate("{number} bijeenkomsten").format(number=len(sessions))


def _describe_several(days: Sequence[date], reader: Reader, *, single: bool) -> str:
    """Return single days one by one when they are few; else, and days in a row, as a range.

    "5 tot en met 12 juni" for two meetings reads as eight days.
    """
    in_a_row = (days[-1] - days[0]).days == len(days) - 1 and len(days) > 2
    if single and not in_a_row and 1 < len(days) <= _FEW:
        return describe_dates(days, reader)
    return describe_range(days[0], days[-1], reader)


def _standing(event: Event, reader: Reader) -> Iterator[str]:
    if event.recurrence:
        yield event.recurrence
    if event.ends and not _names_year(event):
        words = reader.translate("Loopt tot en met {date}")
        yield words.format(date=reader.day(event.ends))


def _names_year(event: Event) -> bool:
    """Return whether the editor's words tell the year in which it ends: "oktober 2009"."""
    return any(str(event.ends)[:4] in (each.date_text or "") for each in event.main_sessions)
