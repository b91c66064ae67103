"""The use cases, with a real journal: receive, deliver, read."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from samenkomst.core.contract import EventEntry
from samenkomst.core.errors import DeliveryFailed
from samenkomst.core.forms import Form
from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.record import Draft, Record
from samenkomst.service import (
    Accepted,
    Chance,
    Delivery,
    deliver,
    find_entry,
    list_entries,
    read_receipt,
    receive,
)
from samenkomst.stores.inspection import read
from samenkomst.stores.journal import Journal
from tests.builders import (
    AT,
    EMAIL_FIELD,
    HOSTILE,
    NOW,
    make_answers,
    make_contract,
    make_entry,
    make_field,
    make_form,
)

TOWNS = Municipalities({"GM0344": "Utrecht", "GM0796": "'s-Hertogenbosch"})


class Desk:
    """A handler's or a command's collaborators, on one journal; nothing more."""

    def __init__(self, path: Path, prefix: str = "id") -> None:
        self.path = path
        self.ledger = Ledger()
        self.journal = Journal(path, self.ledger, lambda: NOW)
        letters: Iterator[str] = (letter for _ in count() for letter in "ABCDEFGHJKMN")
        numbers = count(1)
        self.chance = Chance(lambda: f"{prefix}-{next(numbers)}", lambda alphabet: next(letters))

    def receive(
        self, event: EventEntry | None = None, form: Form | None = None, **answers: Any
    ) -> Accepted:
        return receive(
            event or make_entry(),
            form or make_form(),
            make_answers(**answers),
            journal=self.journal,
            ledger=self.ledger,
            municipalities=TOWNS,
            chance=self.chance,
        )

    def records(self) -> list[Record]:
        found = list(read(self.path))
        assert all(isinstance(each, Record) for each in found)
        return [each for each in found if isinstance(each, Record)]

    def types(self) -> list[str]:
        return [record.type for record in self.records()]

    def deliver(self, mail: "Mailbox", *events: EventEntry, **changes: Any) -> Delivery:
        return deliver(
            journal=changes.get("journal") or self.journal,
            ledger=self.ledger,
            contract=changes.get("contract") or make_contract(*events),
            mail=mail,
            sender="samenkomst@example.org",
            now=lambda: datetime(2026, 11, 22, tzinfo=UTC),
        )


class Mailbox:
    """A mail service that keeps what it gets, or refuses as it is told."""

    def __init__(self, refuse: Callable[[str], DeliveryFailed | None] = lambda to: None) -> None:
        self.letters: list[EmailMessage] = []
        self.refuse = refuse

    def send(self, message: EmailMessage) -> None:
        if failure := self.refuse(str(message["To"])):
            raise failure
        self.letters.append(message)

    def recipients(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]


class PowerCut(Exception):
    """What comes next does not happen."""


class JournalAtPowerCut(Journal):
    """Reads, and is cut off when it should write."""

    def commit(self, decide: Callable[[], Sequence[Draft]]) -> list[Record]:
        raise PowerCut


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "var" / "journal.jsonl")


def test_submission_is_recorded_whole(desk: Desk) -> None:
    accepted = desk.receive()
    assert accepted == Accepted("ABCD-EFGH", 1, "id-1")
    assert desk.records() == [
        Record(
            seq=1,
            at=AT,
            type="submission_received",
            id="id-1",
            fields={
                "event": "ronde-tafel",
                "form": "aanmelden",
                "form_version": make_form().version(),
                "procedure": "application",
                "person": "noor@example.org",
                "email": "noor@example.org",
                "organisation": "GM0796",
                "answers": {"naam": HOSTILE, "email": "noor@example.org", "gemeente": "Den Bosch"},
                "reference": "ABCD-EFGH",
            },
        )
    ]


def test_equal_answers_leave_no_second_record(desk: Desk) -> None:
    """A second click, a reload, a lost answer: the receipt shows the same."""
    first = desk.receive()
    assert desk.receive() == first
    assert desk.types() == ["submission_received"]


def test_answers_that_were_chosen_compare_as_the_journal_gives_them_back(desk: Desk) -> None:
    days = make_field(name="dagen", type="checkboxes", choices={"ma": "Maandag", "di": "Dinsdag"})
    form = make_form(EMAIL_FIELD, days)
    first = desk.receive(form=form, naam=None, gemeente=None, dagen=["ma", "di"])
    again = Desk(desk.path, "x").receive(form=form, naam=None, gemeente=None, dagen=["ma", "di"])
    assert again == first


def test_repeat_with_other_capitals_has_the_same_reference(desk: Desk) -> None:
    first = desk.receive()
    second = desk.receive(email="Noor@Example.ORG")
    assert second == Accepted(first.reference, 2, "id-2")
    assert desk.types() == ["submission_received", "submission_amended"]
    amended = desk.records()[1].fields
    assert (amended["submission"], amended["reference"]) == ("id-1", first.reference)
    assert (amended["email"], amended["answers"]["email"]) == ("Noor@Example.ORG",) * 2


def test_other_answers_are_kept_beside_the_first_and_owe_no_letter(desk: Desk) -> None:
    desk.receive()
    mail = Mailbox()
    desk.deliver(mail)
    desk.receive(naam="Noor Bakker")
    desk.receive(naam="Noor de Bakker")
    assert desk.deliver(mail) == Delivery()
    assert desk.types() == [
        "submission_received",
        "letter_sent",
        "submission_amended",
        "submission_amended",
    ]
    answers = [record.fields.get("answers") for record in desk.records()]
    assert [each["naam"] for each in answers if each] == [HOSTILE, "Noor Bakker", "Noor de Bakker"]


def test_first_answers_again_after_others_are_told_as_the_latest(desk: Desk) -> None:
    """A, B, A: the last word counts, so it is recorded."""
    desk.receive()
    desk.receive(naam="Noor Bakker")
    assert desk.receive() == Accepted("ABCD-EFGH", 3, "id-3")


def test_one_person_at_two_events_has_two_references(desk: Desk) -> None:
    first = desk.receive()
    second = desk.receive(make_entry(slug="leernetwerk"))
    assert (first.reference, second.reference) == ("ABCD-EFGH", "JKMN-ABCD")
    assert desk.types() == ["submission_received"] * 2
    assert len(desk.ledger.owed) == 2


def test_two_people_at_one_event_have_two_references(desk: Desk) -> None:
    references = {desk.receive().reference, desk.receive(email="sam@example.org").reference}
    assert len(references) == 2


def test_other_form_of_the_same_person_owes_a_letter_of_its_own(desk: Desk) -> None:
    """Interest first, an application later: one reference, two letters, each with its form."""
    interest = make_form(id="interesse", procedure="interest", letter_subject="Interesse: {title}")
    forms = [interest, make_form()]
    first = desk.receive(form=interest)
    mail = Mailbox()
    desk.deliver(mail, contract=make_contract(forms=forms))
    assert desk.receive().reference == first.reference
    assert desk.deliver(mail, contract=make_contract(forms=forms)) == Delivery(sent=1)
    assert [str(letter["Subject"]).split(":")[0] for letter in mail.letters] == [
        "Interesse",
        "Ontvangen",
    ]
    assert len({letter["Message-ID"] for letter in mail.letters}) == 2


def test_reference_that_is_taken_is_not_given_again(tmp_path: Path) -> None:
    """Chance is no promise: two people with one reference would see each other's answers."""
    desk = Desk(tmp_path / "journal.jsonl")
    letters = iter("AAAABBBB" * 2 + "CCCCDDDD")
    desk.chance = Chance(desk.chance.new_id, lambda alphabet: next(letters))
    references = [desk.receive(email=f"{name}@example.org").reference for name in ("noor", "sam")]
    assert references == ["AAAA-BBBB", "CCCC-DDDD"]


