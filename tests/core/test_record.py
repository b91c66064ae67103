"""A journal line as bytes and as a value."""

import json
import zlib
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from samenkomst.core import record
from samenkomst.core.procedures import State
from samenkomst.core.record import (
    BadLine,
    Draft,
    Reason,
    Record,
    decode,
    encode,
    inscribe,
    write_at,
)

AT = datetime(2026, 11, 21, 20, 15, 0, 123456, tzinfo=UTC)
LINE = (
    b'{"v":1,"seq":17,"at":"2026-11-21T20:15:00.123456Z","type":"submission_received",'
    b'"id":"a1","event":"rondetafel","answers":{"naam":"Zo\\u00eb"},"crc":"45f178e8"}\n'
)
RECORD = Record(
    seq=17,
    at="2026-11-21T20:15:00.123456Z",
    type="submission_received",
    id="a1",
    fields={"event": "rondetafel", "answers": {"naam": "Zoë"}},
)
MEMBERS = {"v": 1, "seq": 17, "at": RECORD.at, "type": "note", "id": "a1"}


def seal(body: bytes) -> bytes:
    """Return a line whose checksum is right, whatever it says."""
    return b'%b,"crc":"%08x"}\n' % (body[:-1], zlib.crc32(body))


def seal_members(**changes: Any) -> bytes:
    members = {key: value for key, value in {**MEMBERS, **changes}.items() if value is not None}
    return seal(json.dumps(members, separators=(",", ":")).encode("ascii"))


def flip(line: bytes, bit: int) -> bytes:
    flipped = bytearray(line)
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)


def reason_to_refuse(line: bytes) -> Reason:
    with pytest.raises(BadLine) as caught:
        decode(line)
    return caught.value.reason


def test_encode_gives_the_documented_bytes() -> None:
    assert encode(Draft(RECORD.type, RECORD.id, RECORD.fields), 17, AT) == LINE


def test_decode_gives_the_record_back() -> None:
    assert decode(LINE) == RECORD


def test_seal_is_what_the_encoder_writes() -> None:
    """The refusals below rest on lines that only differ in what they say."""
    assert seal_members() == encode(Draft("note", "a1"), 17, AT)


def test_record_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        RECORD.seq = 18  # type: ignore[misc]


@pytest.mark.parametrize(
    "text",
    ["\n", "\r\n", "\u2028", "\u0085", "\x00", '"}\n{"', "\\", "é", "👋", "\ud800", "<script>", ""],
)
def test_encode_keeps_any_text_on_one_ascii_line(text: str) -> None:
    line = encode(Draft("note", "a1", {"text": text, text: 1}), 1, AT)
    assert (line.isascii(), line.count(b"\n"), line[-1:]) == (True, 1, b"\n")
    assert decode(line).fields == {"text": text, text: 1}


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2028, 2, 29, tzinfo=UTC), "2028-02-29T00:00:00.000000Z"),
        (datetime(999, 1, 1, tzinfo=UTC), "0999-01-01T00:00:00.000000Z"),
    ],
)
def test_encode_writes_times_at_full_length(at: datetime, text: str) -> None:
    assert decode(encode(Draft("note", "a1"), 1, at)).at == text


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=1))])
def test_encode_refuses_times_that_are_not_utc(zone: timezone | None) -> None:
    with pytest.raises(ValueError, match="UTC"):
        encode(Draft("note", "a1"), 1, AT.replace(tzinfo=zone))


