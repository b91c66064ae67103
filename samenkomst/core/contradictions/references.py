"""References that lead nowhere: links inside the site, earlier slugs, and drafts."""

import re
from collections.abc import Iterator

from samenkomst.core.contradictions.entry import Link, Outline, Shelves
from samenkomst.core.model.content import Content
from samenkomst.core.model.fault import Fault, Path

_LINK = re.compile(r"\]\(\s*<?/(evenementen|mensen)/([^/.\s)>#?]+)(?:/|\.\w+)?(?=[\s)>#?])")
ARCHIVE = "archief"
"""A page beside the events' own, below the same address."""


def check_earlier_slugs(shelves: Shelves) -> Iterator[Fault]:
    """Yield a fault for each earlier slug that another event has, or had."""
    seen: dict[str, Path] = {}
    slugs = {event.slug: (*path, "slug") for path, event in shelves.events}
    for path, event in shelves.events:
        for index, slug in enumerate(event.was):
            here = (*path, "was", index)
            first = slugs.get(slug) or seen.setdefault(slug, here)
            if first != here:
                yield Fault(here, "not_unique", {"value": slug}, first=first)


def check_links(shelves: Shelves) -> Iterator[Fault]:
    """Yield a fault for each link to an event or person that is not there."""
    earlier = {slug for _, event in shelves.events for slug in event.was}
    known_names = {
        "evenementen": {*shelves.by_slug, *earlier, ARCHIVE},
        "mensen": {*shelves.person_ids},
    }
    for entry in shelves.entries:
        for place, kind, name in entry.links:
            if name not in known_names[kind]:
                values = {"link": f"/{kind}/{name}/", "value": name, "suggestion": ""}
                yield Fault(place, "unknown_link", values, near=sorted(known_names[kind]))


def check_drafts(shelves: Shelves) -> Iterator[Fault]:
    """Yield a warning for each reference from a published event to one that only we can see."""
    drafts = {slug for slug, event in shelves.by_slug.items() if event.draft}
    for entry in shelves.entries if drafts else ():
        event = entry.what
        if isinstance(event, Outline) and not event.draft:
            linked = ((at, slug) for at, kind, slug in entry.links if kind == "evenementen")
            for place, slug in (*event.references, *linked):
                if slug in drafts:
                    yield Fault(place, "draft_referenced", {"value": slug})


def links_in(part: Content, path: Path) -> Iterator[Link]:
    """Yield the links to events and people in the texts of `part` itself, also in lists."""
    for name, value in vars(part).items():
        if type(value) is str and "](" in value:
            yield from _links((*path, name), value)
        elif value and type(value) is tuple and type(value[0]) is str:
            for index, text in enumerate(value):
                yield from _links((*path, name, index), text)


def _links(path: Path, text: str) -> Iterator[Link]:
    return ((path, kind, name) for kind, name in _LINK.findall(text))
