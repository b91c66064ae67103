"""The handler's addresses: each view only translates between HTTP and a use case."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import Headers
from werkzeug.urls import iri_to_uri

from form_handler.desk import Desk, current_desk
from form_handler.guards import guard
from form_handler.handler import OUTCOME, remember
from form_handler.intake import (
    NOT_OPEN,
    Mistaken,
    Postponed,
    Sent,
    Taken,
    check_open,
    find_form,
    take_in,
)
from form_handler.pages import form_page, receipt_page, translation
from form_handler.refusal import Reason, Refused
from samenkomst.core.contract import ContractError
from samenkomst.core.dates import format_day_time
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.problem import Problem
from samenkomst.core.tokens import read_token
from samenkomst.journals import takes_forms
from samenkomst.service import read_receipt

forms = Blueprint("forms", __name__, url_prefix="/formulieren")

_HEALTH = {"forms.healthy", "forms.ready"}
"""A load balancer asks for these by address."""


@forms.before_request
def check() -> None:
    """Refuse what needs no look at the form."""
    base_url = current_desk().settings.base_url
    guard(request.environ, base_url, any_host=request.endpoint in _HEALTH)


@forms.post("/<event>/<form>/")
def submit(event: str, form: str) -> Response:
    """Show what became of a form, but for a browser's that is on disk: it is on its way already."""
    desk = current_desk()
    outcome = request.environ.get(OUTCOME) or take_in(desk, request.environ, event, form)
    match outcome:
        case Taken():
            return _taken(outcome)
        case Mistaken():
            remember(reason="mistakes", fields=len(outcome.problems))
            return _again(desk, outcome.sent, outcome.problems)
        case Postponed():
            return _later(desk, outcome)
    raise outcome


def _taken(taken: Taken) -> Response:
    response = jsonify(reference=taken.reference, receipt=taken.receipt_url)
    response.status_code = HTTPStatus.CREATED
    response.headers["Location"] = taken.receipt_url
    return response


def _again(desk: Desk, sent: Sent, problems: Sequence[Problem]) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return form_page(desk, sent.entry, sent.form, sent.posted, problems, status=status)


def _later(desk: Desk, put_off: Postponed) -> Response:
    """Return the form with all answers, to be sent again later."""
    remember(reason=put_off.reason, **({"cause": put_off.cause} if put_off.cause else {}))
    sent, words = put_off.sent, translation(desk)(put_off.notice)
    notice = words.format(opens=put_off.opens)
    response = form_page(
        desk, sent.entry, sent.form, sent.posted, (), status=put_off.status, notice=notice
    )
    response.headers["Retry-After"] = str(put_off.seconds)
    return response


@forms.get("/<event>/<form>/")
def open_form(event: str, form: str) -> Response:
    """Lead back to the form on the event's page; a group's or session's own form stands here.

    Also before it opens, as on a page: the form then says from when it can be sent.
    """
    desk = current_desk()
    entry, definition = find_form(desk.contract(), event, form)
    if form == entry.form:
        return SeeOther(f"{desk.settings.base_url}{entry.url}#formulier")
    opening, notice = check_open(desk, entry, form), ""
    if opening:
        opens = format_day_time(opening, desk.contract().site.language)
        notice = translation(desk)(NOT_OPEN).format(opens=opens)
    return form_page(desk, entry, definition, {}, (), status=HTTPStatus.OK, notice=notice)


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
