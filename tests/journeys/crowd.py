"""Many people who want a place at the same moment, on a real server with several processes."""

import json
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from samenkomst.core.contract import EventEntry
from tests.builders import make_contract
from tests.journeys.server import SECRET, Server, free_port, gunicorn, post_form
from tests.patience import LONG
from tests.service.desk import make_procedure

CLIENTS = 64
GOOD, HASTY = "form_handler:create_app()", "tests.journeys.hasty:create_hasty_app()"

Wish = tuple[str, str, str]
"""Event, name and municipality."""
Told = dict[tuple[str, str], set[str]]
"""By event and name: the references that this person was told."""


def come(
    app: str,
    folder: Path,
    events: Sequence[EventEntry],
    people: int,
    towns: Sequence[str],
    **more: str,
) -> Told:
    """Let so many people per event post at once, each twice; return what they were told.

    Data come in `folder`/var; `more` is for the server's environment.
    """
    contract = make_contract(*events, forms=[make_procedure("registration")])
    (folder / "site").mkdir()
    (folder / "site" / "forms.json").write_text(json.dumps(contract.to_json()), encoding="utf-8")
    environment = {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(folder / "var"),
        "SAMENKOMST_SITE": str(folder / "site"),
        "SAMENKOMST_POSTS_PER_MINUTE": "0",
    }
    port, told = free_port(), Told()
    server = gunicorn(app, port, workers=4, threads=16)
    with (
        Server(server, port, environment | more, folder / "log"),
        ThreadPoolExecutor(CLIENTS) as pool,
    ):
        posted = _wishes(events, people, towns)
        references = pool.map(lambda wish: _post_until_taken(port, wish), posted)
        for (event, name, _), reference in zip(posted, references, strict=True):
            told.setdefault((event, name), set()).add(reference)
    return told


def _wishes(events: Sequence[EventEntry], people: int, towns: Sequence[str]) -> list[Wish]:
    """Return who wants to come where, each twice, in an order that differs each time."""
    found = [
        (event.slug, f"p{number}", towns[number % len(towns)])
        for event in events
        for number in range(people)
    ] * 2
    random.shuffle(found)
    return found


def _post_until_taken(port: int, wish: Wish) -> str:
    """Return the reference; a server that is too busy is asked again, as the page says.

    For minutes: while a disk hangs, all 64 are refused again and again.
    """
    event, name, town = wish
    answers = {"naam": name, "email": f"{name}@example.org", "gemeente": town}
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        try:
            status, body = post_form(port, f"/formulieren/{event}/aanmelden/", answers)
        except OSError:
            continue
        if status == 201:
            return str(json.loads(body)["reference"])
        assert status == 503, body
        time.sleep(0.1)
    raise RuntimeError("never taken")
