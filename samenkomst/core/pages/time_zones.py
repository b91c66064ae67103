"""Time zones as VTIMEZONE (RFC 5545, section 3.6.5)."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from samenkomst.core.dates import AMSTERDAM
from samenkomst.core.pages.calendar_lines import digits_of, is_utc, line

_AMSTERDAM = """\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


def zone_texts(moments: Collection[datetime]) -> tuple[str, ...]:
    """Return the definition of each zone in `moments`, by name; UTC has none, it ends in a Z."""
    if {moment.tzinfo for moment in moments} == {AMSTERDAM}:  # most calendars, and done at once
        return (amsterdam_text(),)
    years: dict[str, set[int]] = {}
    for moment in moments:
        if isinstance(moment.tzinfo, ZoneInfo) and not is_utc(moment.tzinfo):
            years.setdefault(moment.tzinfo.key, set()).add(moment.year)
    return tuple(
        amsterdam_text() if key == AMSTERDAM.key else _text(key, frozenset(years[key]))
        for key in sorted(years)
    )


def amsterdam_text() -> str:
    """Return the time zone Europe/Amsterdam by the rule that holds since 1996.

    A constant: what the icalendar library generates puts the spring change at 03:00 where RFC 5545
    wants 02:00, and ends in 2038 (measured).
    """
    return _AMSTERDAM


@cache
def _text(key: str, years: frozenset[int]) -> str:
    return observed_zone(ZoneInfo(key), min(years), max(years))


def observed_zone(tz: ZoneInfo, first: int, last: int) -> str:
    """Return `tz` as its changes were and will be from the year before `first` to after `last`.

    Written out one by one: a rule would be a guess where a country changes its mind.
    """
    begin, end = datetime(first - 1, 1, 1, tzinfo=UTC), datetime(last + 2, 1, 1, tzinfo=UTC)
    parts = [_observance(tz, begin, tz.utcoffset(begin.astimezone(tz)))]
    for change in _changes(tz, begin, end):
        before = (change - timedelta(seconds=1)).astimezone(tz).utcoffset()
        parts.append(_observance(tz, change, before))
    head = (line("BEGIN", "VTIMEZONE"), line("TZID", tz.key))
    return "".join((*head, *parts, line("END", "VTIMEZONE")))


def _changes(tz: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """Yield each moment in UTC at which offset or name changes."""
    step = timedelta(days=7)
    while begin < end:
        if _face(tz, begin) != _face(tz, begin + step):
            yield _between(tz, begin, begin + step)
        begin += step


def _between(tz: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Return the first second with the face of `high`."""
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (low, middle) if _face(tz, middle) == _face(tz, high) else (middle, high)
    return high


def _face(tz: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(tz)
    return local.utcoffset(), local.tzname()


def _observance(tz: ZoneInfo, onset: datetime, before: timedelta | None) -> str:
    """Return what holds from `onset`, whose time is told on the clock that was there before."""
    local, before = onset.astimezone(tz), before or timedelta()
    kind, start = "DAYLIGHT" if local.dst() else "STANDARD", onset + before
    lines = (
        line("BEGIN", kind),
        line("DTSTART", digits_of(start)),
        line("TZNAME", local.tzname() or ""),
        line("TZOFFSETFROM", _offset(before)),
        line("TZOFFSETTO", _offset(local.utcoffset() or timedelta())),
        line("END", kind),
    )
    return "".join(lines)


def _offset(offset: timedelta) -> str:
    """Return an offset from UTC as signed hours and minutes, and seconds where there are any."""
    seconds = int(offset.total_seconds())
    minutes, rest = divmod(abs(seconds), 60)
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{rest:02}" if rest else "")
