"""Where the site comes to stand: in a folder of its own, for what else is in it would go."""

import os
from collections.abc import Iterable
from pathlib import Path

from samenkomst.core.translation import dutch as _
from samenkomst.site.site_settings import SiteSettings
from samenkomst.site.talk import Refusal

SIGNS = ("forms.json", "sitemap.xml")
"""One of these stands in every folder that we filled, or MkDocs did."""


def check_folder(folder: Path, settings: SiteSettings) -> None:
    """Raise Refusal when no site can stand in `folder`, or when something else would be lost."""
    if os.path.lexists(folder) and not folder.is_dir():
        words = _(
            "{path} is geen map. Daar komt de site: haal dit bestand weg, of kies een andere map "
            "met SAMENKOMST_SITE."
        )
        raise Refusal(words.format(path=folder))
    if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        words = _("In de map {path} komt de site, maar u mag er niet schrijven.")
        raise Refusal(words.format(path=folder))
    real = Path(os.path.realpath(folder))
    sources = (settings.file, settings.docs, settings.content, Path(settings.custom))
    # The settings can come from a pipe, and own templates need not be there: such a path is empty.
    for source in map(os.path.realpath, (each for each in sources if each.name)):
        if real.is_relative_to(source) or Path(source).is_relative_to(real):
            words = _(
                "De site kan niet in {path} komen: dan verdwijnt {source}. Kies een andere map met "
                "SAMENKOMST_SITE."
            )
            raise Refusal(words.format(path=folder, source=source))


def check_standing(folder: Path, standing: Iterable[str]) -> None:
    """Raise Refusal when what is `standing` in `folder` is no site: it would go."""
    found = {url for url in standing if not is_hidden(url)}
    if found and found.isdisjoint(SIGNS):
        words = _(
            "In {path} staan bestanden die niet van de site zijn, zoals {name}. Die zouden "
            "verdwijnen. Haal ze daar weg, of kies een andere map met SAMENKOMST_SITE."
        )
        raise Refusal(words.format(path=folder, name=min(found)))


def is_hidden(url: str) -> bool:
    """Return whether that is a host's own, such as `.git/` and `.htaccess`: it is left alone."""
    return url.startswith(".") and not url.startswith(".well-known/")
