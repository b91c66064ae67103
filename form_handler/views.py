"""The handler's addresses: each view only translates between HTTP and a use case."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import Headers
from werkzeug.urls import iri_to_uri

from form_handler.body import parse_body, read_body
from form_handler.desk import Desk, current_desk
from form_handler.guards import guard
from form_handler.handler import remember
from form_handler.pages import RETRY_AFTER, form_page, receipt_page, translation, wants_json
from form_handler.refusal import Reason, Refused
from samenkomst.core.contract import Contract, ContractError, EventEntry
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.forms import Form, check_answers
from samenkomst.core.tokens import read_token, sign
from samenkomst.core.translation import N_
from samenkomst.journals import takes_forms
from samenkomst.service import Accepted, read_receipt, receive

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
    contract = desk.contract()
    entry, definition = _find(contract, event, form)
    _check_open(desk, entry, form)
    posted = parse_body(read_body(request), definition)
    try:
        return _take_in(desk, contract, entry, definition, posted)
    except NotStored as error:
        remember(reason="not_stored", cause=f"{type(error).__name__}: {error.reason}")
        return _again(desk, entry, definition, posted, NOT_STORED)
    except Uncertain as error:
        remember(reason="uncertain", cause=error.reason)
        return _again(desk, entry, definition, posted, UNCERTAIN)


def _take_in(
    desk: Desk,
    contract: Contract,
    entry: EventEntry,
    form: Form,
    posted: Mapping[str, list[str]],
) -> Response:
    if seconds := desk.pace.wait(request.remote_addr or "", desk.clock()):
        remember(reason="too_fast")
        status = HTTPStatus.TOO_MANY_REQUESTS
        return _again(desk, entry, form, posted, TOO_FAST, status, seconds)
    answers, problems = check_answers(form, posted)
    if problems:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        remember(reason="mistakes", fields=len(problems))
        return form_page(desk, entry, form, posted, problems, status=status)
    with desk.breaker.attempt():
        accepted = receive(
            entry,
            form,
            answers,
            journal=desk.journal,
            ledger=desk.ledger,
            municipalities=desk.municipalities(contract),
            chance=desk.chance,
            now=desk.clock(),
        )
    return _accepted(desk, accepted)


@forms.get("/<event>/<form>/")
def open_form(event: str, form: str) -> Response:
    """Lead back to the form on the event's page; a group's or session's own form stands here."""
    desk = current_desk()
    entry, definition = _find(desk.contract(), event, form)
    if form == entry.form:
        return SeeOther(f"{desk.settings.base_url}{entry.url}#formulier")
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
    """Say whether a form would be taken in now: contract, journal and disk have to be ready."""
    if obstacle := _obstacle(current_desk()):
        remember(reason="not_ready", cause=obstacle)
        return jsonify(status="unavailable"), HTTPStatus.SERVICE_UNAVAILABLE
    return jsonify(status="ok"), HTTPStatus.OK


def _obstacle(desk: Desk) -> str:
    """Return the name of what keeps new forms out, or nothing."""
    try:
        desk.contract()
        desk.journal.commit(list)
        return "" if takes_forms(desk.settings) else "DiskLow"
    except (ContractError, NotStored, Uncertain, OSError) as error:
        return type(error).__name__


def _find(contract: Contract, event: str, form: str) -> tuple[EventEntry, Form]:
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


def _again(
    desk: Desk,
    entry: EventEntry,
    form: Form,
    posted: Mapping[str, list[str]],
    notice: str,
    status: HTTPStatus = HTTPStatus.SERVICE_UNAVAILABLE,
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
    url = f"{desk.settings.base_url}formulieren/ontvangst/{token}/"
    if wants_json():
        response = jsonify(reference=accepted.reference, receipt=url)
        response.status_code = HTTPStatus.CREATED
        response.headers["Location"] = url
        return response
    return SeeOther(url)


class SeeOther(Response):
    """Leads to one of our own addresses, which is a URI already; nothing more.

    Flask's look at every header of a redirect takes as long as the check of all answers.
    """

    def __init__(self, url: str) -> None:
        location = url if url.isascii() else iri_to_uri(url)
        super().__init__(status=303, headers={"Location": location, "Content-Length": "0"})

    def get_wsgi_headers(self, environ: object) -> Headers:
        """Return the headers as they are."""
        return self.headers
