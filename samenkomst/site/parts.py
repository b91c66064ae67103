"""The parts of the site, each made once and again only when what it is made from changes."""

import hashlib
import io
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from samenkomst.core.pages.page import Page, Picture
from samenkomst.core.pages.plan import Plan
from samenkomst.site.maker import Made, Maker
from samenkomst.site.standing import Stamp, stands

WRITTEN = "hand-written"
"""The name of the part that MkDocs makes."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something of the site that is made at once."""

    name: str
    key: str
    """Differs when anything differs that it is made from; nothing when that is not known."""
    make: Callable[[], Made]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier build made, as far as it still stands in `folder`; nothing more."""

    folder: Path | None = None
    made: Mapping[str, tuple[str, Made]] = field(default_factory=dict)
    """By the name of the part, with the key that it had."""
    stamps: Mapping[str, Stamp] = field(default_factory=dict)

    def find(self, part: Part) -> Made | None:
        """Return what was made of `part`, when that is still good and every file still stands."""
        key, made = self.made.get(part.name, ("", None))
        if self.folder is None or made is None or not part.key or key != part.key:
            return None
        return made if stands(self.folder, self.stamps, made.files) else None


@dataclass(slots=True)
class Work:
    """What was made now and what could stay, with the keys; nothing more."""

    made: dict[str, tuple[str, Made]] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    """The names of parts that stand as they were."""

    def keep(self, part: Part, made: Made) -> None:
        """Let what was made of `part` before stay."""
        self.made[part.name] = part.key, made
        self.kept.add(part.name)

    def all(self) -> list[Made]:
        """Return every part, made or kept."""
        return [made for _, made in self.made.values()]

    def kept_files(self) -> list[str]:
        """Return the addresses of all that could stay."""
        return [url for name in self.kept for url in self.made[name][1].files]


Over = Callable[[Callable[[Part], Made], Sequence[Part]], Iterable[Made]]


def list_parts(plan: Plan, more: tuple[Page, ...], maker: Maker, inputs: str) -> Iterator[Part]:
    """Yield a part for every event and every other page.

    `inputs` stands for all that is the same for every part: code, templates, settings, the day.
    """
    for event in plan.catalogue.events:
        own = plan.inputs(event)
        yield Part(f"event {event.slug}", own and f"{inputs} {own}", partial(maker.event, event))
    for page in (*plan.lists, *plan.others, *more):
        key = f"{inputs} {digest_plain(page)}"
        yield Part(f"page {page.url}", key, partial(maker.page, page))


def picture_part(picture: Picture, maker: Maker, inputs: str) -> Part:
    """Return a picture that belongs to no event."""
    key = f"{inputs} {digest_plain(picture)}"
    return Part(f"picture {picture.url}", key, partial(maker.picture, picture))


def make_file(url: str, text: str, maker: Maker, earlier: Earlier, work: Work) -> None:
    """Add a file that holds something of all events; its key is its content."""
    key = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
    part = Part(f"file {url}", key, partial(maker.file, url, text))
    make_parts((part,), earlier, work, map)


def digest_plain(value: Any) -> str:
    """Return a digest of plain data; that of equal data may differ, then it is made once more."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # the same bytes whether two equal texts are one object or two
    pickler.dump(value)
    return hashlib.blake2b(written.getvalue(), digest_size=16).hexdigest()


def make_parts(parts: Iterable[Part], earlier: Earlier, work: Work, over: Over) -> None:
    """Add every part to `work`: made now, or kept when nothing changed that it is made from.

    `over` is what makes those that are missing, in their order.
    """
    missing: list[Part] = []
    for part in parts:
        made = earlier.find(part)
        if made is None:
            missing.append(part)
        else:
            work.keep(part, made)
    found = over(lambda part: part.make(), missing)
    work.made |= {part.name: (part.key, made) for part, made in zip(missing, found, strict=True)}
