"""The menu and the footer of the site, from the nav in mkdocs.yml."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from mkdocs.structure.files import File

from samenkomst.core.contract import Link


@dataclass(frozen=True, slots=True)
class Menu:
    """The pages that are named in the nav, nothing more."""

    top: tuple[Link, ...]
    """At the top of the nav: the site's menu."""
    below: tuple[Link, ...]
    """In a section: its footer."""


def read_menu(nav: list[Any]) -> Menu:
    """Return the menu that a nav describes; what leads to another site is not in it."""
    entries = list(_entries(nav))
    sections = [target for _, target in entries if isinstance(target, list)]
    below = tuple(link for section in sections for link in _links(_entries(section)))
    return Menu(tuple(_links(entries)), below)


def _entries(nav: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield title and target of what is named in a nav."""
    for item in nav:
        if isinstance(item, dict):
            yield from item.items()


def _links(entries: Iterable[tuple[str, Any]]) -> Iterator[Link]:
    for title, target in entries:
        if isinstance(target, str) and not urlsplit(target).scheme:
            yield Link(title, page_url(target))


def page_url(path: str) -> str:
    """Return the address from the root of the site of the page that is written at `path`."""
    url = File(path, None, "", use_directory_urls=True).url
    return "" if url == "./" else url
