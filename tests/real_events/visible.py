"""What a reader sees of a page, and the times, dates and years that occur in a text."""

import re
from html.parser import HTMLParser

from samenkomst.core.dates import MONTHS

_INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "em", "i", "q", "s", "small", "span", "strong"}
_INLINE |= {"sub", "sup", "time", "u", "wbr"}
_UNSEEN = {"script", "style", "svg", "template", "option"}
_NUMBERS = {
    name.lower(): number for names in MONTHS.values() for number, name in enumerate(names, start=1)
}
_MONTH = "|".join(_NUMBERS)

_TIME = re.compile(r"(?<![\d.,:/+-])(\d{1,2})[.:]([0-5]\d)(?![\d,]|[.:]\d)")
_TIME_IN_WORDS = re.compile(r"(?<![\d.,:/-])(\d{1,2}) ?(?:uur|u|h)\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DATE = re.compile(rf"\b(\d{{1,2}}) ({_MONTH})\b", re.IGNORECASE)
_RANGE = re.compile(
    rf"\b(\d{{1,2}})(?: ?[-–,&] ?| (?:en|and|tot en met|to) )(?=\d{{1,2}} ({_MONTH})\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,€])\b((?:19|20)\d{2})\b")


class _MainText(HTMLParser):
    """Collects the text inside `<main>`, a space for each tag that starts a new line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.main = self.unseen = 0
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.main += tag == "main"
        self.unseen += tag in _UNSEEN
        self._separate(tag)

    def handle_endtag(self, tag: str) -> None:
        self._separate(tag)
        self.main -= tag == "main"
        self.unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if self.main and not self.unseen:
            self.pieces.append(data)

    def _separate(self, tag: str) -> None:
        if tag not in _INLINE:
            self.pieces.append(" ")


def main_text(html: str) -> str:
    """Return what stands to be read in the page's `<main>`, on one line."""
    reader = _MainText()
    reader.feed(html)
    reader.close()
    return one_line("".join(reader.pieces))


def one_line(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(text.split())


def clock_times(text: str) -> set[int]:
    """Return the times on the clock in `text`, in minutes: 9.30, 9:30, 19.30 uur."""
    return {int(hour) * 60 + int(minute) for hour, minute in _TIME.findall(text)}


def rough_times(text: str) -> set[int]:
    """Return the whole hours that stand in `text` in words: "10 uur"."""
    return {int(hour) * 60 for hour in _TIME_IN_WORDS.findall(text)}


def days(text: str) -> set[tuple[int, int]]:
    """Return month and day of each date in `text`: 2022-03-29, 29 maart, 23 & 24 september."""
    found = {(int(month), int(day)) for _, month, day in _ISO.findall(text)}
    for pattern in (_DATE, _RANGE):
        found |= {(_NUMBERS[month.lower()], int(day)) for day, month in pattern.findall(text)}
    return found


def years(text: str) -> set[int]:
    """Return the years in `text`."""
    return {int(year) for year in _YEAR.findall(text)}
