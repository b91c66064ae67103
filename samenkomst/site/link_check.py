"""Links in content that lead nowhere: to a page that is not there, or to a place on a page."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from samenkomst.site.maker import Made


def dead_links(made: Iterable[Made], site: Iterable[Made]) -> Iterator[str]:
    """Yield each address that leads nowhere, from the root of the site and with its anchor.

    `made` are the parts that have the links, `site` is everything. The anchors of a file that is
    no page are not ours to check.
    """
    found = list(site)
    known: dict[str, Iterable[str] | None] = {"": None}
    known |= {quote(url): None for each in found for url in each.files}
    known |= {url: places for each in found for url, places in each.anchors.items()}
    for target in sorted({link for each in made for link in each.links}):
        if not _leads_somewhere(target, known):
            yield f"/{target}"


def _leads_somewhere(target: str, known: Mapping[str, Iterable[str] | None]) -> bool:
    parts = urlsplit(target)
    if parts.path not in known:
        return False
    anchors = known[parts.path]
    return not parts.fragment or anchors is None or parts.fragment in anchors
