"""How long an answer may be kept, as editors write it: "12 maanden", "4 weken", "2 jaar"."""

import re

from samenkomst.core.dates import DateError

_RETENTION = re.compile(r"(\d{1,3})\s+(dag|dagen|week|weken|maand|maanden|jaar|jaren)")


def parse_retention(text: str) -> str:
    """Return the period with single spaces. Raises DateError when it is none."""
    match = _RETENTION.fullmatch(" ".join(text.lower().split()))
    if match is None or int(match[1]) == 0:
        raise DateError("duration", value=text)
    return f"{int(match[1])} {match[2]}"
