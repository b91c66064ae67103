"""MkDocs, as a build uses it: it reads mkdocs.yml and makes the hand-written pages."""

from pathlib import Path

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from samenkomst.core.translation import dutch as _
from samenkomst.site.plugin import SamenkomstPlugin
from samenkomst.site.site_build import SiteBuild
from samenkomst.site.site_settings import SiteSettings
from samenkomst.site.talk import Refusal


class Generator:
    """MkDocs with the settings of this folder; nothing more."""

    def __init__(self, folder: Path) -> None:
        """Read mkdocs.yml, for a site in `folder`. Raises Refusal when it is not in order."""
        try:
            self._config = load_config(strict=True, site_dir=str(folder))
        except Abort as error:  # it told why
            raise Refusal(_("mkdocs.yml is niet in orde.")) from error
        except ConfigurationError as error:
            words = _("mkdocs.yml is niet te lezen: {reason}")
            raise Refusal(words.format(reason=error)) from error
        plugin = self._config.plugins.get("samenkomst")
        if not isinstance(plugin, SamenkomstPlugin):
            raise Refusal(_("mkdocs.yml noemt de plugin “samenkomst” niet."))
        self._plugin = plugin

    def read_settings(self) -> SiteSettings:
        """Return what mkdocs.yml says."""
        return self._plugin.read_settings(self._config)

    def build(self, build: SiteBuild) -> None:
        """Make the whole site: our pages, and MkDocs' own. Raises Refusal when that cannot be.

        All of it comes to stand in the folder of `build`.
        """
        plugins = self._config.plugins
        self._plugin.adopt(build)
        try:
            plugins.on_startup(command="build", dirty=False)
            build_with_mkdocs(self._config)
        except Abort as error:  # it told why
            raise Refusal(_("De site is niet gebouwd.")) from error
        except MkDocsException as error:
            raise Refusal(str(error)) from error
        finally:
            plugins.on_shutdown()
        for url in build.written_files():
            place = build.folder / url
            place.parent.mkdir(parents=True, exist_ok=True)
            Path(self._config.site_dir, url).replace(place)
