"""What every page shares, from mkdocs.yml: name, address, menu and footer."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from samenkomst.core.contract import Link, Site
from samenkomst.site.assets import Assets
from samenkomst.site.look import Look


def describe_site(config: MkDocsConfig, assets: Assets, look: Look) -> Site:
    """Return the site: pages at the top of the nav are its menu, those in a section its footer.

    The site's own style sheets (`extra_css`) come after ours, so that they win.
    """
    entries = list(_entries(config.nav or []))
    sections = [target for _, target in entries if isinstance(target, list)]
    return Site(
        name=config.site_name,
        language=site_language(config),
        url=_with_slash(config.site_url or "/"),
        menu=tuple(_links(entries)),
        footer=tuple(link for section in sections for link in _links(_entries(section))),
        stylesheets=(assets.css, *map(str, config.extra_css)),
        form_script=assets.form,
        logo=look.logo,
        logo_width=look.logo_width,
    )


def site_language(config: MkDocsConfig) -> str:
    """Return the language of the theme, which is the language of the pages."""
    return str(config.theme["language"])


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"


def _entries(nav: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield title and target of what is named in a nav."""
    for item in nav:
        if isinstance(item, dict):
            yield from item.items()


def _links(entries: Any) -> Iterator[Link]:
    for title, target in entries:
        if isinstance(target, str) and not urlsplit(target).scheme:
            yield Link(title, page_url(target))


def page_url(path: str) -> str:
    """Return the address from the root of the site of the page that is written at `path`."""
    url = File(path, None, "", use_directory_urls=True).url
    return "" if url == "./" else url
