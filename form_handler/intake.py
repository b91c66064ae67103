"""A form on its way in: from the bytes of a request to its record on disk, or to what is wrong.

No Flask here: its way to a view and back takes as long as half of this (measured), and a form in
which nothing is wrong needs none of it. `form_handler.views` shows what became of all others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from math import ceil

from werkzeug.urls import iri_to_uri

from form_handler.body import parse_body, read_body
from form_handler.desk import Desk
from form_handler.guards import Environ, guard
from form_handler.refusal import RETRY_AFTER, Reason, Refused
from samenkomst.core.contract import Contract, EventEntry
from samenkomst.core.dates import DayTime, format_day_time
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.forms import Form, check_answers
from samenkomst.core.problem import Problem
from samenkomst.core.tokens import sign
from samenkomst.core.translation import N_
from samenkomst.service import receive

RECEIPT_DAYS = 30

NOT_STORED = N_(
    "We hebben uw formulier niet ontvangen: het opslaan lukt nu niet. Uw antwoorden staan "
    "hieronder nog. "
    "Verstuur het formulier over een paar minuten opnieuw."
)
UNCERTAIN = N_(
    "Het is niet zeker dat we uw formulier hebben ontvangen. Uw antwoorden staan hieronder nog. "
    "Verstuur het formulier over een paar minuten nog eens: dubbel telt niet."
)
NOT_OPEN = N_(
    "Dit formulier is nog niet open. Het gaat open op {opens}. Vanaf dan kunt u het versturen."
)
TOO_EARLY = N_(
    "Dit formulier is nog niet open. Het gaat open op {opens}. We hebben uw formulier nog niet "
    "ontvangen. Uw antwoorden staan hieronder nog. Verstuur het formulier opnieuw als het open is."
)
TOO_FAST = N_(
    "Er zijn vanaf uw internetadres veel formulieren kort na elkaar verstuurd. We hebben dit "
    "formulier nog niet "
    "ontvangen. Uw antwoorden staan hieronder nog. Wacht een minuut en verstuur het formulier "
    "dan opnieuw."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent, nothing more."""

    entry: EventEntry
    form: Form
    posted: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Taken:
    """It is on disk, under this reference."""

    reference: str
    receipt_url: str


@dataclass(frozen=True, slots=True)
class Mistaken:
    """There are mistakes in the answers."""

    sent: Sent
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Postponed:
    """It has to be sent again later, nothing is wrong with it."""

    sent: Sent
    notice: str
    reason: str
    """For the log."""
    cause: str = ""
    status: HTTPStatus = HTTPStatus.SERVICE_UNAVAILABLE
    seconds: int = RETRY_AFTER
    opens: str = ""
    """From when it is taken in, in words, where the notice says so."""


Outcome = Taken | Mistaken | Postponed


def attempt(desk: Desk, environ: Environ, event: str, form: str) -> Outcome | Exception:
    """Return what became of a post, or the error that ended it: a view shows either."""
    try:
        guard(environ, desk.settings.base_url)
        return take_in(desk, environ, event, form)
    except Exception as error:
        return error


def take_in(desk: Desk, environ: Environ, event: str, form: str) -> Outcome:
    """Return what became of a post that passed the guards. Raises Refused, ContractError."""
    contract = desk.contract()
    entry, definition = find_form(contract, event, form)
    opening = check_open(desk, entry, form)
    sent = Sent(entry, definition, parse_body(read_body(environ), definition))
    now = desk.moment()  # reading may have taken a while
    if opening and now < opening.begin:
        return _too_early(sent, opening, now, contract.site.language)
    try:
        return _store(desk, contract, sent, environ.get("REMOTE_ADDR", ""))
    except NotStored as error:
        cause = f"{type(error).__name__}: {error.reason}"
        return Postponed(sent, NOT_STORED, "not_stored", cause)
    except Uncertain as error:
        return Postponed(sent, UNCERTAIN, "uncertain", error.reason)


def find_form(contract: Contract, event: str, form: str) -> tuple[EventEntry, Form]:
    """Return the event and its form. Raises Refused where there is none."""
    entry = contract.events.get(event)
    if entry is None:
        raise Refused(Reason.NOT_FOUND)
    if form != entry.form and entry.unit_of_form(form) is None:
        raise Refused(Reason.NOT_FOUND, event=entry.url)
    return entry, contract.forms[form]


def check_open(desk: Desk, entry: EventEntry, form: str) -> DayTime | None:
    """Return from when that form is taken in, or None when it already is.

    Raises Refused where it is closed, or nobody knows yet from when.
    """
    match entry.availability(desk.moment(), form):
        case "closed":
            raise Refused(Reason.CLOSED, event=entry.url)
        case "not_yet":
            if opening := entry.opening(form):
                return opening
            raise Refused(Reason.NOT_YET, event=entry.url)
    return None


def _too_early(sent: Sent, opening: DayTime, now: datetime, language: str) -> Postponed:
    seconds = ceil((opening.begin - now).total_seconds())
    opens = format_day_time(opening, language)
    return Postponed(sent, TOO_EARLY, "not_yet", "", HTTPStatus.CONFLICT, seconds, opens)


def _store(desk: Desk, contract: Contract, sent: Sent, address: str) -> Outcome:
    accounts = desk.accounts()
    if seconds := desk.pace.wait(address, accounts.now):
        status = HTTPStatus.TOO_MANY_REQUESTS
        return Postponed(sent, TOO_FAST, "too_fast", "", status, seconds)
    answers, problems = check_answers(sent.form, sent.posted)
    if problems:
        return Mistaken(sent, problems)
    with desk.breaker.attempt():
        accepted = receive(
            sent.entry,
            sent.form,
            answers,
            accounts=accounts,
            municipalities=desk.municipalities(contract),
        )
    content = {"seq": accepted.seq, "id": accepted.id}
    until = accounts.now + timedelta(days=RECEIPT_DAYS)
    token = sign(content, "receipt", until, desk.settings.secret)
    url = f"{desk.settings.base_url}formulieren/ontvangst/{token}/"
    return Taken(accepted.reference, url if url.isascii() else iri_to_uri(url))
