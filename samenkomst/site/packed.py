"""What was made of a part of the site, as it travels between processes and is remembered."""

import pickle
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from samenkomst.core.pages.calendar_text import Block, last_day_of_all
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
    last_day: date | None
    """When the last of its calendar entries ends, when that is known of each."""
    packed_anchors: bytes
    packed_blocks: bytes

    @property
    def anchors(self) -> Mapping[str, frozenset[str]]:
        """The places on its pages that one can link to, by the page's address."""
        found: Mapping[str, frozenset[str]] = pickle.loads(self.packed_anchors)  # noqa: S301 - ours
        return found

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its entries in calendars of several events."""
        found: tuple[Block, ...] = pickle.loads(self.packed_blocks)  # noqa: S301 - ours
        return found


def pack(made: Made) -> Packed:
    """Return what was made, packed."""
    own = {f"{url}#{place}" for url, places in made.anchors.items() for place in places}
    return Packed(
        files=made.files,
        pages=tuple(made.anchors),
        links=frozenset(made.links - own),
        data=made.data.encode(),
        entry=made.entry.encode(),
        search=made.search.encode(),
        last_day=last_day_of_all(made.blocks),
        packed_anchors=pickle.dumps(made.anchors, pickle.HIGHEST_PROTOCOL),
        packed_blocks=pickle.dumps(made.blocks, pickle.HIGHEST_PROTOCOL),
    )
