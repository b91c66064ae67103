"""The parts of the site, each made once and again only when what it is made from changes."""

import hashlib
import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from samenkomst.core.pages.page import Page, Picture
from samenkomst.core.pages.plan import Plan
from samenkomst.site.maker import Made, Maker
from samenkomst.site.packed import Packed
from samenkomst.site.standing import Stamp, take_stamps

WRITTEN = "hand-written"
"""The name of the part that MkDocs makes."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something of the site that is made at once."""

    name: str
    key: str
    """Differs when anything differs that it is made from; nothing when that is not known."""
    make: Callable[[], Made]


class Kept(NamedTuple):
    """A part as it is remembered, nothing more."""

    key: str
    part: Packed
    stamps: tuple[Stamp | None, ...]
    """Of its files, in their order."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier build made, and what stands now in the folder where it left that."""

    made: Mapping[str, Kept] = field(default_factory=dict)
    """By the name of the part."""
    standing: Mapping[str, Stamp] = field(default_factory=dict)

    def find(self, name: str, key: str) -> Packed | None:
        """Return what was made of a part, when that is still good and every file still stands."""
        kept = self.made.get(name)
        if kept is None or not key or kept.key != key:
            return None
        now = tuple(map(self.standing.get, kept.part.files))
        return kept.part if now == kept.stamps and None not in now else None


@dataclass(slots=True)
class Work:
    """What was made now and what could stay, with the keys; nothing more."""

    made: dict[str, tuple[str, Packed]] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    """The names of parts that stand as they were."""

    def keep(self, name: str, key: str, part: Packed) -> None:
        """Let what was made before stay."""
        self.made[name] = key, part
        self.kept.add(name)

    def all(self) -> list[Packed]:
        """Return every part, made or kept."""
        return [made for _, made in self.made.values()]

    def kept_files(self) -> list[str]:
        """Return the addresses of all that could stay."""
        return [url for name in self.kept for url in self.made[name][1].files]

    def remember(self, earlier: Earlier, folder: Path, names: Iterable[str]) -> dict[str, Kept]:
        """Return those parts as `folder` has them now; what stayed has the stamps that it had.

        So that what someone changes in it meanwhile is seen the next time.
        """
        return {
            name: Kept(
                *self.made[name],
                earlier.made[name].stamps
                if name in self.kept
                else take_stamps(folder, self.made[name][1].files),
            )
            for name in names
        }


def event_parts(plan: Plan, maker: Maker, inputs: str) -> Iterator[Part]:
    """Yield a part for every event.

    `inputs` stands for all that is the same for every part: code, templates, settings, the day.
    """
    for event in plan.catalogue.events:
        own = plan.inputs(event)
        yield Part(f"event {event.slug}", own and f"{inputs} {own}", partial(maker.event, event))


def page_parts(plan: Plan, more: tuple[Page, ...], maker: Maker, inputs: str) -> Iterator[Part]:
    """Yield a part for every other page."""
    for page in (*plan.lists, *plan.others, *more):
        key = f"{inputs} {digest_plain(page)}"
        yield Part(f"page {page.url}", key, partial(maker.page, page))


def picture_part(picture: Picture, maker: Maker, inputs: str) -> Part:
    """Return a picture that belongs to no event."""
    key = f"{inputs} {digest_plain(picture)}"
    return Part(f"picture {picture.url}", key, partial(maker.picture, picture))


def digest_plain(value: Any) -> str:
    """Return a digest of plain data; that of equal data may differ, then it is made once more."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # the same bytes whether two equal texts are one object or two
    pickler.dump(value)
    return hashlib.blake2b(written.getvalue(), digest_size=16).hexdigest()


def find_missing(parts: Iterable[Part], earlier: Earlier, work: Work) -> list[Part]:
    """Return the parts that must be made; add to `work` what can stay."""
    missing: list[Part] = []
    for part in parts:
        found = earlier.find(part.name, part.key)
        if found is None:
            missing.append(part)
        else:
            work.keep(part.name, part.key, found)
    return missing
