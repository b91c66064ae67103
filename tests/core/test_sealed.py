"""Answers that only the holder of a key can read."""

from samenkomst.core.sealed import sealed_members, unsealed
from tests.builders import HOSTILE, make_answers, make_received

KEY = "k" * 40


def seal(text: str) -> str:
    return text.encode().hex()


def unseal(text: str) -> str:
    return bytes.fromhex(text).decode()


def test_sealed_answers_come_back_as_they_were() -> None:
    answers = make_answers(dagen=["a", HOSTILE])
    record = make_received(**sealed_members(answers, seal, KEY))
    assert unsealed(record, unseal).fields["answers"] == answers
    assert "sealed" not in unsealed(record, unseal).fields


def test_open_answers_stay_as_they_are() -> None:
    record = make_received()
    assert unsealed(record, unseal) is record


def test_equal_answers_have_one_digest_whatever_the_seal() -> None:
    other = sealed_members(make_answers(), lambda text: text[::-1], KEY)
    digest = sealed_members(make_answers(), seal, KEY)["digest"]
    assert other["digest"] == digest
    assert sealed_members(make_answers(naam="Sam"), seal, KEY)["digest"] != digest


def test_digest_needs_the_key() -> None:
    first, second = (sealed_members(make_answers(), seal, key) for key in (KEY, "other"))
    assert first["digest"] != second["digest"]
