"""Participants of a handler under test: they send forms, are invited, and follow their link."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from form_handler.desk import KEY, Desk
from samenkomst.core.contract import EventEntry
from samenkomst.core.participation_link import participation_link
from samenkomst.core.procedures import Act
from samenkomst.core.submission import Submission
from samenkomst.service.inviting import invite
from samenkomst.service.organising import decide
from samenkomst.settings import Settings
from tests.form_handler.conftest import change_contract
from tests.form_handler.submissions import (
    APPLICATION_URL,
    EVENT,
    FORM,
    HOSTILE,
    URL,
    answers,
)

NETWORK = "leernetwerk-aan-de-slag-met-werkdruk"
MOTIVATION = {
    "motivatie": HOSTILE,
    "doel": "Minder werkdruk.\nMeer plezier.",
    "steun": "Ja",
    "gesprek": "Online",
    "website": "",
}


def application(**changes: Any) -> dict[str, Any]:
    """Return good answers to the application form, with changes."""
    found = answers(functie="Adviseur", vraag=None)
    return found | {"telefoon": "06 00000000", "ervaring": "Nog niet"} | changes


def with_colleagues(settings: Settings) -> None:
    """Let the interest form take two colleagues, as a new build would."""
    data = json.loads(settings.contract_path.read_text(encoding="utf-8"))
    form = data["forms"][FORM]
    form["colleagues"] = 2
    shape = dict(form["fields"][0], required=False, autocomplete="", changeable=True)
    for number in (1, 2):
        for what, type_ in (("naam", "text"), ("email", "email")):
            own = {"name": f"collega_{number}_{what}", "type": type_, "label": f"{what} <b>"}
            form["fields"].append(shape | own | {"group": f"Collega {number}"})
    settings.contract_path.write_text(json.dumps(data), encoding="utf-8")


@dataclass
class Participants:
    """A handler with its journal, seen from the participants' side; nothing more."""

    app: Flask
    settings: Settings

    @property
    def desk(self) -> Desk:
        desk: Desk = self.app.extensions[KEY]
        return desk

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def entry(self, event: str = EVENT) -> EventEntry:
        return self.desk.contract().events[event]

    def one(self, submission: str) -> Submission:
        """Return the submission as it is now."""
        self.desk.journal.catch_up()
        return self.desk.ledger.submissions[submission]

    def send(self, url: str, **changes: Any) -> str:
        """Send a form; return the submission's id."""
        data = (application if url == APPLICATION_URL else answers)(**changes)
        reference = self.client.post(
            url, data=data, headers={"Accept": "application/json"}
        ).get_json()["reference"]
        found = self.desk.ledger.of_reference(reference)
        assert found is not None
        return found.id

    def link(self, submission: str) -> str:
        """Return the path of the personal link, as letters carry it."""
        address = participation_link(
            "http://127.0.0.1:8000/", submission, self.settings.secret, self.desk.clock()
        )
        return urlsplit(address).path

    def get(self, submission: str, part: str = "", **kwargs: Any) -> TestResponse:
        return self.client.get(self.link(submission) + part, **kwargs)

    def post(self, submission: str, act: str, **kwargs: Any) -> TestResponse:
        data = {"act": act, **kwargs.pop("data", {})}
        return self.client.post(self.link(submission), data=data, **kwargs)

    def date_event(self, capacity: int | None = None) -> None:
        """Set the date of the round table, as an editor and a new build do."""
        unit = {
            "id": "",
            "title": "Ronde tafel",
            "form": "interesse",
            "places": {"capacity": capacity, "minimum": None, "per_organisation": 2}
            | {"hold_days": 0, "offer_days": 3, "reminder_days": 3},
        }
        facts = [["Stand", "Gaat door"], ["Wanneer", "dinsdag 29 maart 2022"], ["Waar", HOSTILE]]
        change_contract(self.settings, EVENT, off=False, dated=True, facts=facts, units=[unit])

    def invite(self, days: int = 10) -> None:
        """Invite everyone who showed interest."""
        desk = self.desk
        today: date = desk.clock().date()
        found = invite(
            self.entry(),
            deadline=today + timedelta(days=days),
            accounts=desk.accounts(),
            by="Noor",
        )
        assert found.problem == ""

    def invited(self, capacity: int | None = None, **changes: Any) -> str:
        """Return someone who showed interest and is invited."""
        submission = self.send(URL, **changes)
        self.date_event(capacity)
        self.invite()
        return submission

    def decide(self, submission: str, verdict: Act) -> None:
        desk = self.desk
        outcome = decide(
            self.entry(NETWORK),
            self.one(submission).reference,
            verdict,
            "Tot dan!",
            accounts=desk.accounts(),
            by="Noor",
        )
        assert (outcome.changed, outcome.problem) == (True, "")
