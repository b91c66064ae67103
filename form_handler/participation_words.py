"""What someone reads about their own participation: true, in plain words, with what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass

from samenkomst.core.contract import EventEntry
from samenkomst.core.letter_details import describe_deadline
from samenkomst.core.places import Explanation
from samenkomst.core.procedures import Act, Procedure, State, is_repeat
from samenkomst.core.submission import Submission
from samenkomst.core.translation import N_, Translate

TITLES = {
    State.INTERESTED: N_("U hebt laten weten dat u interesse hebt"),
    State.APPLIED: N_("We hebben uw aanmelding ontvangen"),
    State.INVITED: N_("U bent uitgenodigd"),
    State.PLACED: N_("U doet mee"),
    State.OFFERED: N_("Er is een plaats voor u vrij"),
    State.WAITLISTED: N_("U staat op de wachtlijst"),
    State.DECLINED: N_("U doet niet mee"),
    State.REJECTED: N_("U kunt niet deelnemen"),
    State.LAPSED: N_("U hebt niet op tijd geantwoord"),
    State.WITHDRAWN: N_("U bent afgemeld"),
}
_RESERVE = N_("U staat op de reservelijst")
_SENTENCES = {
    State.INTERESTED: (
        N_("U hebt nog geen plaats."),
        N_("Zodra de datum en de plaats bekend zijn, krijgt u een uitnodiging per e-mail."),
    ),
    State.APPLIED: (N_("U hebt nog geen plaats."), N_("U krijgt bericht of u kunt deelnemen.")),
    State.INVITED: (N_("Laat uiterlijk {deadline} weten of u meedoet."),),
    State.PLACED: (N_("U hebt een plaats."),),
    State.OFFERED: (N_("Wij houden die plaats voor u vast tot en met {deadline}."),),
    State.WAITLISTED: (),
    State.DECLINED: (N_("U hebt ons laten weten dat u niet meedoet."),),
    State.REJECTED: (N_("De organisator heeft dat besloten. U hebt daar bericht over gekregen."),),
    State.LAPSED: (N_("Daarom hebt u nu geen plaats."),),
    State.WITHDRAWN: (N_("U hebt nu geen plaats."),),
}
_MORE_PLACES = N_("U hebt {people} plaatsen: voor uzelf en voor wie u hebt aangemeld.")
_HELD = N_(
    "Wij houden uw plaats vast tot en met {deadline}. Bevestig uw plaats voor die tijd. "
    "Anders gaat uw plaats naar iemand anders."
)
_POSITION = N_("U bent nummer {position} op de lijst.")
_REASONS = {
    "full": N_("Alle plaatsen zijn bezet. Komt er een plaats vrij? Dan krijgt u bericht."),
    "organisation_limit": N_(
        "Van uw organisatie kunnen hoogstens {per_organisation} mensen meedoen, en zoveel plaatsen "
        "zijn al bezet. Meldt een van hen zich af? Dan krijgt u bericht."
    ),
    "behind_others": N_(
        "Er wachten anderen die eerder waren. Bent u aan de beurt? Dan krijgt u bericht."
    ),
    "invitation_open": N_(
        "Tot en met {deadline} kunnen anderen nog antwoorden op hun uitnodiging. Daarna gaan de "
        "plaatsen die over zijn naar de wachtlijst, op volgorde."
    ),
    "not_given_back": N_("Komt er een plaats vrij? Dan krijgt u bericht."),
    "next": N_("U bent als volgende aan de beurt. U krijgt bericht."),
}
_OVER = N_("Dit evenement is voorbij")
_UNIT_OVER = N_("Dit onderdeel is voorbij")
_TOO_LATE = N_("U kunt niet meer meedoen.")
_WAITING = {State.INTERESTED, State.INVITED, State.OFFERED, State.WAITLISTED}
"""Who may still get a place, or take it, until the event is over."""
_OFF = N_("Let op: dit evenement gaat op dit moment niet door.")

BUTTONS = {
    Act.CONFIRM: N_("Ik doe mee"),
    Act.DECLINE: N_("Ik doe niet mee"),
    Act.VERIFY: N_("Bevestig mijn plaats"),
    Act.WITHDRAW: N_("Meld mij af"),
}
AGAIN = N_("Ik doe toch mee")
"""For who answered no before, or not in time."""

DONE = {
    Act.CONFIRM: N_("We hebben uw antwoord vastgelegd."),
    Act.DECLINE: N_("We hebben vastgelegd dat u niet meedoet."),
    Act.VERIFY: N_("Uw plaats is bevestigd."),
    Act.WITHDRAW: N_("We hebben uw afmelding vastgelegd."),
    Act.ANSWER: N_("We hebben uw antwoorden ontvangen."),
    Act.CHOOSE: N_("We hebben uw keuze vastgelegd."),
    Act.CHANGE: N_("We hebben uw nieuwe antwoorden vastgelegd."),
}
ALREADY = {
    Act.CONFIRM: N_("U had dit al laten weten. Er is niets veranderd."),
    Act.DECLINE: N_("U had al laten weten dat u niet meedoet. Er is niets veranderd."),
    Act.VERIFY: N_("Uw plaats was al bevestigd."),
    Act.WITHDRAW: N_("U was al afgemeld. Er is niets veranderd."),
    Act.ANSWER: N_("We hadden deze antwoorden al. Er is niets veranderd."),
    Act.CHOOSE: N_("Dit had u al gekozen. Er is niets veranderd."),
    Act.CHANGE: N_("We hadden deze antwoorden al. Er is niets veranderd."),
}
PROBLEMS = {
    "not_allowed": N_("Dat kan nu niet. Hieronder leest u hoe het ervoor staat."),
    "event_off": N_(
        "Dit evenement gaat op dit moment niet door. U kunt nu dus niet laten weten dat u meedoet."
    ),
    "event_over": N_("Het is voorbij. Dat kan nu dus niet meer."),
    "full": N_("Daarvoor zijn er niet genoeg plaatsen. Er is niets veranderd."),
    "organisation_limit": N_(
        "Meer mensen van uw organisatie kunnen niet meedoen. Er is niets veranderd."
    ),
    "behind_others": N_(
        "Daarvoor zijn er nu geen plaatsen: anderen wachten al langer. Er is niets veranderd."
    ),
    "slot_full": N_("Dit moment is net vol geraakt: {session}. Kies een ander moment."),
    "too_many": N_("U hebt te veel gekozen. U kunt er hoogstens {most} kiezen."),
    "too_few": N_("U hebt te weinig gekozen. Kies er minstens {least}."),
}


TOO_FAST = N_(
    "Er zijn vanaf uw internetadres veel formulieren kort na elkaar verstuurd. Er is nog niets "
    "veranderd. Wacht een minuut en probeer het dan opnieuw."
)
NOT_STORED = N_(
    "Het opslaan lukt nu niet. Er is niets veranderd. Probeer het over een paar minuten opnieuw."
)
UNCERTAIN = N_(
    "Het is niet zeker dat we dit hebben ontvangen. Probeer het over een paar minuten nog eens: "
    "dubbel telt niet."
)
CHANGE_TITLE = N_("Verander uw antwoorden")
CHANGE_BUTTON = N_("Bewaar mijn antwoorden")


def told_again(one: Submission, done: str, already: str) -> str:
    """Return what a button came to, or nothing where the submission does not stand like that.

    The address names the act, so that a reload sends nothing again; anyone can type an address.
    """
    name = done or already
    act = next((each for each in DONE if each.value == name), None)
    if act is None or not _was_done(one, act):
        return ""
    return DONE[act] if done else ALREADY[act]


def _was_done(one: Submission, act: Act) -> bool:
    match act:
        case Act.ANSWER:
            return one.second > 0
        case Act.VERIFY:
            return one.verified
        case Act.CHANGE:
            return len(one.seqs) > 1
        case Act.CHOOSE:
            return bool(one.choices)
    return is_repeat(one.procedure, one.state, act)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where someone stands, in words; nothing more."""

    title: str
    sentences: tuple[str, ...]


