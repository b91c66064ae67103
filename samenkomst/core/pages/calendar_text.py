"""Calendar files as text: each part is written once, and stands in several files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from icalendar import Calendar, Event as Entry, Journal
from icalendar.prop import vDDDTypes, vDuration, vText, vUri

from samenkomst.core.pages.moments import Moment
from samenkomst.core.pages.plain_text import printable
from samenkomst.core.pages.time_zones import amsterdam_text, zone_texts

_REFRESH = timedelta(hours=12)
_END = "END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Block:
    """One entry of a calendar as text, with the moments in it; nothing more."""

    text: str
    moments: tuple[Moment, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The day on which it ends, or the day after when its end is exclusive."""
        if not self.moments:
            return None
        last = self.moments[-1]
        return last.date() if isinstance(last, datetime) else last


def block_of(entry: Entry | Journal) -> Block:
    """Return `entry` as text, and when it begins and ends."""
    found = (cast(vDDDTypes, entry[key]).dt for key in ("dtstart", "dtend") if key in entry)
    moments = tuple(each for each in found if isinstance(each, date))
    return Block(str(entry.to_ical(), "utf-8"), moments)


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


def _head(name: str, address: str) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Samenkomst//Samenkomst//NL")
    calendar.add("version", "2.0")
    if name:
        calendar.add("name", vText(printable(name)))
        calendar.add("x-wr-calname", vText(printable(name)))
        calendar.add("refresh-interval", vDuration(_REFRESH), {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT12H")
        calendar.add("source", vUri(address), {"VALUE": "URI"})
    return str(calendar.to_ical(), "utf-8").removesuffix(_END)
