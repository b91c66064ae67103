"""What MkDocs made of the hand-written pages, as one part of the site."""

from collections.abc import Iterable, Iterator, Set as AbstractSet
from pathlib import PurePosixPath

from mkdocs.structure.files import File, Files

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


def find_in_our_place(docs: Iterable[File], ours: AbstractSet[str]) -> Iterator[str]:
    """Yield each file of `docs` that comes where one of ours does.

    So does a file where we have a folder, and what is in a folder where we have a file.
    """
    folders = _folders_of(ours)
    for file in docs:
        place = file.dest_uri
        taken = place in ours or place in folders or not ours.isdisjoint(_folders_of([place]))
        if taken and file.inclusion.is_included():
            yield file.src_uri


def _folders_of(urls: Iterable[str]) -> set[str]:
    """Return every folder that one of `urls` stands in."""
    nearest = {url.rpartition("/")[0] for url in urls}  # a few hundred, of thousands of files
    above = (parent for each in nearest for parent in PurePosixPath(each).parents)
    return {*nearest, *map(str, above)} - {"", "."}
