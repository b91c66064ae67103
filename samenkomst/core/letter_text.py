"""Letter drafts with named placeholders, filled in without ever reading an answer as a template.

Drafts come from us and from editors; nothing that a visitor typed is ever a draft or a value.
"""

import re
from collections.abc import Mapping

_EVERY_LETTER = ("title", "reference", "page", "contact", "date", "place", "link")
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "received": _EVERY_LETTER,
    "invitation": (*_EVERY_LETTER, "deadline"),
    "reminder": (*_EVERY_LETTER, "deadline"),
    "confirmed": _EVERY_LETTER,
    "waitlisted": _EVERY_LETTER,
    "declined": _EVERY_LETTER,
    "offered": (*_EVERY_LETTER, "deadline"),
    "lapsed": _EVERY_LETTER,
    "withdrawn": _EVERY_LETTER,
    "accepted": (*_EVERY_LETTER, "text"),
    "rejected": (*_EVERY_LETTER, "text"),
    "reserve": (*_EVERY_LETTER, "text"),
    "change": (*_EVERY_LETTER, "changes"),
    "link": _EVERY_LETTER,
}
"""What can be filled in, by kind of letter."""
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


def unknown_placeholders(kind: str, text: str) -> list[str]:
    """Return the placeholders in `text` that a letter of that kind cannot fill in."""
    known = PLACEHOLDERS[kind]
    return [name for name in _PLACEHOLDER.findall(text) if name not in known]


def mentions(text: str, name: str) -> bool:
    """Return whether the draft `text` has a place for that value."""
    return name in _PLACEHOLDER.findall(text)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with each placeholder replaced once; values are never searched themselves."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
