"""Planned pages as MkDocs pages: they bring their own HTML, so nothing has to be parsed again."""

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url

from samenkomst.core.pages.plan import Page

_UNSEARCHED = re.compile(r"<!--nosearch-->.*?<!--/nosearch-->", re.DOTALL)
_MARKS = re.compile(r"<!--/?nosearch-->")
_ID = re.compile(r'\sid="([^"]+)"')


class PlannedPage(MkDocsPage):
    """A page of the plan. Its content comes from our template, not from a Markdown file.

    `content` is what other plugins see: the page without what nobody should find by searching.
    Templates mark that; the search plugin's own attribute would have it parse every form.
    """

    html = ""
    """The whole page, for visitors."""

    def __init__(
        self,
        plan: Page,
        file: File,
        config: MkDocsConfig,
        environment: Environment,
        shared: Mapping[str, Any],
    ) -> None:
        super().__init__(plan.title, file, config)
        self.plan = plan
        self._environment = environment
        self._shared = shared

    def read_source(self, config: MkDocsConfig) -> None:
        """Set what other plugins read; the title is escaped, since search takes it as HTML."""
        self.markdown = ""
        self.meta = {"title": str(escape(self.plan.title)), "description": self.plan.description}
        if self.plan.changed:
            self.meta["lastmod"] = self.plan.changed.isoformat()
        if self.plan.picture:
            self.meta["image"] = self.plan.picture.url
        if self.plan.moved_to:
            self.meta["moved_to"] = self.plan.moved_to
        if self.plan.values.get("noindex"):
            self.meta |= {"noindex": True, "search": {"exclude": True}}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set the content and the anchors in it, which MkDocs checks links against."""
        template = self._environment.get_template(self.plan.template)
        values = {**self._shared, **self.plan.values, "root": root_prefix(self.url)}
        html = template.render(values)
        self.content = _UNSEARCHED.sub("", html)
        self.html = _MARKS.sub("", html)
        self.present_anchor_ids = set(_ID.findall(html))


def root_prefix(url: str) -> str:
    """Return the way from the page at `url` to the root of the site: `../../`, or `./` at home."""
    return f"{get_relative_url('.', url)}/"


def place_page(
    plan: Page, config: MkDocsConfig, environment: Environment, shared: Mapping[str, Any]
) -> File:
    """Return the file of a planned page, outside the nav: in it a build grows quadratically."""
    file = File.generated(
        config, f"{plan.url}index.md", content="", inclusion=InclusionLevel.NOT_IN_NAV
    )
    PlannedPage(plan, file, config, environment, shared)
    return file


def place_file(url: str, content: str | bytes, config: MkDocsConfig) -> File:
    """Return a file that is published as it is, also when a folder's name begins with a dot."""
    return File.generated(config, url, content=content, inclusion=InclusionLevel.INCLUDED)
