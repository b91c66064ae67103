"""Time zones as VTIMEZONE (RFC 5545, section 3.6.5)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vText, vUTCOffset

from samenkomst.core.dates import AMSTERDAM


def zone_texts(moments: Iterable[datetime]) -> Iterator[str]:
    """Yield the definition of each zone in `moments`, by name; UTC has none, it ends in a Z."""
    years: dict[str, set[int]] = {}
    for moment in moments:
        if isinstance(moment.tzinfo, ZoneInfo) and not is_utc(moment.tzinfo):
            years.setdefault(moment.tzinfo.key, set()).add(moment.year)
    for key in sorted(years):
        yield amsterdam_text() if key == AMSTERDAM.key else _text(key, frozenset(years[key]))


@cache
def amsterdam_text() -> str:
    """Return our own zone as it stands in nearly every file."""
    return str(amsterdam().to_ical(), "utf-8")


@cache
def _text(key: str, years: frozenset[int]) -> str:
    return str(observed_zone(ZoneInfo(key), min(years), max(years)).to_ical(), "utf-8")


def is_utc(zone: ZoneInfo) -> bool:
    """Return whether `zone` is UTC under one of its names."""
    return zone.key.removeprefix("Etc/") in ("UTC", "UCT", "Universal", "Zulu")


def amsterdam() -> Timezone:
    """Return the time zone Europe/Amsterdam by the rule that holds since 1996.

    A constant: what the library generates puts the spring change at 03:00 where RFC 5545 wants
    02:00, and ends in 2038 (measured).
    """
    zone = Timezone()
    zone.add("tzid", "Europe/Amsterdam")
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, start, month, offsets, name in (
        (summer, "19700329T020000", 3, ("+0100", "+0200"), "CEST"),
        (winter, "19701025T030000", 10, ("+0200", "+0100"), "CET"),
    ):
        part["dtstart"] = vText(start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part["tzoffsetfrom"], part["tzoffsetto"] = vText(offsets[0]), vText(offsets[1])
        part.add("tzname", name)
        zone.add_component(part)
    return zone


def observed_zone(tz: ZoneInfo, first: int, last: int) -> Timezone:
    """Return `tz` as its changes were and will be from the year before `first` to after `last`.

    Written out one by one: a rule would be a guess where a country changes its mind.
    """
    zone = Timezone()
    zone.add("tzid", tz.key)
    begin, end = datetime(first - 1, 1, 1, tzinfo=UTC), datetime(last + 2, 1, 1, tzinfo=UTC)
    zone.add_component(_observance(tz, begin, tz.utcoffset(begin.astimezone(tz))))
    for change in _changes(tz, begin, end):
        before = (change - timedelta(seconds=1)).astimezone(tz).utcoffset()
        zone.add_component(_observance(tz, change, before))
    return zone


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


def _observance(
    tz: ZoneInfo, onset: datetime, before: timedelta | None
) -> TimezoneDaylight | TimezoneStandard:
    """Return what holds from `onset`, whose time is told on the clock that was there before."""
    local, before = onset.astimezone(tz), before or timedelta()
    part = TimezoneDaylight() if local.dst() else TimezoneStandard()
    part["dtstart"] = vText(f"{(onset + before):%Y%m%dT%H%M%S}")
    part["tzoffsetfrom"] = vUTCOffset(before)
    part["tzoffsetto"] = vUTCOffset(local.utcoffset() or timedelta())
    part.add("tzname", local.tzname() or "")
    return part
