"""Markdown in single fields: to HTML by the site's own rules, and cleaned."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import nh3
from markupsafe import Markup

from samenkomst.site.meant_markdown import as_meant
from samenkomst.site.plain_markdown import is_plain_for, render_plain
from samenkomst.site.scrolling import make_scrollable

if TYPE_CHECKING:
    from markdown import Markdown

_TAGS = set(
    "a abbr b blockquote br caption code dd del div dl dt em hr i ins "  # noqa: SIM905 - readable
    "kbd li mark ol p pre q s samp small span strong sub sup table tbody td tfoot th thead tr "
    "u ul".split()
)
_ATTRIBUTES = {
    "*": {"class", "lang"},
    "a": {"href", "title"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align", "scope"},
    "abbr": {"title"},
}
_SCHEMES = {"https", "http", "mailto", "tel"}
_ALIGN = re.compile(r'<(t[dh]) align="(left|center|right)"')
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</p>).)*)</p>", re.DOTALL)


_REMEMBERED = 2000
"""Fields that stand on many pages are few: a bio, what a form says."""


class MarkdownFields:
    """Renders fields and remembers the result: a field stands on more than one page.

    What editors may write is checked with the content; cleaning is the second wall.
    """

    def __init__(
        self, extensions: Sequence[Any], configs: Mapping[str, Any], table_label: str
    ) -> None:
        self.targets: set[str] = set()
        """Addresses inside the site that fields link to, from its root, since you last looked."""
        self._extensions = list(extensions)
        self._configs = dict(configs)
        self._plain = is_plain_for(extensions)
        self._cleaners: dict[str, nh3.Cleaner] = {}
        self._done: dict[tuple[str, str], tuple[Markup, frozenset[str]]] = {}
        self._table_label = table_label

    @cached_property
    def _markdown(self) -> "Markdown":
        # Here, because loading it takes longer than making the page of an event in plain text.
        from markdown import Markdown

        return Markdown(extensions=self._extensions, extension_configs=self._configs)

    def block(self, text: str, root: str) -> Markup:
        """Return `text` as HTML; links from the root of the site start at `root` instead."""
        key = text, root
        if key not in self._done:
            if len(self._done) >= _REMEMBERED:
                self._done.clear()
            self._done[key] = self._render(text, root)
        html, links = self._done[key]
        self.targets |= links
        return html

    def inline(self, text: str, root: str) -> Markup:
        """Return `text` as HTML without the paragraph around it, when it is only one."""
        html = self.block(text, root)
        only = _ONE_PARAGRAPH.fullmatch(html.strip())
        return Markup(only[1]) if only else html  # noqa: S704 - part of what was cleaned

    def _render(self, text: str, root: str) -> tuple[Markup, frozenset[str]]:
        plain = render_plain(text) if self._plain else None
        if plain is not None:
            return Markup(plain), frozenset()  # noqa: S704 - it has no mark-up but ours
        self._links: set[str] = set()
        html = self._markdown.reset().convert(as_meant(text))
        clean = self._finish(self._cleaner(root).clean(html))
        return Markup(clean), frozenset(self._links)  # noqa: S704 - just cleaned

    def _finish(self, html: str) -> str:
        """Return `html` with alignment as classes and tables that a keyboard can scroll."""
        return make_scrollable(_ALIGN.sub(r'<\1 class="align-\2"', html), self._table_label)

    def _cleaner(self, root: str) -> nh3.Cleaner:
        if root not in self._cleaners:
            self._cleaners[root] = nh3.Cleaner(
                tags=_TAGS,
                attributes=_ATTRIBUTES,
                attribute_filter=lambda tag, name, value: self._address(name, value, root),
                url_schemes=_SCHEMES,
                link_rel=None,
            )
        return self._cleaners[root]

    def _address(self, name: str, value: str, root: str) -> str:
        if name != "href" or not value.startswith("/"):
            return value
        self._links.add(value.lstrip("/"))
        return root + value.lstrip("/")
