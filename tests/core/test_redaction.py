"""What was taken out of a record, told without telling what it was."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from samenkomst.core.record import Record, decode, encode
from samenkomst.core.redaction import Redaction, read_redaction, redact

AT = "2026-11-21T20:15:00.123456Z"
FULL = {"email": "anna@example.org", "n": 1, "answers": {"naam": "Anna", "x": ["a"]}, "event": "e"}


def record(fields: Mapping[str, Any]) -> Record:
    return Record(7, AT, "submission_received", "id7", fields)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"event": "e"},
        {**FULL, "email": ""},
        {**FULL, "answers": {}},
        {**FULL, "answers": {"x": ["a"]}},
        {**FULL, "answers": {"naam": "", "x": []}},
        {**FULL, "answers": "", "erased": True},
        {**FULL, "n": True},
        {**FULL, "more": {"deep": {"er": 1}}},
    ],
)
def test_redaction_gives_the_record_its_new_members_and_remembers_itself(
    fields: dict[str, Any],
) -> None:
    redaction = redact(record(FULL), fields)
    assert redaction is not None
    line = encode(redaction.draft(), redaction.seq, datetime(2026, 11, 22, tzinfo=UTC))
    again = read_redaction(decode(line))
    assert again == redaction
    assert repr(again.apply(record(FULL))) == repr(fields)
    assert repr(again.apply(record(fields))) == repr(fields)
    assert b"nna" not in line


def test_redaction_of_nothing_is_none() -> None:
    assert redact(record(FULL), dict(FULL)) is None


def test_redaction_leaves_the_record_that_it_was_given() -> None:
    before = {"answers": {"naam": "Anna", "deep": {"x": 1}}}
    redaction = Redaction(7, "id7", (("answers", "deep", "x"),), ())
    assert redaction.apply(record(before)) == {"answers": {"naam": "Anna", "deep": {}}}
    assert before == {"answers": {"naam": "Anna", "deep": {"x": 1}}}
