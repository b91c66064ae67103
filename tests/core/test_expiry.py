"""What goes when it has been kept long enough."""

from datetime import date

import pytest

from samenkomst.core.expiry import find_expired
from samenkomst.core.record import Record
from tests.builders import (
    EMAIL_FIELD,
    make_amended,
    make_answers,
    make_contract,
    make_field,
    make_form,
    make_received,
)

PHONE = make_field(name="telefoon", type="tel", keep="3 maanden")
CONTRACT = make_contract(forms=[make_form(make_field(), EMAIL_FIELD, PHONE)])
ANSWERS = {"naam": "Noor", "email": "noor@example.org", "telefoon": "06 00000000"}
RECEIVED = make_received(answers=ANSWERS)  # on 21 November 2026


def expired(day: date, *records: Record, owed: frozenset[str] = frozenset()) -> tuple[object, ...]:
    found = find_expired(records or (RECEIVED,), CONTRACT, owed, day)
    return dict(found.fields), set(found.submissions), set(found.waiting)


@pytest.mark.parametrize(
    ("day", "fields", "people"),
    [
        (date(2027, 2, 20), {}, set()),
        (date(2027, 2, 21), {}, set()),
        (date(2027, 2, 22), {1: {"telefoon"}}, set()),
        (date(2027, 11, 21), {1: {"telefoon"}}, set()),
        (date(2027, 11, 22), {1: {"telefoon", "naam"}}, {"a1"}),
    ],
)
def test_answer_goes_the_day_after_its_last(
    day: date, fields: dict[int, set[str]], people: set[str]
) -> None:
    assert expired(day) == (fields, people, set())


def test_person_with_a_letter_still_owed_stays_and_is_told() -> None:
    over = date(2027, 11, 22)
    assert expired(over, owed=frozenset({"a1"}))[1:] == (set(), {"a1"})


def test_person_stays_as_long_as_the_latest_answers() -> None:
    later = make_amended(2, "b1", "a1", answers=ANSWERS)
    later = Record(2, "2027-03-01T12:00:00.000000Z", later.type, later.id, later.fields)
    assert expired(date(2027, 11, 22), RECEIVED, later)[1] == set()
    assert expired(date(2028, 3, 2), RECEIVED, later)[1] == {"a1"}


def test_form_that_is_gone_keeps_its_answers_and_is_named() -> None:
    found = find_expired([make_received(form="oud")], CONTRACT, frozenset(), date(2099, 1, 1))
    assert (found.submissions, found.unknown) == (frozenset(), {"oud"})


def test_answer_without_a_field_goes_with_the_longest() -> None:
    record = make_received(answers={**ANSWERS, "vroeger": "x"})
    assert expired(date(2027, 11, 21), record)[0] == {1: {"telefoon"}}
    fields, *_ = expired(date(2027, 11, 22), record)
    assert fields == {1: {"telefoon", "naam", "vroeger"}}


def test_day_is_amsterdams_not_utcs() -> None:
    late = Record(1, "2026-11-21T23:30:00.000000Z", "submission_received", "a1", RECEIVED.fields)
    assert expired(date(2027, 2, 22), late)[0] == {}
    assert expired(date(2027, 2, 23), late)[0] == {1: {"telefoon"}}


def test_erased_record_expires_no_more() -> None:
    record = make_received(answers={}, erased=True)
    assert expired(date(2099, 1, 1), record) == ({}, set(), set())


def test_expired_answers_leave_the_rest() -> None:
    found = find_expired([RECEIVED], CONTRACT, frozenset(), date(2027, 2, 22))
    fields = found.without_expired(RECEIVED)
    assert fields is not None
    assert fields["answers"] == {"naam": "Noor", "email": "noor@example.org"}
    assert fields["email"] == "noor@example.org"
    assert found.without_expired(make_received(9, "z", answers=make_answers())) is None
