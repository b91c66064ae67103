"""A page as plain data, for any generator."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True)
class Picture:
    """What stands on the picture that other sites show beside a link, nothing more."""

    url: str
    """From the root of the site."""
    title: str
    kicker: str = ""
    """A line above the title: the kind of event."""
    lines: tuple[str, ...] = ()
    """When and where."""
    footer: str = ""
    """The site's name."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as plain data, nothing more."""

    url: str
    """From the root of the site, ending in a slash."""
    template: str
    title: str
    description: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the template shows."""
    changed: date | None = None
    """When it last changed, as far as the content says so."""
    picture: Picture | None = None
    moved_to: str = ""
    """Where it stands now, from the root of the site, when this is an old address."""
    searched: tuple[str, ...] = ()
    """Texts by which one finds it, beside its title."""

    @property
    def address(self) -> "Address":
        """Where it stands."""
        listed = not self.values.get("noindex")
        return Address(self.url, self.title, self.changed, listed=listed)


class Address(NamedTuple):
    """Where a page stands and what it is called, before it is made; nothing more."""

    url: str
    """From the root of the site, ending in a slash."""
    title: str
    changed: date | None = None
    listed: bool = True
    """Whether search engines may list it."""


Piece = str | bytes
"""Part of a text; or the same as UTF-8, when it was that already."""
Pieces = tuple[Piece, ...]
"""A text in pieces, which others hold too; never joined, for that would hold it twice."""


def join_pieces(pieces: Iterable[Piece]) -> str:
    """Return the whole text."""
    return "".join(each.decode() if isinstance(each, bytes) else each for each in pieces)
