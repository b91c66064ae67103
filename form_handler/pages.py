"""The handler's own pages, inside the site's look; and the same answers as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from flask import Response, jsonify, render_template, request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from form_handler.desk import Desk
from form_handler.guards import Environ
from form_handler.participation_words import Standing, describe_standing
from form_handler.refusal import RETRY_AFTER, Refused
from samenkomst.core.contract import ContractError, EventEntry, Site
from samenkomst.core.forms import Answers, Form
from samenkomst.core.places import explain
from samenkomst.core.problem import Problem
from samenkomst.core.procedures import State
from samenkomst.core.record import Record
from samenkomst.core.sealed import readable_answers
from samenkomst.core.translation import Translate, dutch

LONGEST_ACCEPT = 1000
"""Characters of an Accept header that count."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is wrong with the answer in one field, nothing more."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class HandlerPage:
    """What the shared layout asks of a page, nothing more."""

    title: str
    description: str = ""
    url: str = ""
    noindex: bool = True
    section: str = ""


def wants_json() -> bool:
    """Return whether the client prefers JSON over a page."""
    return prefers_json(request.environ)


def prefers_json(environ: Environ) -> bool:
    """Return whether the client that sent this prefers JSON over a page."""
    return _prefers_json(environ.get("HTTP_ACCEPT", "")[:LONGEST_ACCEPT])


@lru_cache(maxsize=64)
def _prefers_json(accept: str) -> bool:
    """Return what a header says: browsers send few different ones, and reading one takes long."""
    best = parse_accept_header(accept, MIMEAccept).best_match(["text/html", "application/json"])
    return best == "application/json"


def render(desk: Desk, template: str, page: HandlerPage, **values: Any) -> str:
    """Return a page in the site's look; without a contract in a bare one."""
    site, root = _site(desk)
    return render_template(template, site=site, root=root, page=page, **values)


def _site(desk: Desk) -> tuple[Site, str]:
    base = desk.settings.base_url
    root = urlsplit(base).path or "/"
    try:
        return desk.contract().site, root
    except ContractError:
        return Site(name="Samenkomst", language="nl", url=base), root


def translation(desk: Desk) -> Translate:
    """Return the translation for this site; Dutch as long as there is no contract."""
    try:
        return desk.translate()
    except ContractError:
        return dutch


def form_page(
    desk: Desk,
    event: EventEntry,
    form: Form,
    answers: Mapping[str, list[str]],
    problems: Iterable[Problem],
    *,
    status: HTTPStatus,
    notice: str = "",
) -> Response:
    """Return the whole form again, with every answer kept and a message at each field."""
    translate = translation(desk)
    messages = [Message(each.place.source, each.explain(translate)) for each in problems]
    if wants_json():
        detail = notice or translate("Verbeter de antwoorden bij deze velden.")
        errors = [{"field": each.field, "message": each.message} for each in messages]
        return problem_json(status, detail, errors=errors)
    prefix = translate("Fout: ") if messages else ""
    body = render(
        desk,
        "form_page.html",
        HandlerPage(f"{prefix}{form.title} – {event.title}"),
        event=event,
        form=form,
        answers=kept(form, answers),
        problems=messages,
        notice=notice,
        municipalities=desk.contract().municipalities.values(),
    )
    return Response(body, status)


def kept(form: Form, posted: Mapping[str, list[str]]) -> Answers:
    """Return what was typed, for the form's fields: a list where more can be chosen."""
    kept: dict[str, str | list[str]] = {}
    for field in form.fields:
        values = posted.get(field.name, [])
        kept[field.name] = values if field.many else "".join(values[:1])
    return kept


def receipt_page(desk: Desk, record: Record) -> Response:
    """Return the receipt: the reference, what was sent, what happens next, whom to ask."""
    event = desk.contract().events.get(record.fields["event"])
    form = desk.contract().forms.get(record.fields["form"])
    translate = translation(desk)
    standing = _standing(desk, record)
    body = render(
        desk,
        "receipt.html",
        HandlerPage(
            translate("Ontvangen"), translate("Het bewijs dat we uw formulier hebben ontvangen.")
        ),
        reference=record.fields["reference"],
        email=record.fields["email"],
        event=event,
        form=form,
        rows=describe_answers(form, readable_answers(record)),
        standing=standing,
    )
    return Response(body)


def _standing(desk: Desk, record: Record) -> Standing | None:
    """Return whether there is a place, where sending the form decides that; else nothing.

    What the editor wrote about the next steps says the rest.
    """
    one = desk.ledger.submissions.get(record.fields.get("submission", record.id))
    entry = desk.contract().events.get(record.fields["event"])
    if one is None or entry is None or one.state in (State.INTERESTED, State.APPLIED):
        return None
    why = explain(desk.ledger, entry, one, desk.clock())
    language = desk.contract().site.language
    return describe_standing(one, entry, why, translation(desk), language, over=False)


def describe_answers(form: Form | None, answers: Answers) -> list[tuple[str, str]]:
    """Return question and answer as people read them, in the form's order."""
    fields = {field.name: field for field in form.fields} if form else {}
    rows = []
    for name, answer in answers.items():
        field = fields.get(name)
        values = answer if isinstance(answer, list) else [answer]
        shown = [field.choices.get(value, value) if field else value for value in values]
        rows.append((field.label if field else name, ", ".join(shown)))
    return rows


def refusal_page(desk: Desk, refused: Refused) -> Response:
    """Return the page that says why nothing was stored, with a way back."""
    answer = refused.reason.value
    translate = translation(desk)
    title, text = translate(answer.title), translate(answer.text)
    if wants_json():
        response = problem_json(answer.status, text, title=title)
    else:
        page = HandlerPage(title)
        body = render(desk, "message.html", page, text=text, event=refused.event, way=answer.way)
        response = Response(body, answer.status)
    if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def problem_json(status: HTTPStatus, detail: str, title: str = "", **more: Any) -> Response:
    """Return an answer by RFC 9457."""
    response = jsonify(
        type="about:blank", title=title or status.phrase, status=status, detail=detail, **more
    )
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response
