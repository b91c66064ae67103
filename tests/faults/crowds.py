"""Far more people than places, all at once, each form sent twice, on both stores (T75 to T78)."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from samenkomst.core.contract import EventEntry
from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.record import Record
from samenkomst.core.submission import Submission
from samenkomst.journals import read_journal, verify_journal
from samenkomst.settings import Settings
from tests.faults.experiment import Experiment, Found
from tests.journeys.crowd import GOOD, HASTY, Told, come
from tests.postgres_server import running_cluster
from tests.service.desk import make_limited

PEOPLE = 500
"""For each event; with each form sent twice, a thousand submissions."""
CAPACITY, MOST = 20, 2
_NAMES = (
    "Utrecht", "Amsterdam", "Rotterdam", "Almere", "Zwolle", "Groningen", "Tilburg", "Breda",
    "Arnhem", "Leiden", "Delft", "Gouda", "Eindhoven",
)  # fmt: skip
TOWNS = [write(name) for write in (str, str.upper, "gemeente {}".format) for name in _NAMES]


@contextmanager
def _store(kind: str, folder: Path) -> Iterator[Settings]:
    if kind == "PostgreSQL":
        with running_cluster() as cluster:
            yield Settings(data=folder / "var", database_url=cluster.new_database())
    else:
        yield Settings(data=folder / "var")


def overrun(kind: str, app: str, people: int, tries: range) -> Found:
    """Let people come to so many events; every second one has a limit per organisation too."""
    events = [
        make_limited(CAPACITY, MOST if each % 2 else None, slug=f"event-{each}", facts=())
        for each in tries
    ]
    with tempfile.TemporaryDirectory() as name, _store(kind, Path(name)) as settings:
        base = {"DATABASE_URL": settings.database_url} if settings.database_url else {}
        told = come(app, Path(name), events, people, TOWNS, **base)
        records = [each for each in read_journal(settings) if isinstance(each, Record)]
        ledger = replay(records)
        violations = [str(damage) for damage in verify_journal(settings).damages]
    received = sum(each.type == "submission_received" for each in records)
    pairs = len(tries) * people
    if not pairs == received == len(ledger.submissions) == len(ledger.owed):
        violations.append(f"{pairs} people, {received} records, {len(ledger.owed)} letters")
    violations += [each for event in events for each in _broken(event, ledger, told)]
    counts = {"forms": 2 * pairs, "people": pairs, "records": received}
    return Found(len(tries), tuple(violations), counts)


def _broken(event: EventEntry, ledger: Ledger, told: Told) -> Iterator[str]:
    found = list(ledger.of_event(event.slug))
    placed, waiting = (_in_state(found, state) for state in ("placed", "waitlisted"))
    if len(placed) != CAPACITY:
        yield f"{event.slug}: {len(placed)} of {CAPACITY} places given"
    limit = event.units[0].places.per_organisation
    if limit and (most := max(Counter(one.organisation for one in placed).values())) > limit:
        yield f"{event.slug}: {most} of one organisation"
    if not limit and max(one.since for one in placed) > min(one.since for one in waiting):
        yield f"{event.slug}: somebody passed the waitlist"
    for one in found:
        if told[event.slug, one.person.partition("@")[0]] != {one.reference}:
            yield f"{event.slug}: {one.reference} was told otherwise"


def _in_state(found: list[Submission], state: str) -> list[Submission]:
    return [one for one in found if one.state == state]


EXPERIMENTS = [
    Experiment(
        f"crowds, {kind}",
        partial(overrun, kind, GOOD, PEOPLE),
        partial(overrun, kind, HASTY, 40, range(2)),
        1,
        100,
        needs,
        share=20,
    )
    for kind, needs in (("JSON lines", ()), ("PostgreSQL", ("postgres",)))
]
