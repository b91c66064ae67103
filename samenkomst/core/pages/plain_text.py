"""Text for formats that have no place for control characters: iCalendar and XML."""

import re

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return `text` without control characters; line breaks stay."""
    return text if text.isprintable() else _CONTROL.sub("", text)
