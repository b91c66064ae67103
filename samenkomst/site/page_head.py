"""What the shared layout asks of a page, made from MkDocs' pages."""

from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

from samenkomst.core.contract import Site
from samenkomst.core.pages.page import Address, Page
from samenkomst.core.translation import Translate

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page as MkDocsPage

SITE_PICTURE = "assets/deel.png"
"""The picture of pages that have none of their own."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the layout knows of a page, nothing more."""

    title: str
    description: str = ""
    url: str = ""
    """From the root of the site."""
    noindex: bool = False
    section: str = ""
    """The address in the menu under which the page falls."""
    content: str = ""
    """HTML."""
    image: str = ""
    """The picture beside a link to it, from the root of the site."""
    moved_to: str = ""
    """Where it stands now, from the root of the site."""


def describe_page(page: "MkDocsPage", site: Site) -> PageHead:
    """Return the head of a page of MkDocs that has been rendered."""
    meta = page.meta
    nameless = not page.url and "title" not in meta
    return PageHead(
        title=site.name if nameless else _title(page),
        description=str(meta.get("description", "")),
        url=page.url,
        noindex=bool(meta.get("noindex")),
        section=_section(page.url, site),
        content=page.content or "",
        image=str(meta.get("image", SITE_PICTURE)),
    )


def describe_plan(page: Page, site: Site, content: str) -> PageHead:
    """Return the head of a planned page, around its content."""
    return PageHead(
        title=page.title,
        description=page.description,
        url=page.url,
        noindex=bool(page.values.get("noindex")),
        section=_section(page.url, site),
        content=content,
        image=page.picture.url if page.picture else SITE_PICTURE,
        moved_to=page.moved_to,
    )


def page_address(page: "MkDocsPage") -> Address:
    """Return where a page of MkDocs stands."""
    changed = page.meta.get("lastmod")
    day = changed if isinstance(changed, date) else None
    return Address(page.url, page.title or "", day, listed=not page.meta.get("noindex"))


def root_prefix(url: str) -> str:
    """Return the way from the page at `url` to the root of the site: `../../`, or `./` at home."""
    return "../" * url.count("/") or "./"


def _title(page: "MkDocsPage") -> str:
    """Return the title as text: MkDocs keeps the one from front matter or heading as HTML."""
    return unescape(str(page.meta.get("title") or page.title))


def _section(url: str, site: Site) -> str:
    found = [link.url for link in site.menu if link.url and url.startswith(link.url)]
    return max(found, key=len, default="")


def describe_static(name: str, translate: Translate) -> PageHead:
    """Return the head of a template without a page of its own, such as `404.html`."""
    return PageHead(title=translate("Deze pagina bestaat niet"), url=name, noindex=True)