def describe_standing(
    one: Submission,
    entry: EventEntry,
    why: Explanation,
    translate: Translate,
    language: str,
    *,
    over: bool,
) -> Standing:
    """Return where this submission stands, and why; never more than is certain.

    `over` tells that what it is for is over: the event, or a unit of it.
    """
    gone = translate(_UNIT_OVER if one.unit else _OVER)
    if over and one.state in _WAITING:
        return Standing(gone, (translate(_TOO_LATE),))
    if over and is_held(one):  # perhaps they were there: that we do not know
        return Standing(gone, ())
    title = TITLES[one.state]
    if one.state is State.WAITLISTED and one.procedure == Procedure.APPLICATION:
        title = _RESERVE
    values = {
        "deadline": describe_deadline(why.deadline, language) if why.deadline else "",
        "position": why.position,
        "people": one.people,
        "per_organisation": why.per_organisation,
    }
    told = tuple(translate(each).format_map(values) for each in _told(one, entry, why))
    return Standing(translate(title), told)


def _told(one: Submission, entry: EventEntry, why: Explanation) -> Iterator[str]:
    match one.state:
        case State.PLACED if one.people > 1:
            yield _MORE_PLACES
        case State.WAITLISTED:
            yield from (_POSITION, _REASONS[why.code])
        case State.INVITED | State.OFFERED if not why.deadline:
            pass
        case state:
            yield from _SENTENCES[state]
    if is_held(one):
        yield _HELD
    if entry.off and one.state in (State.INVITED, State.PLACED, State.OFFERED, State.WAITLISTED):
        yield _OFF


def is_held(one: Submission) -> bool:
    """Return whether the place is held only until the address is verified."""
    return one.state is State.PLACED and one.deadline != "" and not one.verified
