"""One's own page about an event, as plain values for template and JSON."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from form_handler.participation_words import AGAIN, BUTTONS, Standing, describe_standing, is_held
from samenkomst.core.contract import Choice, ChoiceSession, Contract, EventEntry, Places
from samenkomst.core.forms import Form
from samenkomst.core.instants import is_over
from samenkomst.core.ledger import Ledger
from samenkomst.core.places import explain, unit_of
from samenkomst.core.procedures import (
    BEFORE_THE_END,
    LEFT,
    Act,
    Actor,
    Procedure,
    State,
    may,
    steps_of,
)
from samenkomst.core.stages import APPLICANTS, Progress, Stage, Way, here, stages
from samenkomst.core.submission import Submission
from samenkomst.core.translation import Translate
from samenkomst.service import free_in_session, may_choose


@dataclass(frozen=True, slots=True)
class Participation:
    """A submission with the event and the forms that it is about, nothing more."""

    one: Submission
    entry: EventEntry
    form: Form | None
    """What was sent last."""
    second: Form | None
    """What more is asked, if anything."""
    over: bool
    """Whether the event has ended for this person."""

    @property
    def places(self) -> Places:
        """The places of what it is for."""
        return unit_of(self.entry, self.one.unit).places


@dataclass(frozen=True, slots=True)
class SlotView:
    """One session that can be chosen, or that is full."""

    id: str
    title: str
    when: str
    left: int | None
    """How many places are left; None: there is no limit."""
    chosen: bool
    full: bool
    """Whether it cannot be chosen now."""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A choice that is open to this person."""

    group: str
    title: str
    least: int
    most: int
    slots: tuple[SlotView, ...]

    @property
    def single(self) -> bool:
        """Whether one chooses one at most."""
        return self.most == 1

    @property
    def some_chosen(self) -> bool:
        """Whether anything is chosen yet."""
        return any(slot.chosen for slot in self.slots)


@dataclass(frozen=True, slots=True)
class ParticipationView:
    """All that stands on one's own page."""

    reference: str
    state: State
    standing: Standing
    position: int
    deadline: str
    facts: tuple[tuple[str, str], ...]
    unit: str
    """The title of the group or session that it is for, or nothing."""
    stages: tuple[Stage, ...]
    """The steps of the way; none when the event is over: nothing more comes of it."""
    here: int | None
    """The number of the step where one is, from 0."""
    acts: tuple[str, ...]
    """All that one can do, by the names that a post carries as `act`."""
    buttons: tuple[tuple[str, str], ...]
    """Act and text, what one most likely wants first."""
    withdraw: str
    """The text of the button to withdraw, or nothing."""
    choices: tuple[ChoiceView, ...]
    second: Form | None
    answered: bool
    changes: bool
    """Whether there are answers that one may change."""
    returns: str
    """Where one can come back by sending the form again, from the root of the site; or nothing."""


def load(
    contract: Contract, ledger: Ledger, identifier: str, now: datetime
) -> Participation | None:
    """Return what that personal link is about; None when it is not there any more."""
    one = ledger.submissions.get(identifier)
    entry = contract.events.get(one.event) if one else None
    if one is None or entry is None or not one.reference:
        return None
    form = contract.forms.get(one.forms[-1])
    second = contract.forms.get(form.second_form) if form else None
    ended = entry.has_ended(one.procedure, now, one.unit)
    return Participation(one, entry, form, second, ended)


def view(
    found: Participation, ledger: Ledger, now: datetime, translate: Translate, language: str
) -> ParticipationView:
    """Return the page as it is `now`; what is too late is told so before anyone recorded it."""
    found = replace(found, one=_as_of(found, now))
    one, entry = found.one, found.entry
    why = explain(ledger, entry, one, now)
    steps = () if found.over else stages(_way(found), translate)
    acts = allowed_acts(found)
    return ParticipationView(
        reference=one.reference,
        state=one.state,
        standing=describe_standing(one, entry, why, translate, language, over=found.over),
        position=why.position,
        deadline=why.deadline,
        facts=entry.facts,
        unit=unit_of(entry, one.unit).title if one.unit else "",
        stages=steps,
        here=here(steps, _progress(found)) if steps else None,
        acts=tuple(act.value for act in acts if act is not Act.SUBMIT),
        buttons=tuple(_buttons(one, acts, translate)),
        withdraw=translate(BUTTONS[Act.WITHDRAW]) if Act.WITHDRAW in acts else "",
        choices=tuple(view_choice(each, one, ledger) for each in _open_choices(found)),
        second=found.second if Act.ANSWER in acts else None,
        answered=one.second > 0,
        changes=Act.CHANGE in acts,
        returns=_form_address(found) if Act.SUBMIT in acts else "",
    )


