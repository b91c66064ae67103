"""Forgetting, with a real journal and real files: nothing of the person is left anywhere."""

import base64
import json
import subprocess
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from samenkomst.core.contract import Unit
from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.procedures import State
from samenkomst.core.record import Draft, Record
from samenkomst.service import Accounts, Chance, receive
from samenkomst.service.forgetting import (
    Archive,
    Forgotten,
    end_expired,
    erase,
    finish_erasures,
    list_held,
    plan_erasure,
    plan_expiry,
    unfinished,
    withdrawals,
)
from samenkomst.stores.export import to_csv, to_xlsx
from samenkomst.stores.inspection import read, verify
from samenkomst.stores.journal import VOLUME_SIZE, Journal
from samenkomst.stores.private_file import write_private
from samenkomst.stores.traces import remove_traces
from tests.builders import (
    EMAIL_FIELD,
    TOWN_FIELD,
    make_answers,
    make_contract,
    make_entry,
    make_field,
    make_form,
)

NOOR, SAM = "noor@example.org", "sam@example.org"
CANARY = "Ñoor \u2028 van der Kanarie"
"""A name that JSON, UTF-16 and base64 each write in their own way."""
COLLEAGUE = (
    make_field(name="collega_1_naam", required=False),
    make_field(name="collega_1_email", type="email", required=False),
)
FORM = make_form(make_field(), EMAIL_FIELD, TOWN_FIELD, *COLLEAGUE)
EVENTS = [make_entry(), make_entry(slug="leernetwerk")]
CONTRACT = make_contract(*EVENTS, forms=[FORM])
ROOT_PATH = Path(__file__).parents[2]


class Office:
    """A data folder with a journal, and the people who work there; nothing more."""

    def __init__(self, data: Path, first: int = 1, volume_size: int = VOLUME_SIZE) -> None:
        self.data = data
        self.path = data / "journal.jsonl"
        self.ledger = Ledger()
        self.journal = Journal(
            self.path, self.ledger, lambda: datetime.now(UTC), volume_size=volume_size
        )
        self._numbers = count(first)

    def new_id(self) -> str:
        return f"id{next(self._numbers)}"

    def take(self, email: str, event: int = 0, **answers: str) -> str:
        numbers = iter(f"{next(self._numbers):08d}".translate(str.maketrans("01", "AB")))
        chance = Chance(self.new_id, lambda _alphabet: next(numbers))
        accepted = receive(
            EVENTS[event],
            FORM,
            make_answers(email=email, **answers),
            accounts=Accounts(self.journal, self.ledger, datetime.now(UTC), chance),
            municipalities=Municipalities({"GM0796": "'s-Hertogenbosch"}),
        )
        return accepted.reference

    @property
    def records(self) -> list[Record]:
        return [each for each in read(self.path) if isinstance(each, Record)]

    def erase(self, who: str, journal: Archive | None = None) -> Forgotten:
        plan = plan_erasure(replay(self.records), self.records, who)
        return erase(
            plan, journal=journal or self.journal, new_id=self.new_id, remove_files=self.remove
        )

    def remove(self, needles: Collection[str]) -> None:
        remove_traces(self.data, needles)

    def residue(self, *needles: str) -> list[tuple[str, str]]:
        """Return where a needle still stands, in five encodings, in any file."""
        return [
            (path.name, needle)
            for path in sorted(self.data.rglob("*"))
            if path.is_file()
            for needle in needles
            if any(form in path.read_bytes() for form in encodings(needle))
        ]


