"""What mkdocs.yml can set for our plugin."""

from datetime import date

from mkdocs.config.base import Config
from mkdocs.config.config_options import SubConfig, Type

from samenkomst.stores.content_files import CONTENT


class SecurityOptions(Config):
    """The key `security`: whom to tell of a hole in the site."""

    contact = Type((str, list), default="")
    """One address, or a list of them."""
    expires = Type((str, date), default="")
    """The last day: YAML reads 2027-06-01 as a date by itself."""


class Options(Config):
    """The keys below `samenkomst`."""

    content = Type(str, default=CONTENT)
    """The folder with the YAML files, beside mkdocs.yml."""
    identity = Type(dict, default={})
    """Colours, logo and typeface: see `look.py`."""
    handler = Type(str, default="")
    """`module:function` that makes the form handler, for the live preview."""
    words = Type(dict, default={})
    """The site's own words: our Dutch text, and what stands there instead."""
    security = SubConfig(SecurityOptions)
    """Whom to tell of a hole in the site: `contact` and `expires`."""
