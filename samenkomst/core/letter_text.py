"""Letter drafts with named placeholders, filled in without ever reading an answer as a template."""

import re
from collections.abc import Mapping

PLACEHOLDERS = ("title", "reference", "page", "contact")
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")


def unknown_placeholders(text: str) -> list[str]:
    """Return the placeholders in `text` that no letter can fill in."""
    return [name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with each placeholder replaced once; values are never searched themselves."""
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), text)
