"""Which day it is, for what is upcoming and what is past."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from samenkomst.core.dates import AMSTERDAM


def read_today(environment: Mapping[str, str], now: datetime) -> date:
    """Return the day in Amsterdam: as set by `SAMENKOMST_TODAY`, by `SOURCE_DATE_EPOCH`, or now.

    Raises ValueError when a variable holds no such value.
    """
    if day := environment.get("SAMENKOMST_TODAY"):
        return date.fromisoformat(day)
    if seconds := environment.get("SOURCE_DATE_EPOCH"):
        now = datetime.fromtimestamp(int(seconds), tz=UTC)
    return now.astimezone(AMSTERDAM).date()
