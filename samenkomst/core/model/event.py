"""The event and its parts, as an editor describes them in `events.yaml`.

The state of an event is four axes, never one word: whether it goes ahead (`going_ahead`), how
certain its dates are (each session has a `date`, a `date_text` or neither), whether one can
register (`registration.state`), and whether it is past (computed, never typed).
"""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from samenkomst.core.model.scalars import (
    Boolean,
    Content,
    Day,
    Markdown,
    Number,
    Slug,
    Text,
    Time,
    Url,
    fail,
)


class GoingAhead(StrEnum):
    """Whether the event takes place."""

    IDEA = "idea"
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


class RegistrationState(StrEnum):
    """Whether one can register, and how."""

    NOT_NEEDED = "not_needed"
    NOT_YET = "not_yet"
    OPEN = "open"
    FEW_LEFT = "few_left"
    FULL = "full"
    WAITLIST = "waitlist"
    INTEREST = "interest"
    CLOSED = "closed"
    EXTERNAL = "external"
    ON_REQUEST = "on_request"

    @property
    def takes_forms(self) -> bool:
        """Whether a form can be sent in this state."""
        return self in _TAKES_FORMS


_TAKES_FORMS = {
    RegistrationState.OPEN,
    RegistrationState.FEW_LEFT,
    RegistrationState.WAITLIST,
    RegistrationState.INTEREST,
}


class Mode(StrEnum):
    """How one attends a session."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"


class Role(StrEnum):
    """What a person does at an event."""

    TRAINER = "trainer"
    SPEAKER = "speaker"
    MODERATOR = "moderator"


class PartnerRole(StrEnum):
    """What an organisation contributes to an event."""

    HOST = "host"
    PARTNER = "partner"
    SPONSOR = "sponsor"
    FUNDER = "funder"


class ItemKind(StrEnum):
    """Programme items that are no content of their own."""

    DOORS = "doors"
    BREAK = "break"
    SOCIAL = "social"
    END = "end"


class Part(StrEnum):
    """Parts of an event page that the product makes itself."""

    PROGRAMME = "programme"
    SESSIONS = "sessions"
    PEOPLE = "people"
    REGISTRATION = "registration"


class TimeSpan(Content):
    """A start and an end, each of which may be unknown; an end is never invented."""

    start: Time | None = None
    end: Time | None = None

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.end is not None and self.start is None:
            raise fail("time_without_start")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise fail("end_before_start", start=str(self.start), end=str(self.end))
        return self


class Limits(Content):
    """A least and a most, each of which may be left open."""

    min: Number | None = None
    max: Number | None = None

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise fail("min_above_max", least=str(self.min), most=str(self.max))
        return self


class ProgrammeItem(TimeSpan):
    """One item of a session's day, nothing more."""

    title: Text
    kind: ItemKind | None = None
    people: tuple[Slug, ...] = ()
    text: Markdown | None = None


class Location(Content):
    """Where a session takes place, as far as known; parts that are unknown stay empty."""

    name: Text | None = None
    room: Text | None = None
    address: Text | None = None
    city: Text | None = None
    text: Text | None = None


class Session(TimeSpan):
    """One dated meeting of an event; its date may be known, described in words, or unknown."""

    id: Slug
    title: Text
    date: Day | None = None
    date_text: Text | None = None
    mode: Mode | None = None
    place: Location | None = None
    text: Markdown | None = None
    programme: tuple[ProgrammeItem, ...] = ()

    @model_validator(mode="after")
    def _check_date(self) -> Self:
        if self.date is not None and self.date_text is not None:
            raise fail("date_twice")
        return self


class SessionGroup(Content):
    """Sessions beside the meetings of the event, of which one chooses some."""

    id: Slug
    title: Text
    choose: Limits | None = None
    text: Markdown | None = None
    sessions: tuple[Session, ...] = Field(min_length=1)


class Notice(Content):
    """News about the event, shown at the top of its page."""

    date: Day | None = None
    title: Text
    text: Markdown | None = None


class Costs(Content):
    """What taking part costs, or that it is free, with the conditions in words."""

    free: Boolean | None = None
    text: Markdown | None = None


class OrganisationLimit(Content):
    """How many people of one organisation can take part."""

    max: Number
    text: Text | None = None


class Capacity(Limits):
    """How many people can take part, and how many are needed."""

    text: Text | None = None
    per_organisation: OrganisationLimit | None = None


class Section(Content):
    """A piece of the page: own text under an own heading, or a part that the product makes."""

    title: Text | None = None
    text: Markdown | None = None
    show: Part | None = None

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        own = self.title is not None and self.text is not None
        if own == (self.show is not None) or (self.show and (self.title or self.text)):
            raise fail("section_shape")
        return self


class Appearance(Content):
    """A person in a role."""

    person: Slug
    role: Role


class Partner(Content):
    """An organisation that makes the event possible."""

    organisation: Slug
    role: PartnerRole
    text: Text | None = None


class Registration(Content):
    """How one takes part: the state, the form and the steps."""

    state: RegistrationState
    form: Slug | None = None
    opens: Day | None = None
    """The first day on which the form can be sent."""
    closes: Day | None = None
    """The last day on which the form can be sent."""
    url: Url | None = None
    text: Markdown | None = None
    steps: tuple[Markdown, ...] = ()

    @model_validator(mode="after")
    def _check_form(self) -> Self:
        if self.state.takes_forms and self.form is None:
            raise fail("form_needed", value=self.state)
        return self


class Related(Content):
    """Something else that a visitor may want to read: an own event, or a page elsewhere."""

    event: Slug | None = None
    title: Text | None = None
    url: Url | None = None
    text: Text | None = None

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        elsewhere = self.title is not None and self.url is not None
        if elsewhere == (self.event is not None) or (self.event and (self.title or self.url)):
            raise fail("related_shape")
        return self


class Event(Content):
    """The thing one attends: a round table, a learning network, a training, a congress."""

    slug: Slug
    title: Text
    subtitle: Text | None = None
    kind: Text | None = None
    themes: tuple[Text, ...] = ()
    summary: Text
    organiser: Slug
    going_ahead: GoingAhead = GoingAhead.CONFIRMED
    notices: tuple[Notice, ...] = ()
    length: Text | None = None
    audience: tuple[Text, ...] = ()
    costs: Costs | None = None
    capacity: Capacity | None = None
    intro: Markdown | None = None
    sections: tuple[Section, ...] = ()
    sessions: tuple[Session, ...] = ()
    session_groups: tuple[SessionGroup, ...] = ()
    people: tuple[Appearance, ...] = ()
    partners: tuple[Partner, ...] = ()
    contact: tuple[Slug, ...] = ()
    registration: Registration
    related: tuple[Related, ...] = ()
