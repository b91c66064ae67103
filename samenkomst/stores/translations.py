"""The gettext catalogues that come with the package."""

import gettext
from importlib.resources import files

from samenkomst.core.translation import Translate, dutch

DOMAIN = "samenkomst"


def load_translation(language: str) -> Translate:
    """Return the translation from Dutch into `language`; an unknown language stays Dutch."""
    if language == "nl":
        return dutch
    folder = str(files("samenkomst").joinpath("locale"))
    return gettext.translation(DOMAIN, folder, [language], fallback=True).gettext