def _as_of(found: Participation, now: datetime) -> Submission:
    """Return the submission as its deadline left it, where that has passed; not while it is off,
    nor when it is over."""
    one, stands = found.one, found.entry.off or found.over
    lapses = may(one.procedure, one.state, Act.LAPSE) is not None and not stands
    if lapses and is_over(one.deadline, now):
        return one._replace(state=State.LAPSED, deadline="")
    return one


def form_for(found: Participation, act: Act) -> Form | None:
    """Return the form that comes with this act: the second one, or what may be changed."""
    if act is Act.ANSWER:
        return found.second
    if act is not Act.CHANGE or found.form is None:
        return None
    fields = tuple(field for field in found.form.fields if field.changeable)
    return replace(found.form, fields=fields) if fields else None


def allowed_acts(found: Participation) -> list[Act]:
    """Return what this person can do now, by the procedure and by what the event asks."""
    one = found.one
    return [
        step.act
        for step in steps_of(one.procedure, one.state, Actor.PARTICIPANT)
        if _makes_sense(step.act, found)
    ]


def _makes_sense(act: Act, found: Participation) -> bool:
    if found.over and act in BEFORE_THE_END:
        return False
    match act:
        case Act.CONFIRM:
            return not found.entry.off
        case Act.VERIFY:
            return is_held(found.one)
        case Act.ANSWER:
            return found.second is not None and not _is_decided(found.one)
        case Act.CHOOSE:
            return any(_open_choices(found))
        case Act.CHANGE:
            return form_for(found, act) is not None and not found.one.sealed
        case Act.SUBMIT:
            return found.one.state in LEFT and bool(_form_address(found))
        case Act.SEND_LINK:
            return False
    return True


def _form_address(found: Participation) -> str:
    """Return where the form stands that starts it all again, or nothing when there is none."""
    entry, unit = found.entry, unit_of(found.entry, found.one.unit)
    if unit.id and unit.form:
        return f"formulieren/{entry.slug}/{unit.form}/"
    return f"{entry.url}#formulier" if entry.form else ""


def _is_decided(one: Submission) -> bool:
    """Return whether the answers were read already: an organiser decided by them."""
    return one.procedure == Procedure.APPLICATION and one.state is not State.APPLIED


def _buttons(one: Submission, acts: list[Act], translate: Translate) -> Iterator[tuple[str, str]]:
    for act in (Act.VERIFY, Act.CONFIRM, Act.DECLINE):
        if act in acts:
            again = act is Act.CONFIRM and one.state in LEFT
            yield act.value, translate(AGAIN if again else BUTTONS[act])


def _open_choices(found: Participation) -> Iterator[Choice]:
    return (each for each in found.entry.choices if may_choose(found.one, each))


def view_choice(choice: Choice, one: Submission, ledger: Ledger) -> ChoiceView:
    """Return the choice with what is left of it for this person."""
    slots = tuple(_slot(choice, session, one, ledger) for session in choice.sessions)
    return ChoiceView(choice.group, choice.title, choice.least, choice.most, slots)


def _slot(choice: Choice, session: ChoiceSession, one: Submission, ledger: Ledger) -> SlotView:
    left = free_in_session(ledger, one.event, session.id, session.capacity)
    chosen = session.id in one.choices.get(choice.group, ())
    full = left is not None and left < one.people and not chosen
    return SlotView(session.id, session.title, session.when, left, chosen, full)


def _way(found: Participation) -> Way:
    return Way(
        procedure=found.one.procedure,
        places=found.places,
        second_form=found.second.title if found.second else "",
        choices=found.entry.choices,
    )


def _progress(found: Participation) -> Progress:
    one = found.one
    asked = [each for each in found.entry.choices if each.chosen_by == APPLICANTS]
    return Progress(
        state=one.state,
        answered=one.second > 0 or found.second is None,
        chosen=all(len(one.choices.get(each.group, ())) >= each.least for each in asked),
        held=is_held(one),
    )
