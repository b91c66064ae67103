"""What `mkdocs.yml` says, as plain data: a build that needs nothing of MkDocs has it too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samenkomst.core.contract import Link

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_KNOWN_PLUGINS = {"search", "material/search", "samenkomst"}


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What our own pages need of `mkdocs.yml`, and nothing more."""

    file: Path
    docs: Path
    content: Path
    name: str
    url: str
    """The site's address, with a slash at the end."""
    language: str
    menu: tuple[Link, ...]
    """The pages at the top of the nav."""
    footer: tuple[Link, ...]
    """Those in a section of it."""
    stylesheets: tuple[str, ...]
    templates: tuple[str, ...]
    """The folders with templates; those that go first, first."""
    custom: str
    """The folder that the site puts over the theme, if any."""
    worker: str
    """The address of the search worker."""
    markdown: tuple[Any, ...]
    """The extensions of Markdown."""
    markdown_options: Mapping[str, Any]
    identity: Mapping[str, Any]
    words: Mapping[Any, Any]
    contact: tuple[str, ...]
    """Whom to tell of a hole in the site."""
    expires: str
    known_sources: bool
    """Whether all that MkDocs makes its pages from is known: other plugins, hooks, themes and
    snippets have sources of their own."""

    source: str = ""
    """A text that differs when the file can say something else."""

    @property
    def can_be_remembered(self) -> bool:
        """Whether nothing else can change it, and it holds no functions: only what one can type."""
        held = (self.markdown, self.markdown_options, self.identity, self.words)
        return self.known_sources and bool(self.source) and all(map(_is_plain, held))


def _is_plain(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_plain(each) for pair in value.items() for each in pair)
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    return value is None or type(value) in {str, int, float, bool, date}


def read_settings(config: "MkDocsConfig") -> SiteSettings:
    """Return what MkDocs read of its file."""
    # Here, because settings that are remembered need nothing of MkDocs.
    from samenkomst.site.leftovers import find_worker
    from samenkomst.site.nav_menu import read_menu

    options = config.plugins["samenkomst"].config
    menu = read_menu(config.nav or [])
    file = Path(config.config_file_path)
    return SiteSettings(
        file=file,
        docs=Path(config.docs_dir),
        content=file.parent / options.content,
        name=config.site_name,
        url=_with_slash(config.site_url or "/"),
        language=str(config.theme["language"]),
        menu=menu.top,
        footer=menu.below,
        stylesheets=tuple(map(str, config.extra_css)),
        templates=tuple(config.theme.dirs),
        custom=config.theme.custom_dir or "",
        worker=find_worker(config),
        markdown=tuple(config.markdown_extensions),
        markdown_options=dict(config.mdx_configs),
        identity=dict(options.identity),
        words=dict(options.words),
        contact=_texts(options.security.contact),
        expires=str(options.security.expires)[:10],
        known_sources=not any(_unknown_sources(config)),
    )


def _texts(given: str | list[Any]) -> tuple[str, ...]:
    """Return one text or a list of them as texts; nothing of what is empty."""
    return tuple(map(str, [given] if isinstance(given, str) else given)) if given else ()


def _with_slash(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"


def _unknown_sources(config: "MkDocsConfig") -> Iterator[Any]:
    yield set(config.plugins) - _KNOWN_PLUGINS
    yield config.hooks
    yield config.theme.name != "material"
    yield "pymdownx.snippets" in config.markdown_extensions
