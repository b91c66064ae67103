"""`security.txt` (RFC 9116): where to report a hole in this site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SECURITY_URL = ".well-known/security.txt"
NOTICE = timedelta(days=60)
"""So long before its last day the build stops, so that no site shows an expired one."""

_CONTACT = re.compile(r"(?:https://|mailto:|tel:)[^\s<>\"]+")


class SecurityError(ValueError):
    """The settings give no valid file; `code` is a key of the problem texts."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class SecurityContact:
    """Whom to tell, and until when that holds; nothing more."""

    contacts: tuple[str, ...]
    """Addresses that begin with https:, mailto: or tel:, the best one first."""
    expires: date


def read_security(contacts: Sequence[str], expires: str, today: date) -> SecurityContact:
    """Return the settings, checked on `today`. Raises SecurityError when they are not in order."""
    if not contacts or not expires:
        raise SecurityError("security_incomplete")
    for contact in contacts:
        if not _CONTACT.fullmatch(contact):
            raise SecurityError("security_contact", value=contact)
    try:
        last = date.fromisoformat(expires)
    except ValueError:
        raise SecurityError("security_date", value=expires) from None
    if last - today < NOTICE:
        values = {"value": last.isoformat(), "limit": (today + NOTICE).isoformat()}
        raise SecurityError("security_expires", **values)
    return SecurityContact(tuple(contacts), last)


def write_security(found: SecurityContact, site_url: str, language: str) -> str:
    """Return the file: its last moment is the end of the day that was set, in UTC."""
    languages = ", ".join(dict.fromkeys((language, "en")))
    return "".join(
        (
            *(f"Contact: {contact}\n" for contact in found.contacts),
            f"Expires: {found.expires.isoformat()}T23:59:59Z\n",
            f"Preferred-Languages: {languages}\n",
            f"Canonical: {site_url}{SECURITY_URL}\n",
        )
    )
