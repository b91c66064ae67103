"""Planned pages as MkDocs knows them: an address that others can link to, and nothing to parse."""

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url

from samenkomst.core.pages.page import Address


class PlannedPage(MkDocsPage):
    """Stands for a page of the plan while MkDocs reads the hand-written pages.

    They may link to it and name it in the menu. We write the page ourselves, so it leaves the list
    of files before MkDocs writes its own (`take_out`).
    """

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what others read of a page: nothing but its title, which is given."""
        self.markdown, self.meta = "", {"title": self.title}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the content empty; which anchors it has is known when it is made."""
        self.content, self.present_anchor_ids = "", set()


def root_prefix(url: str) -> str:
    """Return the way from the page at `url` to the root of the site: `../../`, or `./` at home."""
    return f"{get_relative_url('.', url)}/"


def place_page(address: Address, config: MkDocsConfig) -> File:
    """Return the file of a planned page, outside the nav: in it a build grows quadratically."""
    file = File.generated(
        config, f"{address.url}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
    )
    PlannedPage(address.title, file, config)
    return file


def place_file(url: str, content: str | bytes, config: MkDocsConfig) -> File:
    """Return a file that is published as it is, also when a folder's name begins with a dot."""
    return File.generated(config, url, content=content, inclusion=InclusionLevel.INCLUDED)


def take_out(files: Files) -> Iterable[PlannedPage]:
    """Remove the planned pages from `files` and return them, once every link to them was read."""
    found = [file for file in files if isinstance(file.page, PlannedPage)]
    for file in found:
        files.remove(file)
    return [file.page for file in found if isinstance(file.page, PlannedPage)]
