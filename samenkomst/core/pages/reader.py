"""For whom the words are: the language of the site, and the translation into it."""

from dataclasses import dataclass
from datetime import date

from samenkomst.core.dates import ClockTime, DayTime, format_date, format_day_time, format_time
from samenkomst.core.translation import Translate


@dataclass(frozen=True, slots=True)
class Reader:
    """The language that dates are written in, and the translation of our words into it."""

    language: str
    translate: Translate

    def day(self, day: date, *, weekday: bool = False) -> str:
        """Return `day` in words: "29 maart 2022"."""
        return format_date(day, self.language, weekday=weekday)

    def day_time(self, moment: DayTime) -> str:
        """Return `moment` in words: "29 maart 2022 om 9.30 uur"."""
        return format_day_time(moment, self.language)

    def clock(self, time: ClockTime) -> str:
        """Return `time` as people write it: "9.30"."""
        return format_time(time, self.language)


def lines(*texts: str | None) -> tuple[str, ...]:
    """Return the texts that say something."""
    return tuple(filter(None, texts))
