"""A letter as it would go out, for who looks first: with an invented reference and link."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from samenkomst.core.contract import EventEntry
from samenkomst.core.letter_body import Letterhead, Matter, write
from samenkomst.core.submission import Letter, Submission
from samenkomst.core.translation import Translate

_NOBODY = "voorbeeld"
_REFERENCE = "ABCD-EFGH"


def preview(
    kind: str,
    one: Submission,
    event: EventEntry,
    fields: Mapping[str, Any],
    head: Letterhead,
    now: datetime,
) -> tuple[str, str]:
    """Return subject and text of a letter like the one that this person would get."""
    someone = one._replace(id=_NOBODY, reference=_REFERENCE)
    letter = Letter(f"{_NOBODY}.{kind}", kind, _NOBODY, one.forms[-1], 0)
    return write(Matter(letter, someone, "", event, None, fields), head, now)


def preview_lines(subject: str, text: str, translate: Translate) -> Iterator[str]:
    """Yield a draft as lines, set in so that it stands apart."""
    yield translate("Zo wordt de brief, met een verzonnen kenmerk en link:")
    yield ""
    yield f"    {translate('Onderwerp')}: {subject}"
    yield ""
    yield from (f"    {line}".rstrip() for line in text.splitlines())
