"""How one takes part, in words that stay true when nobody builds the site again.

"Tot en met 9 oktober 2026" is true on every day; only "open" is not. A button never stands beside
"full".
"""

from datetime import date
from typing import NamedTuple
from urllib.parse import quote, urlencode

from samenkomst.core.dates import DayTime
from samenkomst.core.model.registration import Milestone, Registration
from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.opening import (
    changes_during,
    has_ended,
    opens_during,
    registration_state,
)
from samenkomst.core.pages.reader import Reader, lines
from samenkomst.core.pages.words import AVAILABILITY, CALLS, DATED, REGISTRATION, SINCE, UNTIL
from samenkomst.core.translation import N_

FORM_URL = "#formulier"


class MilestoneView(NamedTuple):
    """A date with a meaning of its own."""

    title: str
    date: str
    text: str


class RegistrationView(NamedTuple):
    """Registration for an event, a group or a session: state, deadline and button."""

    state: RegistrationState
    label: str
    """The state in a few words, or nothing where one can register for a part of today only."""
    sentences: tuple[str, ...]
    """The state and its dates."""
    call: str
    """The button's text, or nothing."""
    call_url: str
    call_address: str
    """The e-mail address or phone number behind the button, or nothing."""
    ways: tuple[tuple[str, str], ...]
    """The other ways: text and address."""
    subject: str
    covers: str
    milestones: tuple[MilestoneView, ...]
    steps: tuple[str, ...]
    """The editor's, as Markdown."""
    text: str
    """Markdown."""
    after: str
    """Markdown."""
    procedure: tuple[str, ...] = ()
    """The steps of the form's procedure as plain text, when the editor wrote none."""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.sentences or self.call or self.covers or self.text)


def view_registration(
    registration: Registration,
    first: date | None,
    today: date,
    reader: Reader,
    *,
    has_form: bool,
    resolves: bool = True,
    form_url: str = FORM_URL,
) -> RegistrationView:
    """Return `registration` on `today` in words.

    `first` is the day that a term counts from; `has_form` says whether the page carries the form;
    without `resolves` a term stays in words, since it differs per session. `form_url` is where
    the form stands, when not on the page.
    """
    state = registration_state(registration, first, today)
    ended, soon = has_ended(registration, first, today), opens_during(registration, today)
    changes = changes_during(registration, first, today)
    label = "" if changes and state is RegistrationState.OPEN else AVAILABILITY[state]
    told_first = first if resolves else None
    ways = _ways(registration, form_url if has_form else "") if state in CALLS else []
    return RegistrationView(
        state=state,
        label=_say(label, reader),
        sentences=_sentences(
            registration, state, told_first, reader, ended=ended, soon=soon, changes=changes
        ),
        call=reader.translate(CALLS[state]) if ways else "",
        call_url=ways[0][1] if ways else "",
        call_address=ways[0][0] if ways else "",
        ways=tuple(way for way in ways[1:] if way[0]),
        subject=(registration.subject or "") if registration.email and ways else "",
        covers=registration.covers or "",
        milestones=tuple(_milestone(each, reader) for each in registration.milestones),
        steps=registration.steps,
        text=registration.text or "",
        after=registration.after or "",
    )


def _ways(registration: Registration, form_url: str) -> list[tuple[str, str]]:
    """Return text and address of each way to register, the first being the button's."""
    email, phone, subject = registration.email, registration.phone, registration.subject
    question = f"?{urlencode({'subject': subject}, quote_via=quote)}" if subject else ""
    return [
        *([("", form_url)] if registration.form and form_url else []),
        *([("", registration.url)] if registration.url else []),
        *([(email, f"mailto:{quote(email, safe='@+')}{question}")] if email else []),
        *([(phone, f"tel:{_digits(phone)}")] if phone else []),
    ]


def _digits(phone: str) -> str:
    plus = "+" if phone.startswith("+") else ""
    return plus + "".join(each for each in phone if each.isascii() and each.isdigit())


def _sentences(
    registration: Registration,
    state: RegistrationState,
    first: date | None,
    reader: Reader,
    *,
    ended: bool,
    soon: bool,
    changes: bool,
) -> tuple[str, ...]:
    told = "" if state is RegistrationState.UNKNOWN else _say(REGISTRATION[state], reader)
    since = _since(registration, reader) if soon or state is RegistrationState.NOT_YET else ""
    until = describe_deadline(registration, first, reader)
    deadline = registration.closes_text or _until(registration, until, reader)
    if state is RegistrationState.NOT_YET:
        return lines("" if since else told, since, deadline)
    if state is RegistrationState.CLOSED:
        # What was closed before its last day has a day to come: that one says nothing any more.
        words = reader.translate("Aanmelden kon {until}.").format(until=until)
        return lines(told, words if ended and until and not registration.closes_text else "")
    if state not in CALLS:
        return lines(told, registration.closes_text)
    # A day or time says all that "you can register" says, and stays true when it has passed.
    if state in DATED and (changes or (until and not registration.closes_text)):
        told = _say(DATED[state], reader)
    return lines(told, since, deadline)


def _say(text: str, reader: Reader) -> str:
    return reader.translate(text) if text else ""


def _since(registration: Registration, reader: Reader) -> str:
    if registration.opens is None:
        return ""
    opens = reader.day_time(DayTime(registration.opens, registration.opens_time))
    return reader.translate(SINCE.get(registration.state, _SINCE)).format(opens=opens)


def _until(registration: Registration, until: str, reader: Reader) -> str:
    words = reader.translate(UNTIL.get(registration.state, _UNTIL))
    return words.format(until=until) if until else ""


_SINCE = N_("Aanmelden kan vanaf {opens}.")
_UNTIL = N_("Aanmelden kan {until}.")


def describe_deadline(registration: Registration, first: date | None, reader: Reader) -> str:
    """Return "tot en met 9 oktober 2026", a term before an unknown day, or nothing."""
    if registration.closes is None:
        return ""
    day = registration.closes.on(first)
    if day is None:
        words = reader.translate("tot {term}")
        return words.format(term=registration.closes.words)
    if registration.closes_time:
        words = reader.translate("tot {day}, {time} uur")
        return words.format(day=reader.day(day), time=reader.clock(registration.closes_time))
    words = (
        reader.translate("tot en met {day}")
        if registration.inclusive
        else reader.translate("vóór {day}")
    )
    return words.format(day=reader.day(day))


def _milestone(milestone: Milestone, reader: Reader) -> MilestoneView:
    day = reader.day(milestone.date) if milestone.date else ""
    return MilestoneView(milestone.title, day, milestone.text or "")
