"""The programme of a session: items with their times, people and parallel options, in words."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from samenkomst.core.model.session import Option, ProgrammeItem, Session
from samenkomst.core.pages.limits_view import describe_choice
from samenkomst.core.pages.people_view import People, PersonLine
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.timing import describe_times
from samenkomst.core.pages.words import ITEM_KINDS


class OptionView(NamedTuple):
    """One of several things at the same time."""

    title: str
    number: str
    room: str
    text: str
    """Markdown."""
    people: tuple[PersonLine, ...]
    provisional: bool
    kind_label: str = ""
    """"Workshop", or the editor's words."""
    full: bool = False


class TrackView(NamedTuple):
    """Options of one round, track or theme; the title is empty when they have none."""

    title: str
    options: tuple[OptionView, ...]


class ItemView(NamedTuple):
    """A programme item in words, nothing more."""

    times: str
    machine_start: str
    title: str
    kind: str
    text: str = ""
    """Markdown."""
    people: tuple[PersonLine, ...] = ()
    number: str = ""
    room: str = ""
    provisional: bool = False
    tracks: tuple[TrackView, ...] = ()
    kind_label: str = ""
    """"Workshop", or the editor's words."""
    audience: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """How many things go on at once, and how many of them one chooses."""

    @property
    def is_pause(self) -> bool:
        """Whether the item is no part of the content: doors, break, meal, drinks, end."""
        return self.kind in ("doors", "break", "meal", "social", "end")


class ProgrammeView(NamedTuple):
    """The programme of one session."""

    items: tuple[ItemView, ...]
    text: str
    """Markdown: the programme in words, or where it stands."""
    provisional: bool


def view_programme(session: Session, people: People, reader: Reader) -> ProgrammeView | None:
    """Return the programme of `session`, or None when there is nothing to show."""
    if not (session.programme or session.programme_text):
        return None
    return ProgrammeView(
        items=view_items(session.programme, people, reader),
        text=session.programme_text or "",
        provisional=session.programme_provisional,
    )


def view_items(
    items: Iterable[ProgrammeItem], people: People, reader: Reader
) -> tuple[ItemView, ...]:
    """Return the items in words, in the order of the file: never sorted by the clock."""
    return tuple(_item(each, people, reader) for each in items)


def _item(item: ProgrammeItem, people: People, reader: Reader) -> ItemView:
    return ItemView(
        times=describe_times(item, reader),
        machine_start=str(item.start) if item.start and item.start.minutes < 1440 else "",
        title=item.title,
        kind=item.kind.value if item.kind else "",
        text=item.text or "",
        people=people.lines(item.people),
        number=item.number or "",
        room=item.room or "",
        provisional=item.provisional,
        tracks=tuple(_tracks(item.options, people, reader)) if item.options else (),
        kind_label=_kind(item, reader),
        audience=item.audience,
        notes=tuple(_notes(item, reader)),
    )


def _kind(thing: ProgrammeItem | Option, reader: Reader) -> str:
    """Return the kind in words, unless the title tells it."""
    word = ITEM_KINDS.get(thing.kind) if thing.kind else None
    label = thing.kind_text or (reader.translate(word) if word else "")
    return "" if not label or label.lower() in thing.title.lower() else label


def _tracks(options: tuple[Option, ...], people: People, reader: Reader) -> Iterator[TrackView]:
    """Yield the options by track, tracks and options in the order of the file."""
    for title in dict.fromkeys(option.track or "" for option in options):
        mine = (option for option in options if (option.track or "") == title)
        yield TrackView(title, tuple(_option(option, people, reader) for option in mine))


def _option(option: Option, people: People, reader: Reader) -> OptionView:
    return OptionView(
        title=option.title,
        number=option.number or "",
        room=option.room or "",
        text=option.text or "",
        people=people.lines(option.people),
        provisional=option.provisional,
        kind_label=_kind(option, reader),
        full=option.full,
    )


def _notes(item: ProgrammeItem, reader: Reader) -> Iterator[str]:
    known, total = len(item.options), item.options_count or len(item.options)
    if total > known:
        words = (
            reader.translate("{total} parallelle onderdelen, nog niet alle titels zijn bekend")
            if known
            else reader.translate("{total} parallelle onderdelen, de titels volgen")
        )
        yield words.format(total=total)
    if choice := describe_choice(item.choose, total, reader):
        yield choice
