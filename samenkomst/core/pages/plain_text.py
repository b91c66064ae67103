"""Text for formats that have no place for control characters: iCalendar and XML."""

import unicodedata


def printable(text: str) -> str:
    """Return `text` without control characters; line breaks stay."""
    return "".join(each for each in text if each == "\n" or not _is_control(each))


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in "\ufffe\uffff"
