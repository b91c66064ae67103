"""Single values as editors type them: every scalar arrives as text and is typed here.

YAML's own types are never used: `19:30`, `1.10`, `no` and `0612345678` mean what was typed.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache, partial
from typing import Annotated, Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from samenkomst.core.dates import ClockTime, parse_date, parse_time
from samenkomst.core.deadlines import parse_days
from samenkomst.core.forms import is_email
from samenkomst.core.model.markdown import check_markdown
from samenkomst.core.model.references import Refers
from samenkomst.core.retention import parse_retention

LONGEST_SLUG = 200
"""Characters: a file's name has room for 255 bytes, and some of ours end in `.ics.gz`."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_URL = re.compile(r"https?://[^\s/?#<>\"']+(?:[/?#][^\s<>\"']*)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BOOLEANS = {"yes": True, "ja": True, "true": True, "no": False, "nee": False, "false": False}


class Typed(NamedTuple):
    """Marks a single value: what the text that was typed means."""

    func: Callable[[str], Any]
    """Raises `Mistake` or `DateError`."""
    as_typed: bool = False
    """Whether it sees the white space around it."""
    again: bool = False
    """Whether many events say the same: that is read once, and is one value in memory."""


@cache
def converter(mark: Typed) -> Callable[[str], Any]:
    """Return what makes a value of a text; one for all keys of a type."""
    convert = mark.func if mark.as_typed else partial(_stripped, mark.func)
    return lru_cache(maxsize=10_000)(convert) if mark.again else convert


def _stripped(convert: Callable[[str], Any], text: str) -> Any:
    return convert(text.strip())


class Mistake(ValueError):
    """A value that is not what it should be: the code of a problem text, and its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _label(typed: str) -> str:
    text = _one_line(typed)
    # At least as long as the part of the address that is made of it.
    _check_length(text, unicodedata.normalize("NFKD", text).encode("ascii", "ignore"))
    return text


def check_slug(text: str) -> str:
    """Return `text` when it can be a part of an address. Raises Mistake."""
    if not _SLUG.fullmatch(text):
        raise Mistake("slug", value=text)
    _check_length(text, text)
    return text


def _check_length(text: str, part: str | bytes) -> None:
    if len(part) > LONGEST_SLUG:
        raise Mistake("slug_too_long", value=text[:40], most=str(LONGEST_SLUG))


def _boolean(text: str) -> bool:
    if text.lower() not in _BOOLEANS:
        raise Mistake("boolean", value=text)
    return _BOOLEANS[text.lower()]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and int(text) <= 100_000):
        raise Mistake("whole_number", value=text, least="0", most="100000")
    return int(text)


def _matching(pattern: re.Pattern[str], code: str) -> Callable[[str], str]:
    def convert(text: str) -> str:
        if not pattern.fullmatch(text):
            raise Mistake(code, value=text)
        return text

    return convert


def _email(text: str) -> str:
    if not is_email(text):
        raise Mistake("email", value=text)
    return text


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Mistake("zone", value=text) from None


def _markdown(typed: str) -> str:
    text = typed.strip()
    if fault := check_markdown(text):
        raise Mistake(fault[0], value=fault[1])
    return text


Text = Annotated[str, Typed(_one_line, as_typed=True, again=True)]
"""A line of plain text."""
Label = Annotated[str, Typed(_label, as_typed=True, again=True)]
"""A line of plain text by which events are found, on a page of its own."""
Paragraphs = Annotated[str, Typed(str)]
"""Plain text in paragraphs."""
Markdown = Annotated[str, Typed(_markdown, as_typed=True)]
"""Markdown without headings and without HTML."""
Slug = Annotated[str, Typed(check_slug, again=True)]
"""A part of an address, or the id that other entries refer to."""
EventSlug = Annotated[Slug, Refers("unknown_event")]
"""The slug of another event."""
FormId = Annotated[Slug, Refers("unknown_form")]
OrganisationId = Annotated[Slug, Refers("unknown_organisation")]
PersonId = Annotated[Slug, Refers("unknown_person_or_organisation")]
"""The id of a person, or of an organisation that takes the place of one."""
Url = Annotated[str, Typed(_matching(_URL, "url"))]
Email = Annotated[str, Typed(_email)]
"""An address as letters carry it: the same grammar as in the forms."""
Boolean = Annotated[bool, Typed(_boolean)]
Number = Annotated[int, Typed(_number)]
Day = Annotated[date, Typed(parse_date, again=True)]
Time = Annotated[ClockTime, Typed(parse_time, again=True)]
Days = Annotated[int, Typed(parse_days)]
"""A number of days, written as "2 dagen" or "1 week"."""
Language = Annotated[str, Typed(_matching(_LANGUAGE, "language"))]
"""A language code of BCP 47: nl, en, fy."""
Zone = Annotated[str, Typed(_zone)]
"""A name of the IANA time zone database."""
Retention = Annotated[str, Typed(parse_retention)]
"""How long an answer is kept after it came in: "12 maanden"."""