@pytest.mark.parametrize("name", ["v", "seq", "at", "type", "id", "crc"])
def test_encode_refuses_members_of_the_journal_itself(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        encode(Draft("note", "a1", {name: "1"}), 1, AT)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, b"bytes", AT, object()])
def test_encode_refuses_what_json_cannot_hold(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        encode(Draft("note", "a1", {"value": value}), 1, AT)


def test_decode_refuses_any_flipped_bit() -> None:
    reasons = {reason_to_refuse(flip(LINE, bit)) for bit in range(8 * len(LINE))}
    assert reasons == {Reason.CHECKSUM, Reason.TORN}


def test_decode_refuses_any_shorter_line() -> None:
    assert {reason_to_refuse(LINE[:end]) for end in range(len(LINE))} == {Reason.TORN}


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"\x00" * 200 + b"\n",
        LINE[:-1] + b"\r\n",
        b" " + LINE,
        LINE + LINE,
        LINE.replace(b"45f178e8", b"45F178E8"),
        LINE.replace(b"45f178e8", b"045f178e8"),
        LINE.replace(b',"crc":"45f178e8"', b""),
        LINE.replace(b'"crc":', b'"crc": '),
        b',"crc":"00000000"}\n',
    ],
)
def test_decode_refuses_a_checksum_that_is_not_exact(line: bytes) -> None:
    assert reason_to_refuse(line) is Reason.CHECKSUM


@pytest.mark.parametrize(
    "body",
    [
        b'{"v":1,"v":1}',
        b'{"v":1,"answers":{"naam":"A","naam":"B"}}',
        b'{"v":1,"value":NaN}',
        b'{"v":1,"value":-Infinity}',
        b'{"v":1,"value":1e999}',
        b'{"v":1,"value":' + b"1" * 5000 + b"}",
        b'{"v":1,"value":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"v":1,"value":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
        '{"v":1,"value":"é"}'.encode(),
        b'{"v":1,"value":"\xff"}',
        b'{"v":1}{"v":1}',
        b' {"v":1}',
        b'{"v":1} }',
        b'"v"}',
        b"}",
    ],
    ids=lambda body: repr(body[:30]),
)
def test_decode_refuses_what_is_not_one_plain_object(body: bytes) -> None:
    """Although the checksum is right."""
    assert reason_to_refuse(seal(body)) is Reason.JSON


@pytest.mark.parametrize("version", [2, 0, "1", True, 1.0, [], None])
def test_decode_refuses_another_version(version: object) -> None:
    assert reason_to_refuse(seal_members(v=version)) is Reason.VERSION


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("seq", [None, 0, -1, "17", 17.0, True, []]),
        ("type", [None, "", 1, ["note"]]),
        ("id", [None, "", 1, {}]),
        (
            "at",
            [
                None,
                0,
                "",
                "2026-11-21",
                "2026-11-21T20:15:00Z",
                "2026-11-21 20:15:00.123456Z",
                "2026-11-21T20:15:00.123456+00:00",
                "2026-W47-6T20:15:00.123456Z",
                "2026-13-21T20:15:00.123456Z",
                "2026-02-29T20:15:00.123456Z",
                "\uff12026-11-21T20:15:00.123456Z",
            ],
        ),
        ("crc", ["00000000"]),
    ],
)
def test_decode_refuses_wrong_members(name: str, values: list[object]) -> None:
    lines = [seal_members(**{name: value}) for value in values]
    assert [reason_to_refuse(line) for line in lines] == [Reason.MEMBERS] * len(values)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@settings(deadline=None)
