"""The handler's addresses: each view only translates between HTTP and a use case."""

import logging
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request, url_for

from form_handler.body import parse_body, read_body
from form_handler.desk import Desk, current_desk
from form_handler.guards import guard
from form_handler.pages import RETRY_AFTER, form_page, receipt_page, translation, wants_json
from form_handler.refusal import Reason, Refused
from samenkomst.core.contract import ContractError, EventEntry
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.forms import Answers, Form, check_answers
from samenkomst.core.tokens import read_token, sign
from samenkomst.core.translation import N_
from samenkomst.service import Accepted, read_receipt, receive

log = logging.getLogger(__name__)
forms = Blueprint("forms", __name__, url_prefix="/formulieren")

RECEIPT_DAYS = 30
_HEALTH = {"forms.healthy", "forms.ready"}
"""A load balancer asks for these by address."""

NOT_STORED = N_(
    "We hebben uw formulier niet ontvangen: het opslaan lukt nu niet. Uw antwoorden staan "
    "hieronder nog. "
    "Verstuur het formulier over een paar minuten opnieuw."
)
UNCERTAIN = N_(
    "Het is niet zeker dat we uw formulier hebben ontvangen. Uw antwoorden staan hieronder nog. "
    "Verstuur het formulier over een paar minuten nog eens: dubbel telt niet."
)
TOO_FAST = N_(
    "Er zijn vanaf uw internetadres veel formulieren kort na elkaar verstuurd. We hebben dit "
    "formulier nog niet "
    "ontvangen. Uw antwoorden staan hieronder nog. Wacht een minuut en verstuur het formulier "
    "dan opnieuw."
)


forms.before_request(lambda: guard(request, current_desk().settings.base_url, _HEALTH))


@forms.post("/<event>/<form>/")
def submit(event: str, form: str) -> Response:
    """Take in a form: 303 to its receipt, or the form again with what is wrong."""
    desk = current_desk()
    entry, definition = _find(desk, event, form)
    _check_open(desk, entry, form)
    posted = parse_body(read_body(request), definition)
    if seconds := desk.pace.wait(request.remote_addr or "", desk.clock()):
        return _again(
            desk, entry, definition, posted, TOO_FAST, HTTPStatus.TOO_MANY_REQUESTS, seconds
        )
    answers, problems = check_answers(definition, posted)
    if problems:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return form_page(desk, entry, definition, posted, problems, status=status)
    return _store(desk, entry, definition, answers, posted)


@forms.get("/<event>/<form>/")
def open_form(event: str, form: str) -> Response:
    """Lead back to the form on the event's page; a group's or session's own form stands here."""
    desk = current_desk()
    entry, definition = _find(desk, event, form)
    if form == entry.form:
        return _see_other(f"{desk.settings.base_url}{entry.url}#formulier")
    _check_open(desk, entry, form)
    return form_page(desk, entry, definition, {}, (), status=HTTPStatus.OK)


@forms.get("/ontvangst/<token>/")
def receipt(token: str) -> Response:
    """Show what was received, to whoever holds the link."""
    desk = current_desk()
    content = read_token(token, "receipt", desk.clock(), desk.settings.secret)
    if content is None:
        raise Refused(Reason.NO_RECEIPT)
    record = read_receipt(desk.journal, content["seq"], content["id"])
    if record is None:
        raise Refused(Reason.NO_RECEIPT)
    response = receipt_page(desk, record)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@forms.get("/gezond")
def healthy() -> Response:
    """Say that the process answers."""
    return jsonify(status="ok")


@forms.get("/klaar")
def ready() -> tuple[Response, HTTPStatus]:
    """Say whether a form would be taken in now: the contract is there and the journal writes."""
    desk = current_desk()
    try:
        desk.contract()
        desk.journal.commit(list)
    except (ContractError, NotStored, Uncertain) as error:
        log.error("not ready: %s", type(error).__name__)
        return jsonify(status="unavailable"), HTTPStatus.SERVICE_UNAVAILABLE
    return jsonify(status="ok"), HTTPStatus.OK


def _find(desk: Desk, event: str, form: str) -> tuple[EventEntry, Form]:
    contract = desk.contract()
    entry = contract.events.get(event)
    if entry is None:
        raise Refused(Reason.NOT_FOUND)
    if form != entry.form and entry.unit_of_form(form) is None:
        raise Refused(Reason.NOT_FOUND, event=entry.url)
    return entry, contract.forms[form]


def _check_open(desk: Desk, entry: EventEntry, form: str) -> None:
    match entry.availability(desk.today(), form):
        case "closed":
            raise Refused(Reason.CLOSED, event=entry.url)
        case "not_yet":
            raise Refused(Reason.NOT_YET, event=entry.url)


def _store(
    desk: Desk, entry: EventEntry, form: Form, answers: Answers, posted: Mapping[str, list[str]]
) -> Response:
    try:
        accepted = receive(
            entry,
            form,
            answers,
            journal=desk.journal,
            ledger=desk.ledger,
            municipalities=desk.municipalities(),
            chance=desk.chance,
            now=desk.clock(),
        )
    except NotStored as error:
        log.error("not stored: %s: %s", type(error).__name__, error.reason)
        return _again(desk, entry, form, posted, NOT_STORED, HTTPStatus.SERVICE_UNAVAILABLE)
    except Uncertain as error:
        log.critical("uncertain: %s; this process has to be replaced", error.reason)
        return _again(desk, entry, form, posted, UNCERTAIN, HTTPStatus.SERVICE_UNAVAILABLE)
    return _accepted(desk, accepted)


def _again(
    desk: Desk,
    entry: EventEntry,
    form: Form,
    posted: Mapping[str, list[str]],
    notice: str,
    status: HTTPStatus,
    seconds: int = RETRY_AFTER,
) -> Response:
    """Return the form with all answers, to be sent again later."""
    words = translation(desk)(notice)
    response = form_page(desk, entry, form, posted, (), status=status, notice=words)
    response.headers["Retry-After"] = str(seconds)
    return response


def _accepted(desk: Desk, accepted: Accepted) -> Response:
    expires = desk.clock() + timedelta(days=RECEIPT_DAYS)
    content = {"seq": accepted.seq, "id": accepted.id}
    token = sign(content, "receipt", expires, desk.settings.secret)
    url = desk.settings.base_url.rstrip("/") + url_for("forms.receipt", token=token)
    if wants_json():
        response = jsonify(reference=accepted.reference, receipt=url)
        response.status_code = HTTPStatus.CREATED
        response.headers["Location"] = url
        return response
    return _see_other(url)


def _see_other(url: str) -> Response:
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": url})
