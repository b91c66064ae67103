"""Links in content that lead nowhere: to a page that is not there, or to a place on a page."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from samenkomst.site.packed import Packed

Places = Mapping[str, Packed | None]
"""Where one can link to: a page, with the part that knows its places; or a file, without one."""


def list_places(site: Iterable[Packed]) -> Places:
    """Return where one can link to when all parts of `site` are made."""
    found = list(site)
    known: dict[str, Packed | None] = {"": None}
    known |= {url: None for each in found for url in each.files}
    known |= {unquote(url): each for each in found for url in each.pages}
    return known


def dead_links(made: Iterable[Packed], known: Places) -> Iterator[str]:
    """Yield each address that leads nowhere, from the root of the site and with its anchor."""
    for target in sorted({link for each in made for link in each.links}):
        if not _leads_somewhere(target, known):
            yield f"/{target}"


def _leads_somewhere(target: str, known: Places) -> bool:
    address, _, place = target.partition("#")
    path = unquote(address.partition("?")[0])
    if path not in known:
        return False
    page = known[path]
    return not place or page is None or place in _places_on(page)[path]


def _places_on(part: Packed) -> Mapping[str, frozenset[str]]:
    return {unquote(url): places for url, places in part.anchors.items()}
