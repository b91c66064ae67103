"""What is compared between entries, found once for each entry when it is read."""

from collections.abc import Iterator, Sequence

from samenkomst.core.contradictions.appearances import bookings_of
from samenkomst.core.contradictions.entry import (
    Entry,
    Outline,
    WithForm,
    all_registrations,
    known,
)
from samenkomst.core.contradictions.programme import Programme
from samenkomst.core.contradictions.references import links_in
from samenkomst.core.model.appearance import Appearance
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Path
from samenkomst.core.model.person import Organisation
from samenkomst.core.model.reading import Placed


def make_entry(
    placed: Sequence[Placed], programmes: Sequence[Programme], *, has_links: bool = True
) -> Entry:
    """Return the entry with its links, names and bookings, as far as it can be read.

    It comes with every part inside it, and is itself the first; `programmes` are those of an event.
    Where it is known that there are no links in its texts, none are looked for.
    """
    path, part = placed[0]
    parts = () if isinstance(part, Organisation) else placed
    with_links = parts if has_links else ()
    names = [
        (place, name)
        for place, each in parts
        if isinstance(each, Appearance) and (name := known(each, "name"))
    ]
    return Entry(
        path=path,
        what=_outline(part, path) if isinstance(part, Event) else part,
        links=tuple(link for place, each in with_links for link in links_in(each, place)),
        names=tuple(names),
        bookings=tuple(bookings_of(part, path, programmes)) if isinstance(part, Event) else (),
        registrations=tuple(_with_a_form(part, path)) if isinstance(part, Event) else (),
    )


def _outline(event: Event, path: Path) -> Outline:
    return Outline(
        slug=known(event, "slug"),
        was=known(event, "was") or (),
        draft=bool(known(event, "draft")),
        kind=known(event, "kind"),
        themes=known(event, "themes") or (),
        has_contact=known(event, "contact") != (),
        references=tuple(_references(event, path)),
    )


def _references(event: Event, path: Path) -> Iterator[tuple[Path, str]]:
    for key in ("replaces", "replaced_by"):
        if slug := known(event, key):
            yield (*path, key), slug
    for index, related in enumerate(known(event, "related") or ()):
        if slug := known(related, "event"):
            yield (*path, "related", index, "event"), slug


def _with_a_form(event: Event, path: Path) -> Iterator[WithForm]:
    for inside, registration in all_registrations(event):
        if form := known(registration, "form"):
            yield WithForm((*path, *inside), form, known(registration, "state"))
