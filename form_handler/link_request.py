"""\"Send me my link again\": the same answer, for the same work, whether the address is known."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from flask import Blueprint, Response, jsonify, request, url_for

from form_handler.body import parse_body, read_body
from form_handler.desk import Desk, current_desk
from form_handler.guards import guard
from form_handler.handler import remember
from form_handler.pages import (
    HandlerPage,
    Message,
    kept,
    problem_json,
    render,
    translation,
    wants_json,
)
from form_handler.participation_words import NOT_STORED, TOO_FAST, UNCERTAIN
from form_handler.refusal import RETRY_AFTER
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.forms import DEFAULT_LIMIT, Field, Form, check_answers
from samenkomst.core.problem import Problem
from samenkomst.core.translation import N_
from samenkomst.service import request_link

link_request = Blueprint("link_request", __name__, url_prefix="/formulieren/deelname")
link_request.before_request(lambda: guard(request.environ, current_desk().settings.base_url))

Posted = Mapping[str, list[str]]

TITLE = N_("Stuur mij mijn link opnieuw")
ASKED = N_(
    "Is dit het e-mailadres waarmee u het formulier invulde? Dan krijgt u binnen enkele minuten "
    "een e-mail met uw persoonlijke link. Kijk ook in uw map met ongewenste e-mail."
)


@link_request.get("/")
def show() -> Response:
    """Show the question for an address, or that it was asked."""
    desk = current_desk()
    asked = ASKED if request.args.get("gevraagd") else ""
    event = request.args.get("evenement", "")
    return _page(desk, {"evenement": [event]}, asked=asked)


@link_request.post("/")
def ask() -> Response:
    """Record that someone asks for a link; who is known gets it by mail."""
    desk = current_desk()
    form = _form(desk)
    posted = parse_body(read_body(request.environ), form)
    try:
        return _take_in(desk, form, posted)
    except NotStored as error:
        remember(reason="not_stored", cause=f"{type(error).__name__}: {error.reason}")
        return _later(desk, posted, NOT_STORED)
    except Uncertain as error:
        remember(reason="uncertain", cause=error.reason)
        return _later(desk, posted, UNCERTAIN)


def _take_in(desk: Desk, form: Form, posted: Posted) -> Response:
    if seconds := desk.pace.wait(request.remote_addr or "", desk.clock()):
        remember(reason="too_fast")
        return _later(desk, posted, TOO_FAST, HTTPStatus.TOO_MANY_REQUESTS, seconds)
    answers, problems = check_answers(form, posted)
    if problems:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        remember(reason="mistakes", fields=len(problems))
        return _page(desk, posted, problems=problems, status=status)
    with desk.breaker.attempt():
        request_link(
            desk.contract().events[str(answers["evenement"])],
            str(answers["email"]),
            accounts=desk.accounts(),
        )
    return _asked(desk)


def _asked(desk: Desk) -> Response:
    if wants_json():
        response = jsonify(detail=translation(desk)(ASKED))
        response.status_code = HTTPStatus.ACCEPTED
        return response
    url = desk.settings.base_url.rstrip("/") + url_for("link_request.show", gevraagd="1")
    return Response(status=HTTPStatus.SEE_OTHER, headers={"Location": url})


def _form(desk: Desk) -> Form:
    """Return the question as a form: the address, and the events that have a form."""
    translate = translation(desk)
    events = desk.contract().events.values()
    titles = {each.slug: each.title for each in events if any(unit.form for unit in each.units)}
    fields = (
        Field(
            name="email",
            label=translate("Uw e-mailadres"),
            type="email",
            required=True,
            purpose=translate("u de link te sturen; we bewaren het adres niet"),
            keep="",
            limit=DEFAULT_LIMIT,
            help=translate("Gebruik het adres waarmee u het formulier invulde."),
            autocomplete="email",
        ),
        Field(
            name="evenement",
            label=translate("Welk evenement?"),
            type="select",
            required=True,
            purpose=translate("de juiste link te vinden"),
            keep="",
            limit=DEFAULT_LIMIT,
            choices=titles,
        ),
    )
    title = translate(TITLE)
    return Form("link", title, "", "", fields, title, (), "", "")


def _page(
    desk: Desk,
    posted: Posted,
    *,
    problems: Iterable[Problem] = (),
    asked: str = "",
    notice: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    translate, form = translation(desk), _form(desk)
    messages = [Message(each.place.source, each.explain(translate)) for each in problems]
    told = translate(notice) if notice else ""
    if wants_json() and status is not HTTPStatus.OK:
        errors = [{"field": each.field, "message": each.message} for each in messages]
        detail = told or translate("Verbeter de antwoorden bij deze velden.")
        return problem_json(status, detail, errors=errors)
    prefix = translate("Fout: ") if messages else ""
    body = render(
        desk,
        "link_request.html",
        HandlerPage(f"{prefix}{form.title}"),
        form=form,
        answers=kept(form, posted),
        problems=messages,
        notice=told,
        asked=translate(asked) if asked else "",
    )
    return Response(body, status)


def _later(
    desk: Desk,
    posted: Posted,
    notice: str,
    status: HTTPStatus = HTTPStatus.SERVICE_UNAVAILABLE,
    seconds: int = RETRY_AFTER,
) -> Response:
    response = _page(desk, posted, notice=notice, status=status)
    response.headers["Retry-After"] = str(seconds)
    return response
