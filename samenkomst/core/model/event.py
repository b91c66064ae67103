"""The event and its parts, as an editor describes them.

The state of an event is four axes, never one word: whether it goes ahead (`going_ahead`), how
certain its dates are (each session has a `date`, provisional or not, a `date_text` or neither),
whether one can register (`registration.state`), and whether it is past (computed, never typed).
"""

from collections.abc import Iterator
from itertools import chain

from samenkomst.core.model.appearance import Someone
from samenkomst.core.model.content import Content
from samenkomst.core.model.costs import Costs
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.letter import EventLetters
from samenkomst.core.model.limits import Capacity, Limits
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import (
    Boolean,
    Day,
    EventSlug,
    Label,
    Language,
    Markdown,
    OrganisationId,
    PersonId,
    Slug,
    Text,
    Url,
)
from samenkomst.core.model.session import ProgrammeItem, Session, SessionGroup
from samenkomst.core.model.states import FileTime, GoingAhead, Part, PartnerRole

LIST_SLUGS = ("thema", "soort", "voor", "plaats", "vorm", "archief", "pagina")
"""Parts of an address at which the lists of events stand."""
FORM_SLUGS = ("deelname", "ontvangst")
"""Parts of an address at which the handler has something else than the forms of an event."""


class Notice(Content):
    """News about the event, shown at the top of its page."""

    date: Day | None = None
    title: Text
    text: Markdown | None = None


class Section(Content):
    """A piece of the page: own text under an own heading, or a part that the product makes."""

    title: Text | None = None
    text: Markdown | None = None
    show: Part | None = None
    language: Language | None = None

    @rule
    def _is_own_or_ours(self) -> Iterator[Fault]:
        own = self.title is not None and self.text is not None
        if own == (self.show is not None) or (self.show and (self.title or self.text)):
            yield Fault((), "section_shape")


class Partner(Content):
    """An organisation that makes the event possible, from the register or by name."""

    organisation: OrganisationId | None = None
    name: Text | None = None
    role: PartnerRole
    url: Url | None = None
    text: Text | None = None

    @rule
    def _is_one(self) -> Iterator[Fault]:
        if (self.organisation is None) == (self.name is None):
            yield Fault((), "partner_shape")


class File(Content):
    """A download, recording or page that belongs to the event."""

    title: Text
    url: Url | None = None
    """Without an address it is announced: "volgt na afloop"."""
    when: FileTime = FileTime.BEFORE
    by: Text | None = None
    """Whose it is: slides belong to a person, not to an item."""
    text: Text | None = None


class Accreditation(Content):
    """What taking part counts for: points in a register, a certificate, a study load."""

    registry: Text | None = None
    """The professional register that gives points (`register` is a method of every model)."""
    points: Text | None = None
    text: Text | None = None

    @rule
    def _says_something(self) -> Iterator[Fault]:
        if not (self.registry or self.points or self.text):
            yield Fault((), "accreditation_empty")


class Related(Content):
    """Something else that a visitor may want to read: an own event, or a page elsewhere."""

    event: EventSlug | None = None
    title: Text | None = None
    url: Url | None = None
    text: Text | None = None

    @rule
    def _is_own_or_elsewhere(self) -> Iterator[Fault]:
        if (self.title is None) == (self.event is None) or (self.event and self.url):
            yield Fault((), "related_shape")


class Event(Content):
    """The thing one attends: a round table, a learning network, a training, a congress."""

    slug: Slug
    was: tuple[Slug, ...] = ()
    """Earlier slugs, oldest first, which lead here; calendars know the event by the oldest."""
    draft: Boolean = False
    """Only to be seen in the preview."""
    title: Text
    subtitle: Text | None = None
    kind: Label | None = None
    language: Language | None = None
    """When the page is not in the site's language."""
    themes: tuple[Label, ...] = ()
    summary: Text = ""
    organiser: OrganisationId | None = None
    """An id of organisations.yaml; not always the owner of the site."""
    published: Day | None = None
    updated: Day | None = None
    going_ahead: GoingAhead = GoingAhead.CONFIRMED
    replaces: EventSlug | None = None
    replaced_by: EventSlug | None = None
    notices: tuple[Notice, ...] = ()
    length: Text | None = None
    recurrence: Text | None = None
    """The rule of a series in words; its dates are written out as sessions."""
    ends: Day | None = None
    """The last day of a standing offer, or of what has no dates but in words."""
    audience: tuple[Label, ...] = ()
    requirements: tuple[Text, ...] = ()
    """What one needs to take part; shown above the button."""
    bring: tuple[Text, ...] = ()
    accessibility: tuple[Text, ...] = ()
    """What is there for who needs it: a lift, an interpreter, a quiet room."""
    costs: Costs | None = None
    capacity: Capacity | None = None
    accreditation: tuple[Accreditation, ...] = ()
    intro: Markdown | None = None
    sections: tuple[Section, ...] = ()
    choose: Limits | None = None
    """How many of the sessions one attends; without it all of them."""
    sessions: tuple[Session, ...] = ()
    session_groups: tuple[SessionGroup, ...] = ()
    programme: tuple[ProgrammeItem, ...] = ()
    """Items of the whole event, as long as their session is not known."""
    programme_text: Markdown | None = None
    """The programme in words: that it follows, or where it stands."""
    people: tuple[Someone, ...] = ()
    people_text: Markdown | None = None
    """The people in words: that they follow, or that there are more."""
    partners: tuple[Partner, ...] = ()
    contact: tuple[PersonId, ...] = ()
    registration: Registration = Registration()
    letters: EventLetters | None = None
    """Own words for letters, in place of ours."""
    files: tuple[File, ...] = ()
    report: Markdown | None = None
    """What came of it, once it is past; it takes the place of the button."""
    related: tuple[Related, ...] = ()

    @rule
    def _leaves_lists_their_address(self) -> Iterator[Fault]:
        for index, slug in enumerate((*self.was, self.slug)):
            if slug in (*LIST_SLUGS, *FORM_SLUGS):
                path = ("was", index) if index < len(self.was) else ("slug",)
                yield Fault(path, "slug_taken", {"value": slug})

    @property
    def whole(self) -> tuple[Session, ...]:
        """The programme of the whole event as one session without a date, or nothing."""
        if not (self.programme or self.programme_text):
            return ()
        items, text = self.programme, self.programme_text
        return (Session(id="geheel", title=self.title, programme=items, programme_text=text),)

    @property
    def main_sessions(self) -> tuple[Session, ...]:
        """The sessions that are the event itself, those of its editions and modules included."""
        if not self.session_groups:
            return self.sessions
        inside = [each.sessions for each in self.session_groups if each.part_of_event]
        return (*self.sessions, *chain.from_iterable(inside))

    @property
    def all_sessions(self) -> tuple[Session, ...]:
        """The main sessions, and those that one chooses from beside them."""
        if not self.session_groups:
            return self.sessions
        beside = [each.sessions for each in self.session_groups if not each.part_of_event]
        return (*self.main_sessions, *chain.from_iterable(beside))
