"""`security.txt` from mkdocs.yml."""

from datetime import date

from samenkomst.core.contract import Site
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.security_txt import (
    SECURITY_URL,
    SecurityError,
    read_security,
    write_security,
)
from samenkomst.core.translation import Translate
from samenkomst.site.site_settings import SiteSettings


def security_files(settings: SiteSettings, site: Site, today: date) -> dict[str, str]:
    """Return the file by its address, or nothing when mkdocs.yml names no contact.

    Raises SecurityError when what it says cannot be published.
    """
    if not settings.contact and not settings.expires:
        return {}
    found = read_security(list(settings.contact), settings.expires, today)
    return {SECURITY_URL: write_security(found, site.url, site.language)}


def explain(error: SecurityError, translate: Translate) -> str:
    """Return the problem as a sentence for who keeps mkdocs.yml."""
    return f"mkdocs.yml: {translate(TEXTS[error.code]).format(**error.values)}"
