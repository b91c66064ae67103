"""The same form in Flask, checked by our own rules, in a row of SQLite: WAL, synchronous=FULL.

One submission a person and event, one reference; one writer at a time. Generous: it has no guards,
no pace limit, no receipt, no log.
"""

import json
import os
import secrets
import sqlite3
import threading
from pathlib import Path

from flask import Flask, Response, request

from form_handler.body import parse_body
from samenkomst.core.forms import check_answers
from samenkomst.core.person_key import person_key
from samenkomst.core.reference import make_reference
from samenkomst.stores.contract_file import ContractFile

SCHEMA = """
CREATE TABLE IF NOT EXISTS submission (
    id INTEGER PRIMARY KEY, event TEXT, form TEXT, person TEXT, reference TEXT UNIQUE,
    answers TEXT, UNIQUE (event, person)
)
"""
INSERT = "INSERT INTO submission (event, form, person, reference, answers) VALUES (?, ?, ?, ?, ?)"

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 65536
contract = ContractFile(Path(os.environ["SAMENKOMST_SITE"]) / "forms.json")
path = Path(os.environ["SAMENKOMST_DATA"]) / "form.db"
lock = threading.Lock()
connections: list[sqlite3.Connection] = []


def connection() -> sqlite3.Connection:
    """Return this process's connection; the caller holds the lock."""
    if not connections:
        path.parent.mkdir(parents=True, exist_ok=True)
        opened = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        opened.execute("PRAGMA journal_mode=WAL")
        opened.execute("PRAGMA synchronous=FULL")
        opened.execute(SCHEMA)
        connections.append(opened)
    return connections[0]


@app.post("/formulieren/<event>/<form>/")
def submit(event: str, form: str) -> Response:
    """Check, and insert a row."""
    definition = contract.current().forms[form]
    answers, problems = check_answers(definition, parse_body(request.get_data(), definition))
    if problems:
        return Response("problems", 422)
    person = person_key(str(answers["email"]))
    with lock:
        reference = _insert(connection(), event, form, person, json.dumps(answers))
    return Response(status=303, headers={"Location": f"/ontvangst/{reference}/"})


def _insert(db: sqlite3.Connection, event: str, form: str, person: str, answers: str) -> str:
    db.execute("BEGIN IMMEDIATE")
    found = db.execute(
        "SELECT reference FROM submission WHERE event = ? AND person = ?", (event, person)
    ).fetchone()
    reference = found[0] if found else make_reference(secrets.choice)
    if not found:
        db.execute(INSERT, (event, form, person, reference, answers))
    db.execute("COMMIT")
    return str(reference)
