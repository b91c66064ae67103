"""A journal line as bytes and as a value: what it looks like, and which lines are not one."""

import json
import math
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NoReturn

from samenkomst.core.errors import SamenkomstError

VERSION = 1
RESERVED = frozenset({"v", "seq", "at", "type", "id", "crc"})
"""Members that the journal itself writes; no draft may bring them."""

_SEAL_LENGTH = len(b',"crc":"01234567"}\n')
_NO_OFFSET = timedelta(0)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a use case wants written: a record without its place and time, nothing more."""

    type: str
    id: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What JSON can hold; a tuple would come back as a list."""


@dataclass(frozen=True, slots=True)
class Record:
    """One journal line, read and found whole; nothing more."""

    seq: int
    """Its place in the journal, from 1, without gaps."""
    at: str
    """When it was written, UTC: `2026-11-21T20:15:00.123456Z`. Order follows `seq`, not this."""
    type: str
    id: str
    fields: Mapping[str, Any]
    """All other members, the checksum left out."""


class Reason(StrEnum):
    """Why a line cannot be taken as the next record."""

    TORN = "torn"
    """No newline at its end."""
    CHECKSUM = "checksum"
    """The checksum is absent, or does not fit the line's other bytes."""
    JSON = "json"
    """Not one JSON object with each key once."""
    VERSION = "version"
    """Of a version that this program does not know."""
    MEMBERS = "members"
    """A member that every record has is absent or of another kind."""
    GAP = "gap"
    """A good line, but lines before it are missing."""
    REPEAT = "repeat"
    """A good line whose number was there before: doubled, or out of order."""


class BadLine(SamenkomstError):
    """These bytes are no journal line."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def encode(draft: Draft, seq: int, at: datetime) -> bytes:
    """Return the journal line of a draft: ASCII JSON, checksum last, one newline (design 6).

    The checksum is the CRC-32 of the line as it would be without it and without the newline.
    Raises ValueError or TypeError for what must not or cannot be written: a time that is not
    UTC, a reserved member, NaN, a value that JSON does not know.
    """
    body = _write(draft, seq, at).encode("ascii")
    return body[:-1] + _seal(zlib.crc32(body))


def inscribe(draft: Draft, seq: int, at: datetime) -> tuple[bytes, Record]:
    """Return the line of a draft, and the record that everybody will read on it.

    A tuple among the members comes back as a list, and so on. Raises as `encode`, and BadLine
    for a line that nobody could read: without a type, without an id, with a key twice.
    """
    text = _write(draft, seq, at)
    body = text.encode("ascii")
    line = body[:-1] + _seal(zlib.crc32(body))
    fields = _read_back(draft.fields)
    if fields is None or not (_is_seq(seq) and _is_name(draft.type) and _is_name(draft.id)):
        return line, _record(_parse(text, _STRICT_DECODER))
    return line, Record(seq, _write_instant(at), draft.type, draft.id, fields)


def decode(line: bytes, *, strict: bool = True) -> Record:
    """Return the record on this line. Raises BadLine for every other sequence of bytes.

    The checksum comes first and is compared as text: read as a number, a flip between capital
    and small letter would pass. What it covers was written by us: without `strict`, which is a
    third quicker, a key that stands there twice is not looked for.
    """
    return _record(_parse(_unseal(line), _STRICT_DECODER if strict else _DECODER))


def _write(draft: Draft, seq: int, at: datetime) -> str:
    if at.utcoffset() != _NO_OFFSET:
        raise ValueError("the time of a record is aware, and UTC")
    if not RESERVED.isdisjoint(draft.fields):
        raise ValueError(f"the journal itself writes {sorted(RESERVED & draft.fields.keys())}")
    head = {"v": VERSION, "seq": seq, "at": _write_instant(at), "type": draft.type, "id": draft.id}
    return _ENCODER.encode({**head, **draft.fields})


def _write_instant(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")[:-6] + "Z"


def _record(members: dict[str, Any]) -> Record:
    if not _is_version(members.pop("v", None)):
        raise BadLine(Reason.VERSION)
    seq, at = members.pop("seq", None), members.pop("at", None)
    kind, id_ = members.pop("type", None), members.pop("id", None)
    if not (_is_seq(seq) and _is_instant(at) and _is_name(kind) and _is_name(id_)):
        raise BadLine(Reason.MEMBERS)
    if "crc" in members:
        raise BadLine(Reason.MEMBERS)
    return Record(seq, at, kind, id_, members)


def _seal(checksum: int) -> bytes:
    """Return how the line of an object with this checksum ends, in place of its brace."""
    return b',"crc":"%08x"}\n' % checksum


def _unseal(line: bytes) -> str:
    """Return the object that the checksum covers."""
    if not line.endswith(b"\n"):
        raise BadLine(Reason.TORN)
    body = line[:-_SEAL_LENGTH] + b"}"
    if line[-_SEAL_LENGTH:] != _seal(zlib.crc32(body)):
        raise BadLine(Reason.CHECKSUM)
    try:
        return body.decode("ascii")
    except UnicodeDecodeError as error:
        raise BadLine(Reason.JSON) from error


def _parse(text: str, decoder: json.JSONDecoder) -> dict[str, Any]:
    """Return the members. A body ends in a brace, so what parses to its end is an object."""
    try:
        members: dict[str, Any]
        members, end = decoder.raw_decode(text)
    except (ValueError, RecursionError) as error:  # ValueError also for 5,000 digits
        raise BadLine(Reason.JSON) from error
    if end != len(text):
        raise BadLine(Reason.JSON)
    return members


def _read_back(members: Mapping[Any, Any]) -> dict[str, Any] | None:
    """Return what will be read of these members, or None where only reading them can tell.

    That takes a third of parsing what was just written. Half a character is no plain text: two of
    them come back as one.
    """
    read = {}
    for key, value in members.items():
        if type(key) is not str or not _is_plain(key):
            return None
        kind = type(value)
        if kind is dict:
            value = _read_back(value)
            if value is None:
                return None
        elif kind is list:
            if not all(type(each) is str and _is_plain(each) for each in value):
                return None
            value = value.copy()
        elif not (_is_plain(value) if kind is str else kind is int or kind is bool):
            return None
        read[key] = value
    return read


def _is_plain(text: str) -> bool:
    return text.isascii() or text.isprintable()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object; Python's own parser would let the last of equal keys win."""
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands there twice")
    return members


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        _refuse(text)
    return number


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")


def _is_version(value: object) -> bool:
    return type(value) is int and value == VERSION  # true and 1.0 equal 1 too


def _is_seq(value: object) -> bool:
    return type(value) is int and value >= 1


def _is_name(value: object) -> bool:
    return type(value) is str and value != ""


def _is_instant(value: object) -> bool:
    if type(value) is not str or _INSTANT.fullmatch(value) is None:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_refuse)
_STRICT_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_float=_finite, parse_constant=_refuse
)
