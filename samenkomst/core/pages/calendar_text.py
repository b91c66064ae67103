"""Calendar files as text: each part is written once, and stands in several files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from samenkomst.core.pages.calendar_lines import line, text_line
from samenkomst.core.pages.moments import Moment
from samenkomst.core.pages.time_zones import amsterdam_text, zone_texts

_END = "END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Block:
    """One entry of a calendar as text, with the moments in it; nothing more."""

    text: str
    moments: tuple[Moment, ...] = ()

    def __reduce__(self) -> tuple[type, tuple[str, tuple[Moment, ...]]]:
        """Pickle in the short way: a site has thousands of these."""
        return Block, (self.text, self.moments)

    @property
    def last_day(self) -> date | None:
        """The day on which it ends, or the day after when its end is exclusive."""
        if not self.moments:
            return None
        last = self.moments[-1]
        return last.date() if isinstance(last, datetime) else last


def write_calendar(blocks: Iterable[Block], name: str = "", address: str = "") -> str:
    """Return a calendar with these entries, and the time zones that they name.

    With a name and an address it is one to subscribe to. A file to import gets no name: Outlook
    opens what has one as a calendar of its own, in place of adding its entries.
    """
    found = list(blocks)
    times = [each for block in found for each in block.moments if isinstance(each, datetime)]
    # A calendar without any component is not valid.
    zones = zone_texts(times) if found else (amsterdam_text(),)
    return "".join((_head(name, address), *zones, *(block.text for block in found), _END))


@cache
def _head(name: str, address: str) -> str:
    head = [
        line("BEGIN", "VCALENDAR"),
        line("VERSION", "2.0"),
        line("PRODID", "-//Samenkomst//Samenkomst//NL"),
    ]
    if name:
        head += [
            text_line("NAME", name),
            text_line("X-WR-CALNAME", name),
            line("REFRESH-INTERVAL;VALUE=DURATION", "PT12H"),
            line("SOURCE;VALUE=URI", address),
            line("X-PUBLISHED-TTL", "PT12H"),
        ]
    return "".join(head)