def encodings(text: str) -> Iterator[bytes]:
    """Yield the text as UTF-8, UTF-16, JSON escapes, base64 and hexadecimal."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield json.dumps(text).strip('"').encode()
    yield base64.b64encode(text.encode())
    yield text.encode().hex().encode()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "var")


def test_erased_address_is_in_no_file(office: Office) -> None:
    reference = office.take(NOOR, naam=CANARY)
    office.take(NOOR, event=1, naam=CANARY)
    office.take(SAM)
    rows = [("Kenmerk", "Naam", "E-mail"), (reference, CANARY, NOOR)]
    write_private(office.data / "exports" / "lijst.csv", to_csv(rows))
    write_private(office.data / "exports" / "lijst.xlsx", to_xlsx(rows, "lijst"))
    assert office.residue(CANARY, NOOR, reference)  # the scan sees what is there
    done = office.erase("Noor@Example.org ")
    assert (done.submissions, done.records) == (2, 2)
    assert office.residue(CANARY, NOOR, reference) == []
    assert verify(office.path).damages == ()
    ledger = replay(office.records)
    assert [each.event for each in ledger.of_event(None)] == [
        "ronde-tafel",
        "leernetwerk",
        "ronde-tafel",
    ]
    assert ledger.of_person("ronde-tafel", SAM) is not None


def test_erased_reference_leaves_the_persons_other_event(office: Office) -> None:
    reference = office.take(NOOR)
    office.take(NOOR, event=1)
    assert office.erase(reference.lower().replace("-", " ")).submissions == 1
    ledger = replay(office.records)
    assert ledger.of_person("ronde-tafel", NOOR) is None
    assert ledger.of_person("leernetwerk", NOOR) is not None


def test_erased_person_has_no_letters_and_can_come_back(office: Office) -> None:
    office.take(NOOR)
    office.erase(NOOR)
    assert replay(office.records).owed == {}
    again = office.take(NOOR)
    found = office.ledger.of_person("ronde-tafel", NOOR)
    assert found is not None
    assert found.reference == again


def test_other_process_forgets_the_person_too(office: Office) -> None:
    first = office.take(NOOR)
    other = Office(office.data, 1000)
    other.journal.catch_up()
    assert other.take(NOOR) == first
    office.erase(NOOR)
    assert other.take(NOOR) != first


def test_refusal_of_a_letter_goes_with_the_person(office: Office) -> None:
    office.take(NOOR)
    [letter] = office.ledger.owed
    refused = Draft("letter_failed", letter, {"reason": f"550 no {NOOR} here"})
    office.journal.commit(lambda: [refused])
    office.erase(NOOR)
    assert office.residue(NOOR) == []


def test_colleague_goes_from_anothers_answers(office: Office) -> None:
    reference = office.take(SAM, collega_1_naam=CANARY, collega_1_email=NOOR)
    plan = plan_erasure(office.ledger, office.records, NOOR)
    assert (plan.submissions, plan.colleague_of) == ((), (reference,))
    office.erase(NOOR)
    assert office.residue(NOOR, CANARY) == []
    assert replay(office.records).of_person("ronde-tafel", SAM) is not None


def test_address_in_anothers_words_is_told_and_stays(office: Office) -> None:
    reference = office.take(SAM, naam=f"Sam, namens {NOOR}")
    plan = plan_erasure(office.ledger, office.records, NOOR)
    assert (plan.submissions, plan.mentioned_by) == ((), (reference,))
    assert not plan.is_empty


@pytest.mark.parametrize("own", [True, False])
def test_erased_person_leaves_what_is_still_to_come(office: Office, *, own: bool) -> None:
    """By the last day of what they came for; that of the event where it has none of its own."""
    office.take(NOOR)
    office.take(SAM)
    today = date(2026, 11, 22)
    for last_day, expected in (("2026-12-01", State.WITHDRAWN), ("2026-11-01", State.APPLIED)):
        unit = Unit("", "Dag", "aanmelden", last_day=last_day)
        event = make_entry(units=(unit,)) if own else make_entry(last_day=last_day)
        contract = make_contract(event, forms=[FORM])
        plan = plan_erasure(office.ledger, office.records, NOOR)
        drafts = withdrawals(plan.submissions, office.ledger, contract, today, office.new_id)
        assert [draft.fields["state"] for draft in drafts] == (
            ["withdrawn"] if expected is State.WITHDRAWN else []
        )


def test_erasure_gives_the_place_back_and_owes_nothing(office: Office) -> None:
    office.take(NOOR)
    plan = plan_erasure(office.ledger, office.records, NOOR)
    erase(
        plan,
        journal=office.journal,
        new_id=office.new_id,
        remove_files=office.remove,
        leave=lambda ids: withdrawals(
            ids, office.ledger, CONTRACT, date(2026, 11, 22), office.new_id
        ),
    )
    ledger = replay(office.records)
    [one] = ledger.of_event("ronde-tafel")
    assert (one.state, one.person, ledger.owed) == (State.WITHDRAWN, "", {})
    assert office.residue(NOOR) == []


def test_nobody_is_found_where_nobody_is(office: Office) -> None:
    office.take(SAM)
    for who in (NOOR, "AAAA-AAAA", "", "<script>", "=1+1"):
        assert plan_erasure(office.ledger, office.records, who).is_empty


def test_all_that_is_held_of_a_person_is_listed(office: Office) -> None:
    reference = office.take(NOOR, naam=CANARY)
    office.take(SAM)
    office.take(NOOR, naam="Noor Bakker")
    held = list_held(office.ledger, office.records, NOOR)
    assert [each.fields["answers"]["naam"] for each in held] == [CANARY, "Noor Bakker"]
    assert list_held(office.ledger, office.records, reference) == held


def test_colleague_is_not_shown_the_others_answers(office: Office) -> None:
    office.take(SAM, naam="Geheim", collega_1_naam=CANARY, collega_1_email=NOOR)
    [held] = list_held(office.ledger, office.records, NOOR)
    assert held.fields["answers"] == {"collega_1_naam": CANARY, "collega_1_email": NOOR}
    assert SAM not in json.dumps(held.fields)


def test_expired_people_go_and_others_stay(office: Office) -> None:
    office.take(NOOR, naam=CANARY)
    records, ledger = office.records, office.ledger
    office.journal.commit(lambda: [Draft("letter_sent", each) for each in list(ledger.owed)])
    office.journal.catch_up()
    over = date(datetime.now(UTC).year + 2, 1, 1)
    expiry = plan_expiry(ledger, records, CONTRACT, over)
    end_expired(
        expiry,
        office.records,
        journal=office.journal,
        new_id=office.new_id,
        remove_files=office.remove,
    )
    assert office.residue(CANARY, NOOR) == []


class Forgetful(Journal):
    """A broken variant: one member is forgotten to be forgotten."""

    def rewrite(self, replace: object) -> int:
        def keep_the_address(record: Record) -> dict[str, object] | None:
            fields = replace(record)  # type: ignore[operator]
            return None if fields is None else {**fields, "email": record.fields.get("email")}

        return super().rewrite(keep_the_address)


def test_scan_sees_a_copy_that_erasure_forgot(office: Office) -> None:
    office.take(NOOR)
    office.erase(NOOR, Forgetful(office.path, Ledger(), lambda: datetime.now(UTC)))
    assert (office.path.name, NOOR) in office.residue(NOOR)


@pytest.mark.parametrize("step", ["files", "rewrite", "finish"])
def test_erasure_that_was_killed_is_finished(office: Office, step: str) -> None:
    office.take(NOOR, naam=CANARY)
    write_private(office.data / "exports" / "lijst.csv", to_csv([(CANARY, NOOR)]))
    office.journal.close()
    program = [sys.executable, "-m", "tests.killed_erasure", str(office.data), step]
    killed = subprocess.run(program, cwd=ROOT_PATH, check=False, capture_output=True)
    assert killed.returncode == -9, killed.stderr.decode()
    office = Office(office.data)
    assert len(list(unfinished(office.records))) == 1
    finish_erasures(
        office.records,
        journal=office.journal,
        new_id=lambda: "finished",
        remove_files=office.remove,
    )
    assert office.residue(NOOR, CANARY) == []
    assert list(unfinished(office.records)) == []
    assert verify(office.path).damages == ()
