"""Deadlines: a date, or a term before the first session."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from samenkomst.core.dates import DateError, parse_date

_TERM = re.compile(r"(\d{1,3})\s+(dag|dagen|week|weken|maand|maanden)\s+(?:vooraf|ervoor|tevoren)")
_PERIOD = re.compile(r"(\d{1,2})\s+(dag|dagen|week|weken)")
_DAYS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day, or a term before another day; nothing more."""

    day: date | None = None
    days_before: int = 0
    months_before: int = 0
    words: str = ""
    """The term as it was typed."""

    def on(self, first: date | None) -> date | None:
        """Return the deadline's day, given the first session's; None when that is not known."""
        if self.day is not None or first is None:
            return self.day
        return _months_before(first, self.months_before) - timedelta(days=self.days_before)


def parse_deadline(text: str) -> Deadline:
    """Return the deadline that an editor typed. Raises DateError when it is none."""
    match = _TERM.fullmatch(" ".join(text.lower().split()))
    if match is None:
        return Deadline(day=_date(text))
    number, unit = int(match[1]), match[2]
    if unit.startswith("maand"):
        return Deadline(months_before=number, words=match[0])
    return Deadline(days_before=number * _DAYS[unit], words=match[0])


def parse_days(text: str) -> int:
    """Return how many days "2 dagen" or "1 week" is. Raises DateError when it is none."""
    match = _PERIOD.fullmatch(" ".join(text.lower().split()))
    if match is None or int(match[1]) == 0:
        raise DateError("days", value=text)
    return int(match[1]) * _DAYS[match[2]]


def _date(text: str) -> date:
    try:
        return parse_date(text)
    except DateError as error:
        code = "deadline" if error.code == "date" else error.code
        raise DateError(code, **error.values) from None


def _months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)
