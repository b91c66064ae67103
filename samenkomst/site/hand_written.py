"""What MkDocs made of the hand-written pages, as one part of the site."""

from collections.abc import Iterable

from mkdocs.structure.files import Files

from samenkomst.site.maker import Made
from samenkomst.site.packed import Packed, pack
from samenkomst.site.planned_page import PlannedPage


def read_anchors(files: Files) -> dict[str, frozenset[str]]:
    """Return the places on hand-written pages that one can link to, by the page's address."""
    pages = (file.page for file in files.documentation_pages())
    return {page.url: frozenset(page.present_anchor_ids or ()) for page in pages if page}


def read_links(files: Files) -> frozenset[str]:
    """Return to which places on planned pages the hand-written ones link."""
    pages = (file.page for file in files.documentation_pages())
    links = (page.links_to_anchors or {} for page in pages if page)
    return frozenset(
        f"{file.url}#{anchor}"
        for each in links
        for file, anchors in each.items()
        if isinstance(file, PlannedPage)
        for anchor in anchors
    )


def describe_written(written: Iterable[str], index: str, files: Files) -> Packed:
    """Return what MkDocs left: files with the addresses `written`, and what to search for."""
    return pack(
        Made(
            files=tuple(sorted(written)),
            anchors=read_anchors(files),
            links=read_links(files),
            data=index,
        )
    )
