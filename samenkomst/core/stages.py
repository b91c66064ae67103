"""The steps of a procedure as a visitor goes through them: on the event's page, and on one's own.

What may follow what is in `procedures`; here are the words for it, in the order of time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samenkomst.core.contract import Choice, Places
from samenkomst.core.procedures import LIVE, Procedure, State
from samenkomst.core.translation import N_, Translate

APPLICANTS = "applicants"
"""Choices that are open from the application on; others only with a place."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way, nothing more."""

    key: str
    """"submit", "second", "choose", "invite", "answer", "decide", "verify", "place" or "leave"."""
    text: str


@dataclass(frozen=True, slots=True)
class Way:
    """What a form leads to at one event, nothing more."""

    procedure: str
    places: Places
    second_form: str = ""
    """The title of the second form, or nothing."""
    choices: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far someone is, nothing more."""

    state: State
    answered: bool
    """Whether the second form came in."""
    chosen: bool
    """Whether what has to be chosen was chosen."""
    held: bool
    """Whether the place is held only until the address is verified."""


_TEXTS = {
    ("interest", "submit"): N_(
        "U vult het formulier in. Zo laat u weten dat u interesse hebt. U hebt dan nog geen plaats."
    ),
    ("interest", "invite"): N_(
        "Zijn de datum en de plaats bekend? Dan krijgt u een uitnodiging per e-mail."
    ),
    ("interest", "answer"): N_("Met de link in die e-mail laat u weten of u meedoet."),
    ("interest", "place"): N_(
        "Is er een plaats voor u? Dan doet u mee. Is het vol? Dan komt u op de wachtlijst."
    ),
    ("application", "submit"): N_(
        "U meldt zich aan met het formulier. U hebt dan nog geen plaats."
    ),
    ("application", "decide"): N_(
        "De organisator beslist. Daarna krijgt u bericht of u kunt deelnemen."
    ),
    ("registration", "submit"): N_(
        "U meldt zich aan met het formulier. Is er een plaats voor u? Dan doet u mee. "
        "Is het vol? Dan komt u op de wachtlijst."
    ),
    ("registration", "verify"): N_(
        "U krijgt een e-mail met een link. Bevestig uw plaats met die link binnen {days} dagen. "
        "Anders gaat uw plaats naar iemand anders."
    ),
    ("registration", "leave"): N_("Kunt u toch niet? Meld u dan af met de link in de e-mail."),
}
_SECOND = N_("U krijgt een e-mail met een link. Daarmee beantwoordt u nog enkele vragen: {title}.")
_CHOOSE = N_("Met de link in de e-mail kiest u een moment: {title}.")
_CHOOSE_LATER = N_("Hebt u een plaats? Dan kunt u met de link in de e-mail ook kiezen: {title}.")
_UNLIMITED = N_("Doet u mee? Dan hebt u een plaats.")


def stages(way: Way, translate: Translate) -> tuple[Stage, ...]:
    """Return the steps in order; none for a form that starts no procedure."""
    try:
        procedure = Procedure(way.procedure)
    except ValueError:
        return ()
    return tuple(_ORDERS[procedure](way, translate))


def _interest(way: Way, translate: Translate) -> Iterator[Stage]:
    for key in ("submit", "invite", "answer"):
        yield _stage(way, key, translate)
    limited = way.places.capacity is not None or way.places.per_organisation is not None
    text = _TEXTS["interest", "place"] if limited else _UNLIMITED
    yield Stage("place", translate(text))
    yield from _later(way, translate)


def _application(way: Way, translate: Translate) -> Iterator[Stage]:
    yield _stage(way, "submit", translate)
    yield from _asked(way, translate)
    yield _stage(way, "decide", translate)
    yield from _later(way, translate)


def _registration(way: Way, translate: Translate) -> Iterator[Stage]:
    yield _stage(way, "submit", translate)
    if way.places.hold_days:
        yield _stage(way, "verify", translate)
    yield from _asked(way, translate)
    yield from _later(way, translate)
    yield _stage(way, "leave", translate)


_ORDERS = {
    Procedure.INTEREST: _interest,
    Procedure.APPLICATION: _application,
    Procedure.REGISTRATION: _registration,
}


def _stage(way: Way, key: str, translate: Translate) -> Stage:
    text = translate(_TEXTS[way.procedure, key])
    return Stage(key, text.format(days=way.places.hold_days))


def _asked(way: Way, translate: Translate) -> Iterator[Stage]:
    """Yield what is asked of everyone after the form."""
    if way.second_form:
        yield Stage("second", translate(_SECOND).format(title=way.second_form))
    for choice in way.choices:
        if choice.chosen_by == APPLICANTS:
            yield Stage("choose", translate(_CHOOSE).format(title=choice.title))


def _later(way: Way, translate: Translate) -> Iterator[Stage]:
    """Yield what only those with a place can do."""
    for choice in way.choices:
        if choice.chosen_by != APPLICANTS:
            yield Stage("later", translate(_CHOOSE_LATER).format(title=choice.title))


def here(found: Sequence[Stage], progress: Progress) -> int | None:
    """Return the number of the step where someone is now, from 0; None for who left the way."""
    if progress.state not in LIVE:
        return None
    keys = [stage.key for stage in found]
    wanted = next((key for key in _now(progress, decided="decide" in keys) if key in keys), None)
    return keys.index(wanted) if wanted else len(keys) - 1


def _now(progress: Progress, *, decided: bool) -> Iterator[str]:
    """Yield the steps where someone may be, the likeliest first.

    Where an organiser decides, nothing more is asked of who has a place.
    """
    state = progress.state
    if state is State.INTERESTED:
        yield "invite"
    if state is State.INVITED:
        yield "answer"
    if state is State.PLACED and progress.held:
        yield "verify"
    if state is State.APPLIED or (state is State.PLACED and not decided):
        if not progress.answered:
            yield "second"
        if not progress.chosen:
            yield "choose"
    if state is State.PLACED:
        yield "later"
    yield from ("place", "decide", "leave")
