"""Planned pages as MkDocs knows them: an address that others can link to, and nothing more."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel


class PlannedPage(File):
    """Stands for a page of the plan while MkDocs reads the hand-written pages.

    They may link to it and name it in the menu. To MkDocs it is no page: it would read, index and
    write each. It leaves the list of files before MkDocs copies those (`take_out`).
    """

    page: Any

    def __init__(self, url: str, config: MkDocsConfig) -> None:
        place = f"{url}index"
        directories = config.use_directory_urls
        super().__init__(
            f"{place}.md", None, config.site_dir, directories, dest_uri=f"{place}.html"
        )
        self.inclusion = InclusionLevel.NOT_IN_NAV

    def is_documentation_page(self) -> bool:
        """Return False: we write it ourselves."""
        return False


@dataclass(frozen=True, slots=True)
class Anchors:
    """What MkDocs asks of a page that others link to, nothing more."""

    url: str
    find: Callable[[str], Iterable[str]]

    @property
    def present_anchor_ids(self) -> Iterable[str]:
        """The places on the page that one can link to."""
        return self.find(self.url)


def place_file(url: str, content: str | bytes, config: MkDocsConfig) -> File:
    """Return a file that is published as it is, also when a folder's name begins with a dot."""
    return File.generated(config, url, content=content, inclusion=InclusionLevel.INCLUDED)


def take_out(files: Files, find: Callable[[str], Iterable[str]]) -> None:
    """Remove the planned pages from `files`, once every link to them was read.

    `find` returns the places on one that others can link to. MkDocs asks when all its own pages are
    written, and only for pages that they do link to.
    """
    for file in [each for each in files if isinstance(each, PlannedPage)]:
        files.remove(file)
        file.page = Anchors(file.url, find)
