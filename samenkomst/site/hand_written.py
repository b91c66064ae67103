"""What MkDocs made of the hand-written pages, as one part of the site."""

from collections.abc import Iterable, Iterator, Set as AbstractSet
from pathlib import PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from samenkomst.site.maker import Made
from samenkomst.site.packed import Packed, pack
from samenkomst.site.planned_page import PlannedPage
from samenkomst.site.search_index import INDEX


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


def published(files: Iterable[File], docs_dir: str, *, drafts: bool) -> list[File]:
    """Return those of `files` that are published, those first that win of others.

    That are the theme's own, and pages before the rest.
    """
    least = InclusionLevel.DRAFT if drafts else InclusionLevel.NOT_IN_NAV
    found = (file for file in files if file.inclusion.value >= least.value)
    return sorted(
        found, key=lambda file: (file.src_dir == docs_dir, not file.is_documentation_page())
    )


def places_of_mkdocs(config: MkDocsConfig) -> set[str]:
    """Return the addresses of what MkDocs writes beside the files that it was given."""
    return {*config.theme.static_templates, *config.extra_templates, "sitemap.xml.gz", INDEX}


def find_in_the_way(files: Iterable[File], places: AbstractSet[str]) -> Iterator[File]:
    """Yield each of `files` that comes where something else does: at `places`, or of `files`.

    So does a file where others have a folder, and what is in a folder where another is a file.
    """
    places, folders = {*places}, _folders_of(places)
    for file in files:
        place, above = file.dest_uri, _folders_of([file.dest_uri])
        if place in places or place in folders or not places.isdisjoint(above):
            yield file
        else:
            places.add(place)
            folders |= above


def _folders_of(urls: Iterable[str]) -> set[str]:
    """Return every folder that one of `urls` stands in."""
    nearest = {url.rpartition("/")[0] for url in urls}  # a few hundred, of thousands of files
    above = (parent for each in nearest for parent in PurePosixPath(each).parents)
    return {*nearest, *map(str, above)} - {"", "."}
