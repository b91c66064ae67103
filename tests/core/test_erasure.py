"""What stays of a record when its person is erased."""

import json

import pytest

from samenkomst.core.erasure import KEPT, concerns, mentions, without_colleague, without_person
from samenkomst.core.ledger import replay
from samenkomst.core.record import Record
from tests.builders import HOSTILE, make_amended, make_answers, make_received, make_record

PERSON = "noor@example.org"


def erased(record: Record) -> Record:
    return Record(record.seq, record.at, record.type, record.id, without_person(record))


def test_erased_record_keeps_what_is_counted() -> None:
    fields = without_person(make_received(unit="", people=2, state="placed"))
    assert fields["event"] == "ronde-tafel"
    assert fields["organisation"] == "GM0796"
    assert (fields["people"], fields["state"], fields["erased"]) == (2, "placed", True)


def test_erased_record_names_nobody() -> None:
    text = json.dumps(without_person(make_received()), ensure_ascii=False)
    for needle in (HOSTILE, PERSON, "K7QM-2XHD", "Den Bosch"):
        assert needle not in text


def test_organisation_that_may_be_a_name_goes() -> None:
    assert without_person(make_received(organisation="jansenadvies"))["organisation"] == ""


def test_member_of_an_unknown_record_goes() -> None:
    record = make_record(1, "something_new", "x", submission="a1", colour="blue", number=3)
    assert without_person(record) == {"submission": "", "colour": "", "number": 0, "erased": True}


@pytest.mark.parametrize("kind", sorted(KEPT))
def test_kept_members_are_never_a_persons(kind: str) -> None:
    """The list is the promise: whoever adds a member here has to change this test too."""
    personal = {"person", "email", "reference", "answers", "text", "by", "reason", "message_id"}
    assert not personal & set(KEPT[kind])


def test_erased_submission_is_counted_and_found_by_nobody() -> None:
    ledger = replay([erased(make_received()), erased(make_amended(2, "b1", "a1"))])
    assert [each.event for each in ledger.of_event("ronde-tafel")] == ["ronde-tafel"]
    assert ledger.of_person("ronde-tafel", PERSON) is None
    assert ledger.of_person("ronde-tafel", "") is None
    assert ledger.of_reference("") is None
    assert ledger.owed == {}
    assert ledger.letter_state("a1") == "none"


def test_erasure_that_began_hides_the_person_at_once() -> None:
    begun = make_record(2, "erasure_begun", "e1", submissions=["a1", "unknown"])
    ledger = replay([make_received(), begun])
    assert ledger.of_person("ronde-tafel", PERSON) is None
    assert ledger.of_reference("K7QM-2XHD") is None
    assert ledger.owed == {}
    assert len(ledger.submissions) == 1


def test_person_can_come_back_after_an_erasure() -> None:
    begun = make_record(2, "erasure_begun", "e1", submissions=["a1"])
    ledger = replay([make_received(), begun, make_received(3, "a2", reference="NEW")])
    found = ledger.of_person("ronde-tafel", PERSON)
    assert found is not None
    assert found.id == "a2"


def test_record_concerns_its_submission_and_its_letters() -> None:
    ids, records = {"a1"}, {"a1", "b1"}
    assert concerns(make_received(), ids, records)
    assert concerns(make_amended(2, "b1", "a1"), ids, records)
    assert concerns(make_record(3, "letter_failed", "b1.received", reason="550"), ids, records)
    assert not concerns(make_received(4, "a2"), ids, records)
    assert not concerns(make_record(5, "letter_sent", "a2.received"), ids, records)


def test_colleague_goes_from_anothers_answers_alone() -> None:
    answers = make_answers(
        collega_1_naam="Sam de Wit", collega_1_email="Sam@Example.org", collega_2_naam="Bo"
    )
    found = without_colleague(make_received(answers=answers), "sam@example.org")
    assert found is not None
    assert found["answers"] == make_answers(collega_2_naam="Bo")
    assert without_colleague(make_received(answers=answers), "bo@example.org") is None


def test_mention_is_found_at_any_depth() -> None:
    record = make_received(answers={"vraag": ["ook voor Sam@example.org graag"]})
    assert mentions(record, "sam@example.org")
    assert not mentions(record, "kim@example.org")
