"""The personal link in letters: who holds it decides about their own participation, no account."""

from datetime import datetime, timedelta

from samenkomst.core.tokens import read_token, sign

LINK_DAYS = 400
"""Long enough for a series of a year; whoever comes later asks for a new link."""
_PURPOSE = "participation"


def participation_link(site_url: str, submission_id: str, secret: str, now: datetime) -> str:
    """Return the address of the page about this submission; `site_url` ends with a slash."""
    expires = now + timedelta(days=LINK_DAYS)
    token = sign({"s": submission_id}, _PURPOSE, expires, secret)
    return f"{site_url}formulieren/deelname/{token}/"


def read_participation_token(token: str, secret: str, now: datetime) -> str | None:
    """Return the submission's id, or None when the token is not ours or too old."""
    content = read_token(token, _PURPOSE, now, secret)
    found = content.get("s") if content else None
    return found if isinstance(found, str) else None
