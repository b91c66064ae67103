"""How long an answer may be kept, as editors write it: "12 maanden", "4 weken", "2 jaar"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from samenkomst.core.dates import DateError

_RETENTION = re.compile(r"(\d{1,3})\s+(dag|dagen|week|weken|maand|maanden|jaar|jaren)")


def parse_retention(text: str) -> str:
    """Return the period with single spaces. Raises DateError when it is none."""
    match = _RETENTION.fullmatch(" ".join(text.lower().split()))
    if match is None or int(match[1]) == 0:
        raise DateError("duration", value=text)
    return f"{int(match[1])} {match[2]}"


def keep_until(received: date, period: str) -> date:
    """Return the last day on which something that came in on `received` may be kept.

    Months and years end on the same day of the month, or on its last day where it has no such
    day. `period` is what `parse_retention` returns.
    """
    number, unit = period.split()
    match unit[0]:
        case "d":
            return received + timedelta(days=int(number))
        case "w":
            return received + timedelta(weeks=int(number))
        case "m":
            return _months_later(received, int(number))
        case _:
            return _months_later(received, 12 * int(number))


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
