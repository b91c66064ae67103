"""Links in content that lead nowhere: to a page that is not there, or to a place on a page."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from mkdocs.structure.files import Files

from samenkomst.site.planned_page import PlannedPage

_HERE = re.compile(r'\shref="#([^"]+)"')


def dead_links(targets: Iterable[str], files: Files) -> Iterator[str]:
    """Yield each address that leads nowhere, from the root of the site and with its anchor.

    All pages have been rendered by now, so their anchors are known; those of a file that is no
    page are not ours to check.
    """
    anchors = {"": None} | {file.url: _anchors(file.page) for file in files}
    for target in sorted(targets):
        parts = urlsplit(target)
        known = anchors.get(parts.path)
        if parts.path not in anchors or (parts.fragment and known and parts.fragment not in known):
            yield f"/{target}"
    for file in files:
        if isinstance(file.page, PlannedPage):
            found = set(_HERE.findall(file.page.content or ""))
            for fragment in sorted(found - (file.page.present_anchor_ids or set())):
                yield f"/{file.url}#{fragment}"


def _anchors(page: object) -> set[str] | None:
    return getattr(page, "present_anchor_ids", None)
