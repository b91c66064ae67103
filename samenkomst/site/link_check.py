"""Links in content that lead nowhere: to a page that is not there, or to a place on a page."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from samenkomst.site.maker import Made

Places = Mapping[str, Iterable[str] | None]
"""Where one can link to: the places on each page; None for a file, whose are not ours to check."""


def list_places(site: Iterable[Made]) -> Places:
    """Return where one can link to when all parts of `site` are made."""
    found = list(site)
    known: dict[str, Iterable[str] | None] = {"": None}
    known |= {url: None for each in found for url in each.files}
    known |= {unquote(url): places for each in found for url, places in each.anchors.items()}
    return known


def dead_links(made: Iterable[Made], known: Places) -> Iterator[str]:
    """Yield each address that leads nowhere, from the root of the site and with its anchor."""
    for target in sorted({link for each in made for link in each.links}):
        if not _leads_somewhere(target, known):
            yield f"/{target}"


def _leads_somewhere(target: str, known: Places) -> bool:
    address, _, place = target.partition("#")
    path = unquote(address.partition("?")[0])
    if path not in known:
        return False
    places = known[path]
    return not place or places is None or place in places
