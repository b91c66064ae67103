"""The last places, wanted by 64 clients at once on a real server with several processes.

Exactly as many get one as there are, the others wait in the order of the journal, and whoever
sends the form twice counts once. `hasty.py` is the control: on it the same crowd oversells.
`make faults` lets far more people come, on both stores.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from samenkomst.core.contract import EventEntry
from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.record import Record
from samenkomst.core.submission import Submission
from samenkomst.stores.inspection import read, verify
from tests.journeys.crowd import GOOD, HASTY, come
from tests.service.desk import make_limited
from tests.service.watch import Auditor, Broken

EVENTS = 4
PEOPLE = 40
"""Who want to come to each event; each sends the form twice."""
CAPACITY, MOST = 20, 2
SPELLINGS = ("Den Bosch", "'s-Hertogenbosch", "gemeente den bosch", " S-HERTOGENBOSCH", "Utrecht")


def limited(slug: str) -> EventEntry:
    return make_limited(CAPACITY, slug=slug, facts=())


def per_organisation(slug: str) -> EventEntry:
    return make_limited(None, MOST, slug=slug, facts=())


def crowd(app: str, folder: Path, events: Sequence[EventEntry]) -> dict[tuple[str, str], set[str]]:
    return come(app, folder, events, PEOPLE, SPELLINGS)


def journal(folder: Path) -> list[Record]:
    found = list(read(folder / "var" / "journal.jsonl"))
    return [each for each in found if isinstance(each, Record)]


def people(ledger: Ledger, event: EventEntry, state: str) -> list[Submission]:
    return [one for one in ledger.of_event(event.slug) if one.state == state]


def audit(folder: Path, events: Sequence[EventEntry]) -> None:
    auditor = Auditor()
    for record in journal(folder):
        auditor.read(record, {event.slug: event for event in events})


def test_exactly_the_places_there_are_are_given(tmp_path: Path) -> None:
    events = [limited(f"event-{number}") for number in range(EVENTS)]
    told = crowd(GOOD, tmp_path, events)
    ledger = replay(journal(tmp_path))
    for event in events:
        placed, waiting = (people(ledger, event, state) for state in ("placed", "waitlisted"))
        assert (len(placed), len(waiting)) == (CAPACITY, PEOPLE - CAPACITY)
        assert max(one.since for one in placed) < min(one.since for one in waiting)
        for one in (*placed, *waiting):
            assert told[event.slug, one.person.partition("@")[0]] == {one.reference}
    assert len(ledger.submissions) == EVENTS * PEOPLE
    assert len(ledger.owed) == EVENTS * PEOPLE
    assert verify(tmp_path / "var" / "journal.jsonl").damages == ()
    audit(tmp_path, events)


def test_no_organisation_gets_more_than_its_limit_however_it_is_written(tmp_path: Path) -> None:
    events = [per_organisation(f"event-{number}") for number in range(EVENTS)]
    crowd(GOOD, tmp_path, events)
    ledger = replay(journal(tmp_path))
    for event in events:
        held = Counter(one.organisation for one in people(ledger, event, "placed"))
        assert set(held.values()) == {MOST}
    audit(tmp_path, events)


def test_crowd_oversells_a_handler_that_decides_before_it_locks(tmp_path: Path) -> None:
    """The first test must be able to fail."""
    events = [limited(f"event-{number}") for number in range(EVENTS)]
    crowd(HASTY, tmp_path, events)
    ledger = replay(journal(tmp_path))
    given = [{one.person for one in people(ledger, event, "placed")} for event in events]
    assert max(map(len, given)) > CAPACITY
    with pytest.raises(Broken):
        audit(tmp_path, events)


def test_crowd_passes_an_organisations_limit_on_such_a_handler(tmp_path: Path) -> None:
    """And so must the second."""
    events = [per_organisation(f"event-{number}") for number in range(EVENTS)]
    crowd(HASTY, tmp_path, events)
    ledger = replay(journal(tmp_path))
    placed = {
        (event.slug, one.organisation, one.person)
        for event in events
        for one in people(ledger, event, "placed")
    }
    held = Counter((event, organisation) for event, organisation, _ in placed)
    assert max(held.values()) > MOST
