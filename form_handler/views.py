"""The handler's addresses: each view only translates between HTTP and a use case."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import Headers
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.urls import iri_to_uri

from form_handler.body import parse_body
from form_handler.desk import Desk, current_desk
from form_handler.guards import MAX_BODY, check_body, check_host, check_origin
from form_handler.handler import remember
from form_handler.pages import RETRY_AFTER, form_page, receipt_page, translation, wants_json
from form_handler.refusal import Reason, Refused
from samenkomst.core.contract import Contract, ContractError, EventEntry
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.forms import Answers, Form, check_answers
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.tokens import read_token, sign
from samenkomst.core.translation import N_
from samenkomst.service import Accepted, read_receipt, receive

forms = Blueprint("forms", __name__, url_prefix="/formulieren")

RECEIPT_DAYS = 30
_HEALTH = {"forms.healthy", "forms.ready"}

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


@forms.before_request
def guard() -> None:
    """Refuse what needs no look at the form."""
    base_url = current_desk().settings.base_url
    if request.endpoint not in _HEALTH:  # a load balancer asks by address
        check_host(request.environ, base_url)
    if request.method == "POST":
        check_origin(request.environ, base_url)
        check_body(request.environ)


@forms.post("/<event>/<form>/")
def submit(event: str, form: str) -> Response:
    """Take in a form: 303 to its receipt, or the form again with what is wrong."""
    desk = current_desk()
    contract = desk.contract()
    entry, definition = _find(contract, event, form)
    _check_open(desk, entry)
    posted = parse_body(_read(), definition)
    try:
        seconds = desk.pace.wait(request.remote_addr or "", desk.clock())
    except OSError as error:  # a full disk, no descriptors: storing would fail as well
        remember(reason="not_stored", cause=f"pace: {error.strerror}")
        return _again(desk, entry, definition, posted, NOT_STORED, HTTPStatus.SERVICE_UNAVAILABLE)
    if seconds:
        remember(reason="too_fast")
        return _again(
            desk, entry, definition, posted, TOO_FAST, HTTPStatus.TOO_MANY_REQUESTS, seconds
        )
    answers, problems = check_answers(definition, posted)
    if problems:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        remember(reason="mistakes", fields=len(problems))
        return form_page(desk, entry, definition, posted, problems, status=status)
    municipalities = desk.municipalities(contract)
    return _store(desk, entry, definition, municipalities, answers, posted)


@forms.get("/<event>/<form>/")
def open_form(event: str, form: str) -> Response:
    """Lead whoever reloads or bookmarks a form's address back to the form on its page."""
    desk = current_desk()
    entry, _ = _find(desk.contract(), event, form)
    return SeeOther(f"{desk.settings.base_url}{entry.url}#formulier")


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
        remember(reason="not_ready", cause=type(error).__name__)
        return jsonify(status="unavailable"), HTTPStatus.SERVICE_UNAVAILABLE
    return jsonify(status="ok"), HTTPStatus.OK


def _find(contract: Contract, event: str, form: str) -> tuple[EventEntry, Form]:
    entry = contract.events.get(event)
    if entry is None:
        raise Refused(Reason.NOT_FOUND)
    if form != entry.form:
        raise Refused(Reason.NOT_FOUND, event=entry.url)
    return entry, contract.forms[form]


def _check_open(desk: Desk, entry: EventEntry) -> None:
    match entry.availability(desk.today()):
        case "closed":
            raise Refused(Reason.CLOSED, event=entry.url)
        case "not_yet":
            raise Refused(Reason.NOT_YET, event=entry.url)


def _read() -> bytes:
    """Return the whole body, or refuse it.

    Of a body in chunks Werkzeug returns what fits its limit, as if that were all (measured).
    """
    try:
        body = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise Refused(Reason.TOO_LARGE) from None
    if len(body) > MAX_BODY:
        raise Refused(Reason.TOO_LARGE)
    return body


def _store(
    desk: Desk,
    entry: EventEntry,
    form: Form,
    municipalities: Municipalities,
    answers: Answers,
    posted: Mapping[str, list[str]],
) -> Response:
    try:
        with desk.breaker.attempt():
            accepted = receive(
                entry,
                form,
                answers,
                journal=desk.journal,
                ledger=desk.ledger,
                municipalities=municipalities,
                chance=desk.chance,
            )
    except NotStored as error:
        remember(reason="not_stored", cause=f"{type(error).__name__}: {error.reason}")
        return _again(desk, entry, form, posted, NOT_STORED, HTTPStatus.SERVICE_UNAVAILABLE)
    except Uncertain as error:
        remember(reason="uncertain", cause=error.reason)
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