def test_form_without_municipality_has_no_organisation(desk: Desk) -> None:
    desk.receive(form=make_form(EMAIL_FIELD))
    assert desk.records()[0].fields["organisation"] == ""


def test_two_processes_give_one_person_one_reference(tmp_path: Path) -> None:
    """Each has its own ledger; inside the lock it holds what the other wrote."""
    path = tmp_path / "journal.jsonl"
    desks = [Desk(path, "a"), Desk(path, "b")]
    assert desks[0].receive() == desks[1].receive() == desks[0].receive()
    assert len(desks[0].records()) == 1


def test_owed_letter_is_sent_once(desk: Desk) -> None:
    desk.receive()
    mail = Mailbox()
    assert desk.deliver(mail) == Delivery(sent=1)
    assert desk.deliver(mail) == Delivery()
    assert mail.recipients() == ["noor@example.org"]
    sent = desk.records()[1]
    assert (sent.type, sent.id) == ("letter_sent", "id-1.received")
    assert sent.fields == {"message_id": mail.letters[0]["Message-ID"]}


def test_letter_that_was_sent_stays_so_in_another_process(desk: Desk) -> None:
    desk.receive()
    mail = Mailbox()
    desk.deliver(mail)
    assert Desk(desk.path).deliver(mail) == Delivery()
    assert len(mail.letters) == 1


def test_letter_goes_to_the_address_as_it_was_typed(desk: Desk) -> None:
    """The key serves to compare; a mailbox may tell capitals apart."""
    desk.receive(email="Noor.Bakker@Example.org")
    mail = Mailbox()
    desk.deliver(mail)
    assert mail.recipients() == ["Noor.Bakker@Example.org"]


def test_temporary_failure_keeps_that_letter_owed_and_holds_nobody_up(desk: Desk) -> None:
    for name in ("noor", "sam", "kim"):
        desk.receive(email=f"{name}@example.org")
    busy = DeliveryFailed("451 come back later", permanent=False)
    mail = Mailbox(lambda to: busy if to.startswith("sam") else None)
    assert desk.deliver(mail) == Delivery(sent=2, delayed="451 come back later")
    assert [*desk.ledger.owed] == ["id-2.received"]
    mail.refuse = lambda to: None
    assert desk.deliver(mail) == Delivery(sent=1)
    assert mail.recipients() == ["noor@example.org", "kim@example.org", "sam@example.org"]


