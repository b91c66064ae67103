"""What was made of a part of the site, as it travels between processes and is remembered."""

import pickle
from collections.abc import Mapping
from typing import NamedTuple

from samenkomst.core.pages.calendar_text import Block
from samenkomst.core.pages.listed import Listed
from samenkomst.site.maker import Made


class Packed(NamedTuple):
    """Of thousands of parts most is asked for seldom, so that stays pickled. A tuple: read soon."""

    files: tuple[str, ...]
    """Addresses from the root of the site, compressed copies included."""
    pages: tuple[str, ...]
    """The addresses of those that are pages."""
    links: frozenset[str]
    """Where it leads to inside the site, with anchor, but for places on its own pages."""
    data: bytes
    entry: bytes
    search: bytes
    packed_anchors: bytes
    packed_blocks: bytes
    packed_listed: bytes = b""

    @property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        """The places on its pages that one can link to, by the page's address."""
        found: Mapping[str, frozenset[str]] = pickle.loads(self.packed_anchors)  # noqa: S301 - ours
        return found

    @property
    def listed(self) -> Listed | None:
        """How lists know the event, when that was said."""
        return pickle.loads(self.packed_listed) if self.packed_listed else None  # noqa: S301 - ours

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its entries in calendars to subscribe to."""
        found: tuple[Block, ...] = pickle.loads(self.packed_blocks)  # noqa: S301 - ours
        return found

    def known_as(self, listed: Listed | None) -> "Packed":
        """Return the same, with how lists know the event; who made it need not know."""
        packed = pickle.dumps(listed, pickle.HIGHEST_PROTOCOL) if listed else b""
        return self._replace(packed_listed=packed)


def pack(made: Made) -> Packed:
    """Return what was made, packed."""
    return Packed(
        files=made.files,
        pages=tuple(made.anchors),
        links=frozenset(link for link in made.links if not _is_inside(link, made.anchors)),
        data=made.data.encode(),
        entry=made.entry.encode(),
        search=made.search.encode(),
        packed_anchors=pickle.dumps(made.anchors, pickle.HIGHEST_PROTOCOL),
        packed_blocks=pickle.dumps(made.blocks, pickle.HIGHEST_PROTOCOL),
    )


def _is_inside(link: str, anchors: Mapping[str, frozenset[str]]) -> bool:
    url, _, place = link.partition("#")
    return place in anchors.get(url, ())
