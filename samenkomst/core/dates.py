"""Dates and times: read as editors type them, written as readers expect them.

Our own table of names, because Babel weighs 33 MB; a test compares it with Babel's.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_DAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
MONTHS = {language: names.split() for language, names in _MONTHS.items()}
DAYS = {language: names.split() for language, names in _DAYS.items()}

_TIMES = {"nl": ("{} tot {} uur", "{} uur"), "en": ("{} to {}", "{}")}
_ON = {"nl": "{} om {} uur", "en": "{} at {}"}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WORDS = re.compile(r"(?:([a-z]+)[.,]*\s+)?(\d{1,2})\s+([a-z]+)\.?\s+(\d{4})")
_TIME = re.compile(r"(\d{1,2})(?:[:.uh](\d{2}))?(?:\s*(?:uur|u|h))?")
_SHORT_DAYS = {name[:2]: name for name in DAYS["nl"]}
_SHORT_MONTHS = {name[:3]: name for name in MONTHS["nl"]} | {"mrt": "maart", "sept": "september"}
_WITH_TIME = re.compile(r".*\d{4}.*[\st,](?:om\s)?\d{1,2}[:.u]\d{2}.*")


class DateError(ValueError):
    """A text that is not a date or time; `code` is a key of the problem texts."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True, order=True)
class ClockTime:
    """A time on the clock in minutes since midnight, 24:00 included, nothing more."""

    minutes: int

    def __reduce__(self) -> tuple[type, tuple[int]]:
        """Pickle in the short way: a site has tens of thousands of these."""
        return ClockTime, (self.minutes,)

    def on(self, day: date) -> datetime:
        """Return this time on `day` in Amsterdam; 24:00 is the next day's 00:00."""
        midnight = datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)
        return midnight + timedelta(minutes=self.minutes)

    def __str__(self) -> str:
        return _digits(self.minutes)


@dataclass(frozen=True, slots=True)
class DayTime:
    """A day, and the time on it where one is set, in Amsterdam; nothing more."""

    day: date
    time: ClockTime | None = None

    @property
    def begin(self) -> datetime:
        """The first moment, in UTC; without a time that of the day.

        In UTC, because the clock shows an hour twice when summer time ends: the first one counts.
        An hour that it skips in spring is an hour later.
        """
        return (self.time or ClockTime(0)).on(self.day).astimezone(UTC)


@cache
def _digits(minutes: int) -> str:
    """Return "09:30"; written once for each minute of the day, where a site has thousands."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def parse_date(text: str) -> date:
    """Return the date that an editor typed: 2022-03-29, 29-3-2022, (di) 29 mrt 2022 or in full.

    Raises DateError for anything else, and when a weekday does not fit its date.
    """
    weekday, year, month, day = _split_date(text.strip().lower(), text)
    try:
        found = date(year, month, day)
    except ValueError:
        raise DateError("date_impossible", value=text) from None
    if weekday is not None and weekday != DAYS["nl"][found.weekday()]:
        raise DateError("weekday_differs", value=text, weekday=DAYS["nl"][found.weekday()])
    return found


def _split_date(lower: str, text: str) -> tuple[str | None, int, int, int]:
    if match := _ISO.fullmatch(lower):
        return None, int(match[1]), int(match[2]), int(match[3])
    if match := _NUMERIC.fullmatch(lower):
        return None, int(match[3]), int(match[2]), int(match[1])
    if match := _WORDS.fullmatch(lower):
        weekday = _SHORT_DAYS.get(match[1], match[1])
        month = _SHORT_MONTHS.get(match[3], match[3])
        if month in MONTHS["nl"] and weekday in (None, *DAYS["nl"]):
            return weekday, int(match[4]), MONTHS["nl"].index(month) + 1, int(match[2])
    raise DateError("date_with_time" if _WITH_TIME.fullmatch(lower) else "date", value=text)


def parse_time(text: str) -> ClockTime:
    """Return the time that an editor typed: 9:30, 9.30, 9u30, 09.30 uur, 24:00.

    Raises DateError for anything else.
    """
    match = _TIME.fullmatch(text.strip().lower())
    if match is None:
        raise DateError("time", value=text)
    minutes = int(match[1]) * 60 + int(match[2] or 0)
    if minutes > 24 * 60 or int(match[2] or 0) > 59:
        raise DateError("time", value=text)
    return ClockTime(minutes)


def format_date(day: date, language: str, *, weekday: bool = True) -> str:
    """Return `day` in words: "dinsdag 29 maart 2022"."""
    words = f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"
    return f"{DAYS[language][day.weekday()]} {words}" if weekday else words


def format_time(time: ClockTime, language: str) -> str:
    """Return `time` as people write it: "9.30" in Dutch, "9:30" in English."""
    text = _digits(time.minutes).removeprefix("0")
    return text.replace(":", ".") if language == "nl" else text


def format_times(start: ClockTime | None, end: ClockTime | None, language: str) -> str:
    """Return "9.30 tot 11.00 uur", "9.30 uur", or nothing; an end is never invented."""
    if start is None:
        return ""
    both, one = _TIMES[language]
    if end is None:
        return one.format(format_time(start, language))
    return both.format(format_time(start, language), format_time(end, language))


def format_day_time(moment: DayTime, language: str) -> str:
    """Return "1 maart 2026 om 10.00 uur", or the day alone."""
    day = format_date(moment.day, language, weekday=False)
    if moment.time is None:
        return day
    return _ON[language].format(day, format_time(moment.time, language))
