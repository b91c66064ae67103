"""Sessions: the dated meetings of an event, with their programme."""

from collections.abc import Iterator
from typing import Annotated

from samenkomst.core.model.appearance import Someone
from samenkomst.core.model.content import Content
from samenkomst.core.model.costs import Costs
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.limits import Capacity, Limits
from samenkomst.core.model.references import Once
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import (
    Boolean,
    Day,
    Label,
    Language,
    Markdown,
    Number,
    Slug,
    Text,
    Time,
    Url,
    Zone,
)
from samenkomst.core.model.states import ChosenBy, ItemKind, Mode


class TimeSpan(Content):
    """A start and an end, each of which may be unknown; an end is never invented."""

    start: Time | None = None
    end: Time | None = None
    next_day: Boolean = False
    """The end lies past midnight."""
    about: Boolean = False
    """The times are estimates: "ca."."""
    time_text: Text | None = None
    """Words in place of times, or beside them."""

    @rule
    def _end_has_a_start(self) -> Iterator[Fault]:
        if self.end is not None and self.start is None:
            yield Fault(("end",), "time_without_start")

    @rule
    def _ends_after_start(self) -> Iterator[Fault]:
        if self.start is None or self.end is None or self.next_day or self._ends_later():
            return
        if self.end <= self.start:
            values = {"start": str(self.start), "end": str(self.end)}
            yield Fault(("end",), "end_before_start", values)

    def _ends_later(self) -> bool:
        """Return whether the end lies on a later date."""
        return False


class Option(Content):
    """One of several things at the same time, among which one chooses or not."""

    title: Text
    number: Text | None = None
    """As printed: "1.1" stays "1.1"."""
    kind: ItemKind | None = None
    kind_text: Text | None = None
    """The kind in other words."""
    room: Text | None = None
    track: Text | None = None
    """The round, track or theme it belongs to."""
    text: Markdown | None = None
    people: tuple[Someone, ...] = ()
    provisional: Boolean = False
    full: Boolean = False
    """All its places are taken; the others can still be chosen."""


class ProgrammeItem(TimeSpan):
    """One item of a session's day, nothing more."""

    title: Text
    number: Text | None = None
    kind: ItemKind | None = None
    kind_text: Text | None = None
    """The kind in other words: "werkgroep"."""
    room: Text | None = None
    audience: tuple[Text, ...] = ()
    """For whom it is, when not for everyone."""
    text: Markdown | None = None
    people: tuple[Someone, ...] = ()
    provisional: Boolean = False
    options: tuple[Option, ...] = ()
    """What happens at the same time."""
    options_count: Number | None = None
    """How many there will be, when their titles are not yet known."""
    choose: Limits | None = None
    """How many of the options one chooses when registering; a least of 0 allows none."""


class Location(Content):
    """Where a session takes place, as far as known; parts that are unknown stay empty."""

    name: Text | None = None
    room: Text | None = None
    address: Text | None = None
    postcode: Text | None = None
    city: Label | None = None
    region: Text | None = None
    country: Text | None = None
    text: Text | None = None
    """Words only, as long as the place is not known: no map, no address."""
    directions: Markdown | None = None
    """How to get there, and how accessible it is."""


class Earlier(Content):
    """When and where a session was planned before it was moved.

    The list of these is the calendar's SEQUENCE: it stands in the content, so every clone has it.
    """

    date: Day | None = None
    date_text: Text | None = None
    start: Time | None = None
    place: Text | None = None
    reason: Text | None = None


class Session(TimeSpan):
    """One meeting of an event; its date may be known, provisional, in words, or unknown."""

    id: Annotated[Slug, Once("session")]
    title: Text
    number: Text | None = None
    date: Day | None = None
    end_date: Day | None = None
    """The last day, when the session takes several."""
    date_text: Text | None = None
    """The date in words, as long as it is not known."""
    provisional: Boolean = False
    """The date is not certain yet."""
    all_day: Boolean = False
    doors: Time | None = None
    """When the doors open."""
    zone: Zone | None = None
    """An IANA time zone, when it is not Europe/Amsterdam."""
    mode: Mode | None = None
    platform: Text | None = None
    """The program of an online session: "Zoom", "Teams"; never the link itself."""
    livestream: Url | None = None
    """Where anyone can watch, without registering."""
    place: Location | None = None
    language: Language | None = None
    audience: tuple[Label, ...] = ()
    text: Markdown | None = None
    people: tuple[Someone, ...] = ()
    programme: tuple[ProgrammeItem, ...] = ()
    programme_text: Markdown | None = None
    """The programme in words: that it follows, or where it stands."""
    programme_provisional: Boolean = False
    capacity: Capacity | None = None
    costs: Costs | None = None
    registration: Registration | None = None
    """When it differs from the event's."""
    cancelled: Boolean = False
    """This one does not go ahead; the others do."""
    moved_from: tuple[Earlier, ...] = ()
    """Where it stood before, oldest first: each move adds one."""
    reserve_date: Day | None = None

    def _ends_later(self) -> bool:
        return self.end_date is not None

    @rule
    def _has_one_date(self) -> Iterator[Fault]:
        if self.date is not None and self.date_text is not None:
            yield Fault(("date_text",), "date_twice")

    @rule
    def _last_day_follows_first(self) -> Iterator[Fault]:
        if self.end_date is not None and (self.date is None or self.end_date < self.date):
            values = {"date": str(self.date or "-"), "end": str(self.end_date)}
            yield Fault(("end_date",), "end_date_before_date", values)

    @rule
    def _whole_day_has_no_times(self) -> Iterator[Fault]:
        if self.all_day and (self.start or self.end):
            yield Fault(("all_day",), "all_day_with_times")

    @rule
    def _doors_open_before_start(self) -> Iterator[Fault]:
        if self.doors is not None and self.start is not None and self.doors > self.start:
            values = {"doors": str(self.doors), "start": str(self.start)}
            yield Fault(("doors",), "doors_after_start", values)


class SessionGroup(Content):
    """Sessions that belong together: an edition, a module, or moments of which one chooses."""

    id: Annotated[Slug, Once("group")]
    title: Text
    choose: Limits | None = None
    """How many of these one attends; without it all of them."""
    chosen_by: ChosenBy | None = None
    """Who chooses, each on the page behind the personal link; without it nobody does so here."""
    part_of_event: Boolean = False
    """These are the event itself, as editions or modules; else they stand beside it."""
    text: Markdown | None = None
    audience: tuple[Text, ...] = ()
    costs: Costs | None = None
    capacity: Capacity | None = None
    registration: Registration | None = None
    sessions: tuple[Session, ...] = ()

    @rule
    def _chosen_by_says_how_many(self) -> Iterator[Fault]:
        if self.chosen_by is not None and (self.choose is None or not self.sessions):
            yield Fault(("chosen_by",), "chosen_by_without_choose")
