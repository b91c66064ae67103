"""Keeps out of the site what no page loads."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

_WORKER = "assets/javascripts/workers/"
_NEEDED = (_WORKER, "assets/javascripts/lunr/")


def drop_unused(files: Files, config: MkDocsConfig) -> None:
    """Remove the theme's own scripts, styles and images; its search worker stays.

    Our pages load none of them. What a site puts over the theme (`custom_dir`) is its own affair.
    """
    themes = {folder for folder in config.theme.dirs if Path(folder, "mkdocs_theme.yml").exists()}
    for file in list(files):
        needed = file.src_uri.startswith(_NEEDED) and file.src_uri.endswith(".js")
        if file.src_dir in themes and not needed:
            files.remove(file)


def find_worker(config: MkDocsConfig) -> str:
    """Return the address of the search worker, whose name changes with the theme's version."""
    folders = (Path(folder, _WORKER) for folder in config.theme.dirs)
    found = (path.name for folder in folders for path in sorted(folder.glob("search.*.js")))
    return next((f"{_WORKER}{name}" for name in found), "")
