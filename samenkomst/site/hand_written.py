"""The hand-written pages: one part of the site, that MkDocs makes when something in it changed."""

from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import get_build_date
from mkdocs.utils.yaml import yaml_load

from samenkomst.site.maker import Made
from samenkomst.site.planned_page import PlannedPage
from samenkomst.site.standing import files_in
from samenkomst.stores.memory import digest_files

NAME = "hand-written"
_KNOWN_PLUGINS = {"search", "material/search", "samenkomst"}


def describe_sources(config: MkDocsConfig) -> str:
    """Return a text that differs when anything differs that MkDocs makes its pages from by itself.

    Nothing when that cannot be known: other plugins, hooks, themes and snippets have sources of
    their own. What we give to its pages is not in it.
    """
    own = set(config.plugins) - _KNOWN_PLUGINS or config.hooks
    if own or config.theme.name != "material" or "pymdownx.snippets" in config.markdown_extensions:
        return ""
    docs = digest_files(Path(config.docs_dir), get_build_date())
    with Path(config.config_file_path).open("rb") as settings:
        return f"{docs} {yaml_load(settings)}"


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


def describe_written(folder: Path, others: Iterable[Made], index: str, files: Files) -> Made:
    """Return what MkDocs left in `folder`, beside what is of `others`."""
    ours = {url for made in others for url in made.files}
    return Made(
        files=tuple(sorted(files_in(folder) - ours)),
        anchors=read_anchors(files),
        links=read_links(files),
        data=index,
    )
