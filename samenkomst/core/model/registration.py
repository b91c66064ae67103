"""How one takes part: the state, the way, the deadlines and the steps."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from samenkomst.core.dates import ClockTime
from samenkomst.core.deadlines import Deadline, parse_deadline
from samenkomst.core.model.content import Content
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.rules import rule
from samenkomst.core.model.scalars import (
    Boolean,
    Day,
    Days,
    Email,
    FormId,
    Markdown,
    Text,
    Time,
    Typed,
    Url,
)
from samenkomst.core.model.states import RegistrationState

Closing = Annotated[Deadline, Typed(parse_deadline)]
"""A date, or a term before the start: "4 weken vooraf"."""


class Milestone(Content):
    """A date with a meaning of its own: pay less until, give names before, withdraw until."""

    title: Text
    date: Day | None = None
    text: Text | None = None


class Registration(Content):
    """How one takes part, nothing more."""

    state: RegistrationState = RegistrationState.UNKNOWN
    form: FormId | None = None
    url: Url | None = None
    """Where one registers, on another website."""
    email: Email | None = None
    """Where one registers, by e-mail."""
    subject: Text | None = None
    """The subject of that e-mail, and what to mention in it."""
    phone: Text | None = None
    opens: Day | None = None
    """The first day on which one can register."""
    opens_time: Time | None = None
    closes: Closing | None = None
    """The last day on which one can register, or a term before the first session."""
    closes_time: Time | None = None
    inclusive: Boolean = True
    """Whether the closing day itself still counts."""
    closes_text: Text | None = None
    """The deadline in words, in place of our sentence: "tot 29 januari", inclusive or not."""
    milestones: tuple[Milestone, ...] = ()
    text: Markdown | None = None
    steps: tuple[Markdown, ...] = ()
    after: Markdown | None = None
    """What happens after registering."""
    covers: Text | None = None
    """What one registration is for: "alle drie de sessies"."""
    hold: Days | None = None
    """How long a place is held for someone who did not yet use the link in the letter."""
    offer: Days | None = None
    """How long an offer from the waitlist stands."""
    reminder: Days | None = None
    """How long before an invitation's deadline the reminder goes out."""

    @rule
    def _has_a_way(self) -> Iterator[Fault]:
        ways = any((self.form, self.url, self.email, self.phone))
        words = any((self.text, *self.steps))
        needed = self.state.takes_forms and self.state is not RegistrationState.ON_REQUEST
        if self.state is RegistrationState.UNKNOWN and ways:
            yield Fault((), "state_needed", {"known": ", ".join(RegistrationState)})
        if needed and not (ways or words):
            yield Fault((), "form_needed", {"value": self.state})
        if self.state is RegistrationState.EXTERNAL and not (self.url or words):
            yield Fault((), "url_needed")

    @rule
    def _has_one_way(self) -> Iterator[Fault]:
        free = self.state is RegistrationState.ON_REQUEST
        if self.form is not None and self.url is not None and not free:
            yield Fault(("url",), "form_and_url")

    @rule
    def _terms_have_a_form(self) -> Iterator[Fault]:
        for key in ("hold", "offer", "reminder"):
            if getattr(self, key) is not None and self.form is None:
                yield Fault((), "term_without_form", {"key": key})

    @rule
    def _opens_before_it_closes(self) -> Iterator[Fault]:
        if self.closes and self.closes.day:
            yield from self.opens_too_late(self.closes.day)

    def opens_too_late(self, closes: date) -> Iterator[Fault]:
        """Yield a fault when it opens no sooner than it closes, on the day `closes`."""
        if self.opens is None:
            return
        last = ClockTime(24 * 60 if self.inclusive else 0)
        first, end = self.opens_time or ClockTime(0), self.closes_time or last
        if (self.opens, first) >= (closes, end):
            values = {
                "opens": _typed(self.opens, self.opens_time),
                "closes": _typed(closes, self.closes_time),
            }
            yield Fault(("closes",), "closes_before_opens", values)

    @rule
    def _opening_time_has_a_day(self) -> Iterator[Fault]:
        if self.opens_time and not self.opens:
            yield Fault(("opens_time",), "opens_time_without_day")

    @rule
    def _closing_time_has_a_day(self) -> Iterator[Fault]:
        if self.closes_time and not self.closes:
            yield Fault(("closes_time",), "closes_time_without_day")


def _typed(day: date, time: ClockTime | None) -> str:
    return f"{day} {time}" if time else str(day)