def test_server_that_cannot_be_used_ends_the_round(desk: Desk) -> None:
    """A wrong password fails for every letter: asking again for each would lock the account."""
    for name in ("noor", "sam"):
        desk.receive(email=f"{name}@example.org")
    asked: list[str] = []
    wrong = DeliveryFailed("535 wrong password", permanent=False, others_too=True)

    def refuse(to: str) -> DeliveryFailed:
        asked.append(to)
        return wrong

    assert desk.deliver(Mailbox(refuse)) == Delivery(delayed="535 wrong password")
    assert (asked, len(desk.ledger.owed)) == (["noor@example.org"], 2)


def test_permanent_failure_is_recorded_and_holds_nobody_up(desk: Desk) -> None:
    for name in ("noor", "sam"):
        desk.receive(email=f"{name}@example.org")
    unknown = DeliveryFailed("550 unknown", permanent=True)
    mail = Mailbox(lambda to: unknown if to.startswith("noor") else None)
    assert desk.deliver(mail) == Delivery(sent=1, failed=1)
    assert desk.deliver(mail) == Delivery()
    failed = desk.records()[2]
    assert (failed.type, failed.id, failed.fields) == (
        "letter_failed",
        "id-1.received",
        {"reason": "550 unknown"},
    )


def test_letter_whose_event_is_gone_waits_and_holds_nobody_up(desk: Desk) -> None:
    """An editor took the page away by mistake: the letter follows when it is back."""
    desk.receive(make_entry(slug="weg"))
    desk.receive()
    mail = Mailbox()
    assert desk.deliver(mail) == Delivery(sent=1)
    assert [*desk.ledger.owed] == ["id-1.received"]
    assert desk.deliver(mail, make_entry(slug="weg")) == Delivery(sent=1)


def test_letter_whose_form_is_gone_waits(desk: Desk) -> None:
    desk.receive()
    contract = make_contract(forms=[make_form(id="anders")])
    assert desk.deliver(Mailbox(), contract=contract) == Delivery()
    assert [*desk.ledger.owed] == ["id-1.received"]


def test_crash_between_letter_and_record_sends_it_again_with_one_message_id(desk: Desk) -> None:
    """The one moment that no order of steps can take away."""
    desk.receive()
    mail = Mailbox()

    with pytest.raises(PowerCut):
        desk.deliver(mail, journal=JournalAtPowerCut(desk.path, desk.ledger, lambda: NOW))
    assert desk.deliver(mail) == Delivery(sent=1)
    assert len(mail.letters) == 2
    assert len({letter["Message-ID"] for letter in mail.letters}) == 1


def test_no_letter_before_anything_came_in(desk: Desk) -> None:
    assert desk.deliver(Mailbox()) == Delivery()
    assert not desk.path.exists()


def test_receipt_shows_the_record_of_its_answers(desk: Desk) -> None:
    first, second = desk.receive(), desk.receive(naam="Noor Bakker")
    for accepted, name in ((first, HOSTILE), (second, "Noor Bakker")):
        record = read_receipt(desk.journal, accepted.seq, accepted.id)
        assert record is not None
        assert record.fields["answers"]["naam"] == name


def test_receipt_of_another_record_is_none(desk: Desk) -> None:
    """After erasure another record may stand at that number; a letter has no answers."""
    accepted = desk.receive()
    desk.deliver(Mailbox())
    assert read_receipt(desk.journal, accepted.seq, "id-9") is None
    assert read_receipt(desk.journal, 2, "id-1.received") is None
    assert read_receipt(desk.journal, 99, accepted.id) is None


def test_entries_show_every_version_and_the_letter(desk: Desk) -> None:
    desk.receive()
    desk.deliver(Mailbox())
    desk.receive(naam="Noor Bakker")
    desk.receive(make_entry(slug="leernetwerk"), email="sam@example.org")
    records = {record.seq: record for record in desk.records()}
    ledger = replay(desk.records())
    first, second = list_entries(ledger, records)
    assert ([record.seq for record in first.records], first.letter) == ([1, 3], "sent")
    assert ([record.seq for record in second.records], second.letter) == ([4], "owed")
    assert list(list_entries(ledger, records, "leernetwerk")) == [second]
    assert find_entry(ledger, records, first.submission.reference.lower()) == first
    assert find_entry(ledger, records, "xxxx") is None


def test_entry_leaves_out_a_record_that_is_damaged(desk: Desk) -> None:
    desk.receive()
    desk.receive(naam="Noor Bakker")
    records = {record.seq: record for record in desk.records() if record.seq != 1}
    (entry,) = list_entries(replay(desk.records()), records)
    assert [record.seq for record in entry.records] == [2]
