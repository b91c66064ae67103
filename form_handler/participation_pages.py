"""The answers of one's own page: as HTML in the site's look, and the same as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import Response, jsonify, url_for

from form_handler.desk import Desk
from form_handler.pages import (
    HandlerPage,
    Message,
    kept,
    problem_json,
    render,
    translation,
    wants_json,
)
from form_handler.participation_view import (
    ChoiceView,
    Participation,
    ParticipationView,
    form_for,
    load,
    view,
)
from form_handler.participation_words import CHANGE_BUTTON, CHANGE_TITLE, PROBLEMS
from form_handler.refusal import Reason, Refused
from samenkomst.core.contract import Choice
from samenkomst.core.problem import Problem
from samenkomst.core.procedures import Act
from samenkomst.core.sealed import readable_answers
from samenkomst.service import Outcome

_INVALID = {"too_many", "too_few"}
_AT_CHOICE = {*_INVALID, "slot_full"}


@dataclass(frozen=True, slots=True)
class Visit:
    """Someone with a personal link, and what it is about; nothing more."""

    desk: Desk
    token: str
    found: Participation

    @property
    def url(self) -> str:
        """The address of the own page."""
        path = url_for("participation.show", token=self.token)
        return self.desk.settings.base_url.rstrip("/") + path


def see_own_page(visit: Visit, query: str = "") -> Response:
    """Lead to the own page."""
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": visit.url + query})


def answered(
    visit: Visit,
    act: Act,
    outcome: Outcome,
    *,
    choice: Choice | None = None,
    ids: Sequence[str] = (),
) -> Response:
    """Return what an act came to: the page that shows it, or why nothing changed."""
    if outcome.problem:
        return refused_page(visit, outcome, choice=choice, ids=ids)
    if wants_json():
        return jsonify(changed=outcome.changed, **_as_json(_view(_anew(visit)), visit))
    return see_own_page(visit, f"?{'gedaan' if outcome.changed else 'al'}={act}")


def refused_page(
    visit: Visit, outcome: Outcome, *, choice: Choice | None = None, ids: Sequence[str] = ()
) -> Response:
    """Return the page as it is now, with why nothing changed."""
    if outcome.problem == "unknown":
        raise Refused(Reason.NO_LINK)
    invalid = outcome.problem in _INVALID
    status = HTTPStatus.UNPROCESSABLE_ENTITY if invalid else HTTPStatus.CONFLICT
    text = _explain(visit, outcome, choice)
    if choice is None or outcome.problem not in _AT_CHOICE:
        return own_page(_anew(visit), notice=text, alert=True, status=status)
    messages = (Message(f"keuze-{choice.group}", text),)
    return own_page(_anew(visit), messages=messages, kept_choice=(choice.group, ids), status=status)


def _explain(visit: Visit, outcome: Outcome, choice: Choice | None) -> str:
    sessions = {session.id: session.title for session in choice.sessions} if choice else {}
    values = {
        "session": sessions.get(outcome.detail, ""),
        "most": choice.most if choice else 0,
        "least": choice.least if choice else 0,
    }
    return translation(visit.desk)(PROBLEMS[outcome.problem]).format_map(values)


def _anew(visit: Visit) -> Visit:
    """Return the visit with what is in the ledger now."""
    desk = visit.desk
    found = load(desk.contract(), desk.ledger, visit.found.one.id, desk.clock())
    return replace(visit, found=found or visit.found)


def _view(visit: Visit) -> ParticipationView:
    desk = visit.desk
    language = desk.contract().site.language
    return view(visit.found, desk.ledger, desk.clock(), translation(desk), language)


def own_page(
    visit: Visit,
    *,
    notice: str = "",
    alert: bool = False,
    messages: tuple[Message, ...] = (),
    kept_choice: tuple[str, Sequence[str]] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Return where someone stands. `notice` is in Dutch, or translated already."""
    translate = translation(visit.desk)
    found, told = _view(visit), translate(notice) if notice else ""
    if wants_json():
        if status is HTTPStatus.OK:
            return jsonify(**_as_json(found, visit))
        errors = [{"field": each.field, "message": each.message} for each in messages]
        detail = told or messages[0].message
        return problem_json(status, detail, state=found.state, errors=errors)
    if kept_choice:
        found = replace(found, choices=tuple(_kept(each, kept_choice) for each in found.choices))
    prefix = translate("Fout: ") if messages else ""
    entry = visit.found.entry
    body = render(
        visit.desk,
        "participation.html",
        HandlerPage(f"{prefix}{found.standing.title} – {entry.title}"),
        event=entry,
        view=found,
        here=visit.url,
        notice=told,
        alert=alert,
        problems=messages,
    )
    return Response(body, status)


def _kept(choice: ChoiceView, posted: tuple[str, Sequence[str]]) -> ChoiceView:
    """Return the choice as it was sent, where it is the one that was sent."""
    group, ids = posted
    if choice.group != group:
        return choice
    slots = (replace(slot, chosen=slot.id in ids and not slot.full) for slot in choice.slots)
    return replace(choice, slots=tuple(slots))


def _as_json(found: ParticipationView, visit: Visit) -> dict[str, Any]:
    return {
        "event": visit.found.entry.slug,
        "reference": found.reference,
        "state": found.state,
        "title": found.standing.title,
        "text": list(found.standing.sentences),
        "position": found.position or None,
        "deadline": found.deadline or None,
        "acts": found.acts,
        "choices": [asdict(choice) for choice in found.choices],
    }


def sent_before(visit: Visit, act: Act) -> Mapping[str, list[str]]:
    """Return the answers that were sent before, as a form would post them."""
    one = visit.found.one
    record = visit.desk.journal.get(one.second if act is Act.ANSWER else one.seqs[-1])
    answers = readable_answers(record) if record else {}
    return {
        name: answer if isinstance(answer, list) else [answer] for name, answer in answers.items()
    }


def form_page(
    visit: Visit,
    act: Act,
    posted: Mapping[str, list[str]],
    *,
    problems: Iterable[Problem] = (),
    notice: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    """Return the second form, or the answers that may be changed, with all that was typed."""
    translate = translation(visit.desk)
    form = form_for(visit.found, act)
    if form is None:
        return see_own_page(visit)
    if act is Act.CHANGE:
        form = replace(
            form, title=translate(CHANGE_TITLE), button=translate(CHANGE_BUTTON), intro=""
        )
    messages = [Message(each.place.source, each.explain(translate)) for each in problems]
    told = translate(notice) if notice else ""
    if wants_json():
        if status is HTTPStatus.OK:
            return jsonify(form=form.id, answers=kept(form, posted))
        detail = told or translate("Verbeter de antwoorden bij deze velden.")
        errors = [{"field": each.field, "message": each.message} for each in messages]
        return problem_json(status, detail, errors=errors)
    prefix = translate("Fout: ") if messages else ""
    body = render(
        visit.desk,
        "participation_form.html",
        HandlerPage(f"{prefix}{form.title} – {visit.found.entry.title}"),
        form=form,
        act=act.value,
        here=visit.url,
        answers=kept(form, posted),
        problems=messages,
        notice=told,
        municipalities=visit.desk.contract().municipalities.values(),
    )
    return Response(body, status)
