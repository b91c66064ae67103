"""Keeps out of the site what no page loads."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

_WORKER = "assets/javascripts/workers/"
_LUNR = "assets/javascripts/lunr/"
_SEARCH_PLUGINS = ("material/search", "search")
_SEGMENTERS = {"ja": "tinyseg.js", "hi": "wordcut.js", "th": "wordcut.js"}


def drop_unused(files: Files, config: MkDocsConfig) -> None:
    """Remove the theme's own scripts, styles and images; its search worker stays.

    Our pages load none of them. What a site puts over the theme (`custom_dir`) is its own affair.
    """
    themes = {folder for folder in config.theme.dirs if Path(folder, "mkdocs_theme.yml").exists()}
    words = worker_scripts(_languages(config))
    for file in list(files):
        is_worker = file.src_uri.startswith(_WORKER) and file.src_uri.endswith(".js")
        if file.src_dir in themes and not is_worker and file.src_uri not in words:
            files.remove(file)


def worker_scripts(languages: Sequence[str]) -> set[str]:
    """Return the addresses of what the search worker loads for these languages.

    It loads no other; those of all languages together take nearly a megabyte.
    """
    own = {f"min/lunr.{each}.min.js" for each in languages}
    shared = {"min/lunr.stemmer.support.min.js"}
    if len(own) > 1:
        shared.add("min/lunr.multi.min.js")
    segmenters = {_SEGMENTERS[each] for each in languages if each in _SEGMENTERS}
    return {f"{_LUNR}{name}" for name in own | shared | segmenters}


def _languages(config: MkDocsConfig) -> list[str]:
    """Return in which languages one searches; the search plugin has filled that in by now."""
    found = (config.plugins[name] for name in _SEARCH_PLUGINS if name in config.plugins)
    return [each for plugin in found for each in plugin.config.lang or ()]


def find_worker(config: MkDocsConfig) -> str:
    """Return the address of the search worker, whose name changes with the theme's version."""
    folders = (Path(folder, _WORKER) for folder in config.theme.dirs)
    found = (path.name for folder in folders for path in sorted(folder.glob("search.*.js")))
    return next((f"{_WORKER}{name}" for name in found), "")