@given(
    fields=st.dictionaries(st.text().filter(lambda key: key not in {*MEMBERS, "crc"}), json_values),
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_decode_gives_back_whatever_was_encoded(fields: dict[str, Any], at: datetime) -> None:
    line = encode(Draft("note", "a1", fields), 1, at)
    record = decode(line)
    assert record.fields == fields
    again = encode(
        Draft(record.type, record.id, record.fields), 1, datetime.fromisoformat(record.at)
    )
    assert again == line


@settings(deadline=None)
@given(
    fields=st.dictionaries(st.text().filter(lambda key: key not in {*MEMBERS, "crc"}), json_values),
    at=st.datetimes(timezones=st.just(UTC)),
)
def test_inscribe_gives_the_line_and_what_is_read_on_it(
    fields: dict[str, Any], at: datetime
) -> None:
    draft = Draft("note", "a1", fields)
    assert inscribe(draft, 1, write_at(at)) == (encode(draft, 1, at), decode(encode(draft, 1, at)))


@pytest.mark.parametrize(
    "value",
    [
        ("a", "tuple"),
        {1: "a number as a key"},
        "half \ud83d\ude00 characters, which come back as one",
        ["\ud83d\ude00"],
        {"\ud83d\ude00": None},
        StrEnum("Kind", ["A"])["A"],
        1.5,
        None,
    ],
)
def test_inscribe_reads_back_what_is_not_as_it_was_written(value: object) -> None:
    """What JSON changes is in the record as every other process will read it."""
    line, record = inscribe(
        Draft("note", "a1", {"value": value, "among": [value]}), 1, write_at(AT)
    )
    assert record == decode(line)


def test_record_does_not_change_with_the_draft_it_was_made_of() -> None:
    fields: dict[str, Any] = {"answers": {"naam": "Zoë"}, "seen": ["a"]}
    _, record = inscribe(Draft("note", "a1", fields), 1, write_at(AT))
    fields["answers"]["naam"] = "changed"
    fields["seen"].append("b")
    assert record.fields == {"answers": {"naam": "Zoë"}, "seen": ["a"]}


@pytest.mark.parametrize(
    "draft",
    [Draft("", "a1"), Draft("note", ""), Draft("note", "a1", {"x": {1: "a", "1": "b"}})],
)
def test_inscribe_refuses_a_line_that_nobody_could_read(draft: Draft) -> None:
    with pytest.raises(BadLine):
        inscribe(draft, 1, write_at(AT))


@settings(deadline=None)
@given(st.binary())
def test_decode_raises_nothing_but_bad_line(body: bytes) -> None:
    reason_to_refuse(body)
    reason_to_refuse(body + b"\n")
    assert reason_to_refuse(seal(body + b"}")) in (Reason.JSON, Reason.VERSION)


awkward = st.recursive(
    json_values
    | st.sampled_from(State)
    | st.sampled_from(["\ud83d", "\ude00", "\ud83d\ude00", -0.0, 1e22, 10**30, "\\ud", True]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text() | st.sampled_from(State) | st.integers(), inner, max_size=3)
    ),
    max_leaves=10,
)


def typed(value: Any) -> Any:
    """Return the value with the type of each part: 1, 1.0 and True are equal."""
    if isinstance(value, dict):
        return dict, [(typed(key), typed(each)) for key, each in value.items()]
    if isinstance(value, list):
        return list, [typed(each) for each in value]
    return type(value), repr(value)


def foresees(value: Any) -> bool:
    """Return whether the record beside a line is what a reader finds on it."""
    try:
        line, found = inscribe(Draft("note", "a1", {"value": value}), 1, RECORD.at)
    except BadLine:
        return True  # a key that stands there twice, say
    read = decode(line)
    return typed(dict(found.fields)) == typed(dict(read.fields)) and found[:4] == read[:4]


@settings(deadline=None)
@given(awkward)
def test_inscribe_gives_the_record_that_will_be_read(value: Any) -> None:
    assert foresees(value)


@pytest.mark.parametrize("value", ["\ud83d\ude00", (1, ("a",)), {"a": [{1: "b"}]}, State.PLACED])
def test_record_beside_the_line_is_not_the_draft(
    value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second half is the negative control: what was drafted is not always what is read."""
    assert foresees(value)
    monkeypatch.setattr(
        record, "_foreseen", lambda draft, seq, at, _: Record(seq, at, "note", "a1", draft.fields)
    )
    assert not foresees(value)


@pytest.mark.parametrize("draft", [Draft("", "a1"), Draft("note", ""), Draft("note", 1)])  # type: ignore[arg-type]
def test_inscribe_refuses_what_nobody_could_read(draft: Draft) -> None:
    with pytest.raises(BadLine, match="members"):
        inscribe(draft, 1, RECORD.at)


def test_inscribe_refuses_keys_that_fall_together() -> None:
    with pytest.raises(BadLine, match="json"):
        inscribe(Draft("note", "a1", {"value": {1: "a", "1": "b"}}), 1, RECORD.at)
