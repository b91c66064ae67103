"""One's own page behind the personal link: where one stands, and what one can do about it.

A GET changes nothing: mail programs and their scanners open every link in a letter.
"""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, Response, request

from form_handler.body import collect, names_of, parse_pairs, read_body
from form_handler.desk import current_desk
from form_handler.guards import guard
from form_handler.handler import remember
from form_handler.participation_pages import (
    Visit,
    answered,
    form_page,
    own_page,
    refused_page,
    see_own_page,
    sent_before,
)
from form_handler.participation_view import allowed_acts, form_for, load
from form_handler.participation_words import NOT_STORED, TOO_FAST, UNCERTAIN, told_again
from form_handler.refusal import RETRY_AFTER, Reason, Refused
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.forms import ACT, check_answers
from samenkomst.core.participation_link import read_participation_token
from samenkomst.core.procedures import Act
from samenkomst.service import (
    PARTICIPANT,
    Outcome,
    add_answers,
    change_answers,
    choose_sessions,
    take_step,
)

participation = Blueprint("participation", __name__, url_prefix="/formulieren/deelname")
participation.before_request(lambda: guard(request.environ, current_desk().settings.base_url))

PARTS = {"vragen": Act.ANSWER, "antwoorden": Act.CHANGE}
"""The forms behind the link, by the last part of their address."""
_STEPS = {Act.CONFIRM, Act.DECLINE, Act.VERIFY, Act.WITHDRAW}
_ACTS = {act.value: act for act in (*_STEPS, *PARTS.values(), Act.CHOOSE)}

Posted = Mapping[str, list[str]]


@participation.after_request
def keep_private(response: Response) -> Response:
    """Tell no other site where the visitor came from: the address is the key.

    Not `no-referrer`: with it browsers send `Origin: null` along with the page's own buttons.
    """
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@participation.get("/<token>/")
def show(token: str) -> Response:
    """Show where someone stands."""
    visit = _visit(token)
    notice = told_again(visit.found.one, request.args.get("gedaan", ""), request.args.get("al", ""))
    return own_page(visit, notice=notice)


@participation.get("/<token>/<part>/")
def show_form(token: str, part: str) -> Response:
    """Show the second form, or the answers that may be changed, with what was sent before."""
    visit = _visit(token)
    act = PARTS.get(part)
    if act is None:
        raise Refused(Reason.NOT_FOUND)
    if act not in allowed_acts(visit.found):
        return see_own_page(visit)
    return form_page(visit, act, sent_before(visit, act))


@participation.post("/<token>/")
def act(token: str) -> Response:
    """Do what the button says, once: the same again changes nothing, and says so."""
    visit = _visit(token)
    wanted, posted = _read(visit)
    try:
        return _do_in_turn(visit, wanted, posted)
    except NotStored as error:
        remember(reason="not_stored", cause=f"{type(error).__name__}: {error.reason}")
        return _later(visit, wanted, posted, NOT_STORED)
    except Uncertain as error:
        remember(reason="uncertain", cause=error.reason)
        return _later(visit, wanted, posted, UNCERTAIN)


def _visit(token: str) -> Visit:
    """Return what the link is about, up to date; one neutral refusal for all that it is not."""
    desk = current_desk()
    identifier = read_participation_token(token, desk.settings.secret, desk.clock())
    if identifier is None:
        raise Refused(Reason.NO_LINK)
    desk.journal.catch_up()
    found = load(desk.contract(), desk.ledger, identifier, desk.clock())
    if found is None:
        raise Refused(Reason.NO_LINK)
    return Visit(desk, token, found)


def _read(visit: Visit) -> tuple[Act, Posted]:
    """Return what is asked, and the values sent with it; refuse names that do not belong to it."""
    entry = visit.found.entry
    sessions = sum(len(choice.sessions) for choice in entry.choices)
    forms = [form_for(visit.found, each) for each in PARTS.values()]
    most = max(sessions, *(len(form.fields) if form else 0 for form in forms))
    pairs = parse_pairs(read_body(request.environ), most)
    names = [value for name, value in pairs if name == ACT]
    wanted = _ACTS.get(names[0]) if len(names) == 1 else None
    if wanted is None:
        raise Refused(Reason.MALFORMED)
    form = form_for(visit.found, wanted)
    known = {"group": False, "session": True} if wanted is Act.CHOOSE else {}
    known |= names_of(form.fields) if form else {}
    return wanted, collect(pairs, {ACT: False, **known})


def _do_in_turn(visit: Visit, wanted: Act, posted: Posted) -> Response:
    desk = visit.desk
    if seconds := desk.pace.wait(request.remote_addr or "", desk.clock()):
        remember(reason="too_fast")
        return _later(visit, wanted, posted, TOO_FAST, HTTPStatus.TOO_MANY_REQUESTS, seconds)
    return _do(visit, wanted, posted)


def _do(visit: Visit, wanted: Act, posted: Posted) -> Response:
    if wanted in _STEPS:
        return answered(visit, wanted, _step(visit, wanted))
    if wanted is Act.CHOOSE:
        return _choose(visit, posted)
    return _fill_in(visit, wanted, posted)


def _step(visit: Visit, wanted: Act) -> Outcome:
    desk, found = visit.desk, visit.found
    with desk.breaker.attempt():
        return take_step(
            found.entry,
            found.one.id,
            wanted,
            accounts=desk.accounts(),
            by=PARTICIPANT,
        )


def _choose(visit: Visit, posted: Posted) -> Response:
    desk, found = visit.desk, visit.found
    choice = found.entry.choice("".join(posted.get("group", ())))
    if choice is None:
        raise Refused(Reason.MALFORMED)
    ids = [value for value in posted.get("session", ()) if value]
    with desk.breaker.attempt():
        outcome = choose_sessions(
            found.entry,
            choice,
            found.one.id,
            ids,
            accounts=desk.accounts(),
        )
    return answered(visit, Act.CHOOSE, outcome, choice=choice, ids=ids)


def _fill_in(visit: Visit, wanted: Act, posted: Posted) -> Response:
    desk, found = visit.desk, visit.found
    form = form_for(found, wanted)
    if form is None or wanted not in allowed_acts(found):
        return refused_page(visit, Outcome(found.one.state, False, "not_allowed"))
    answers, problems = check_answers(form, posted)
    if problems:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return form_page(visit, wanted, posted, problems=problems, status=status)
    write = add_answers if wanted is Act.ANSWER else change_answers
    whole = form if wanted is Act.ANSWER else found.form or form
    with desk.breaker.attempt():
        outcome = write(
            found.entry,
            whole,
            found.one.id,
            answers,
            accounts=desk.accounts(),
        )
    return answered(visit, wanted, outcome)


def _later(
    visit: Visit,
    wanted: Act,
    posted: Posted,
    notice: str,
    status: HTTPStatus = HTTPStatus.SERVICE_UNAVAILABLE,
    seconds: int = RETRY_AFTER,
) -> Response:
    """Return the page again, with all answers, to be sent again later."""
    if form_for(visit.found, wanted) is None:
        response = own_page(visit, notice=notice, alert=True, status=status)
    else:
        response = form_page(visit, wanted, posted, notice=notice, status=status)
    response.headers["Retry-After"] = str(seconds)
    return response
