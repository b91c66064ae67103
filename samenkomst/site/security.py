"""`security.txt` from mkdocs.yml."""

from datetime import date
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type

from samenkomst.core.contract import Site
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.security_txt import (
    SECURITY_URL,
    SecurityError,
    read_security,
    write_security,
)
from samenkomst.core.translation import Translate


class SecurityOptions(Config):
    """The key `security` of our plugin."""

    contact = Type((str, list), default="")
    """One address, or a list of them."""
    expires = Type((str, date), default="")
    """The last day: YAML reads 2027-06-01 as a date by itself."""


def security_files(options: Any, site: Site, today: date) -> dict[str, str]:
    """Return the file by its address, or nothing when mkdocs.yml names no contact.

    Raises SecurityError when what it says cannot be published.
    """
    if not options.contact and not options.expires:
        return {}
    contacts = [options.contact] if isinstance(options.contact, str) else options.contact
    found = read_security([str(each) for each in contacts], str(options.expires)[:10], today)
    return {SECURITY_URL: write_security(found, site.url, site.language)}


def explain(error: SecurityError, translate: Translate) -> str:
    """Return the problem as a sentence for who keeps mkdocs.yml."""
    return f"mkdocs.yml: {translate(TEXTS[error.code]).format(**error.values)}"
