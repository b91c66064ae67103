"""Posts as a visitor's browser sends them."""

import json
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

EVENT = "ronde-tafel-voor-gemeenten"
FORM = "interesse"
URL = f"/formulieren/{EVENT}/{FORM}/"
APPLICATION_URL = "/formulieren/leernetwerk-aan-de-slag-met-werkdruk/aanmelden/"

HOSTILE = "<script>alert(1)</script> \"'&=1+1"


def answers(**changes: Any) -> dict[str, Any]:
    """Return good answers to the interest form, with changes; None leaves a field out."""
    found: dict[str, Any] = {
        "naam": "Anna de Vries",
        "email": "anna@example.org",
        "gemeente": "Utrecht",
        "functie": "Adviseur",
        "vraag": "Hoe houden we het vol?\nEn met wie?",
        "website": "",
    } | changes
    return {name: value for name, value in found.items() if value is not None}


def post(client: FlaskClient, url: str = URL, **kwargs: Any) -> TestResponse:
    """Post good answers, or what `kwargs` say."""
    return client.post(url, **({"data": answers()} | kwargs))


def records(data: Path) -> list[dict[str, Any]]:
    """Return the journal's lines on people; none when there is no journal.

    What is publicly known of an event comes along with the first of them: `event_told`.
    """
    path = data / "journal.jsonl"
    lines = path.read_bytes().splitlines() if path.exists() else []
    found = [json.loads(line) for line in lines]
    return [record for record in found if record["type"] != "event_told"]
