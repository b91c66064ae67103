"""Answers that only the holder of a key can read."""

from samenkomst.core.answers_digest import digest
from samenkomst.core.ledger import replay
from samenkomst.core.record import Draft
from samenkomst.core.sealed import readable_answers, sealed_draft, unsealed
from tests.builders import HOSTILE, make_answers, make_received, make_record


def seal(text: str) -> str:
    return text.encode().hex()


def unseal(text: str) -> str:
    return bytes.fromhex(text).decode()


def sealed(**changes: object) -> Draft:
    record = make_received(**changes)
    return sealed_draft(Draft(record.type, record.id, record.fields), seal)


def test_sealed_answers_come_back_as_they_were() -> None:
    answers = make_answers(dagen=["a", HOSTILE])
    record = make_received(**sealed(answers=answers).fields)
    assert HOSTILE not in str(record.fields)
    assert unsealed(record, unseal).fields["answers"] == answers
    assert "sealed" not in unsealed(record, unseal).fields


def test_open_answers_stay_as_they_are() -> None:
    record = make_received()
    assert unsealed(record, unseal) is record
    assert readable_answers(record) == make_answers()


def test_record_without_answers_is_not_sealed() -> None:
    draft = Draft("letter_sent", "a1.received", {})
    assert sealed_draft(draft, seal) is draft


def test_sealed_answers_are_none_to_whoever_stored_them() -> None:
    assert readable_answers(make_received(**sealed().fields)) == {}


def test_equal_answers_are_recognised_whatever_the_seal() -> None:
    ledger = replay([make_record(1, "submission_received", "a1", **sealed().fields)])
    one = ledger.submissions["a1"]
    assert (one.digest, one.sealed) == (digest(make_answers()), True)
