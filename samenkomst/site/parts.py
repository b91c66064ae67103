"""The parts of the site, each made once and again only when what it is made from changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from samenkomst.core.model.event import Event
from samenkomst.core.pages.listed import Listed
from samenkomst.core.pages.page import Picture
from samenkomst.site.digest import digest_plain
from samenkomst.site.maker import Made, Maker
from samenkomst.site.packed import Packed
from samenkomst.site.planned_site import PlannedSite
from samenkomst.site.site_folder import is_hidden
from samenkomst.site.standing import Stamp, take_stamps

WRITTEN = "hand-written"
"""The name of the part that MkDocs makes."""
Stamps = tuple[Stamp | None, ...]


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
    stamps: Stamps
    """Of its files, in their order."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier build made, and what stands now in the folder where it left that."""

    made: Mapping[str, Kept] = field(default_factory=dict)
    """By the name of the part."""
    standing: Mapping[str, Stamp] = field(default_factory=dict)

    def of_the_site(self) -> set[str]:
        """Return what stands there and is no host's own: of what is hidden, only what we made."""
        hidden = {url for url in self.standing if is_hidden(url)}
        if hidden:
            hidden.difference_update(url for each in self.made.values() for url in each.part.files)
        return self.standing.keys() - hidden

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
    stamps: dict[str, Stamps] = field(default_factory=dict)
    """Of what was made, before it stood in its place."""

    def keep(self, name: str, key: str, part: Packed) -> None:
        """Let what was made before stay."""
        self.made[name] = key, part
        self.kept.add(name)

    def forget(self, name: str) -> None:
        """Let what was to stay be made after all."""
        del self.made[name]
        self.kept.remove(name)

    def all(self) -> list[Packed]:
        """Return every part, made or kept."""
        return [made for _, made in self.made.values()]

    def new_files(self) -> set[str]:
        """Return the addresses of all that was made now."""
        return {url for name in self.made.keys() - self.kept for url in self.made[name][1].files}

    def kept_files(self) -> list[str]:
        """Return the addresses of all that could stay."""
        return [url for name in self.kept for url in self.made[name][1].files]

    def take_stamps(self, folder: Path) -> None:
        """Take the stamps of all that was made in `folder`, for when it stands in its place."""
        names = self.made.keys() - self.kept
        self.stamps = {name: take_stamps(folder, self.made[name][1].files) for name in names}

    def remember(self, earlier: Earlier, folder: Path, names: Iterable[str]) -> dict[str, Kept]:
        """Return those parts as `folder` has them now; what stayed has the stamps that it had.

        So that what someone changes in it meanwhile is seen the next time.
        """
        return {
            name: Kept(
                *self.made[name],
                earlier.made[name].stamps
                if name in self.kept
                else self._stamps(name, earlier, folder),
            )
            for name in names
        }

    def _stamps(self, name: str, earlier: Earlier, folder: Path) -> Stamps:
        """Return those of something new, which are known but for two cases.

        What MkDocs wrote comes to its folder later; and a file that stood there and is the same was
        left alone.
        """
        files, stamps = self.made[name][1].files, self.stamps.get(name, (None,))
        if None in stamps or not earlier.standing.keys().isdisjoint(files):
            return take_stamps(folder, files)
        return stamps


def recall(planned: PlannedSite, earlier: Earlier) -> None:
    """Let the plan take over how lists know each event of which the part has the same key."""
    for event in planned.plan.catalogue.events:
        key, kept = planned.event_keys[event.slug], earlier.made.get(_name(event))
        if kept and key and kept.key == key and (listed := kept.part.listed):
            planned.plan.recall(event, listed)


def listed_by_part(planned: PlannedSite) -> dict[str, Listed]:
    """Return how lists know each event, by the name of its part."""
    plan = planned.plan
    return dict(zip(map(_name, plan.catalogue.events), plan.listed, strict=True))


def event_parts(planned: PlannedSite, maker: Maker) -> Iterator[Part]:
    """Yield a part for every event."""
    for event in planned.plan.catalogue.events:
        yield Part(_name(event), planned.event_keys[event.slug], partial(maker.event, event))


def page_parts(planned: PlannedSite, maker: Maker) -> Iterator[Part]:
    """Yield a part for every other page."""
    plan, inputs = planned.plan, planned.inputs
    for page in (*plan.lists, *plan.others, planned.search_page):
        key = f"{inputs} {digest_plain(page)}"
        yield Part(f"page {page.url}", key, partial(maker.page, page))


def _name(event: Event) -> str:
    return f"event {event.slug}"


def picture_part(picture: Picture, maker: Maker, inputs: str) -> Part:
    """Return a picture that belongs to no event."""
    key = f"{inputs} {digest_plain(picture)}"
    return Part(f"picture {picture.url}", key, partial(maker.picture, picture))


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
