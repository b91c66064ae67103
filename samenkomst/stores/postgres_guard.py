"""What may be there once only: a second guard, should a lock ever fail.

One submission for each person and unit of an event, and one for each reference. The table holds
digests, and loses them when an erasure begins, as the ledger does.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from samenkomst.core.erasure import ERASED
from samenkomst.core.record import Record


@dataclass(frozen=True, slots=True)
class Changes:
    """What some records take and free, nothing more."""

    freed: list[bytes]
    """Submissions whose person and reference go; first these."""
    taken: list[bytes]
    submissions: list[bytes]
    """To whom each of `taken` belongs."""


def changes(records: Iterable[Record]) -> Changes:
    """Return what these records, in their order, take and free in the end."""
    freed: list[bytes] = []
    taken: list[tuple[bytes, bytes]] = []
    for record in records:
        if gone := _freed(record):
            freed += gone
            taken = [pair for pair in taken if pair[1] not in gone]
        taken += _taken(record)
    return Changes(freed, [what for what, _ in taken], [whose for _, whose in taken])


def _taken(record: Record) -> list[tuple[bytes, bytes]]:
    fields = record.fields
    if record.type != "submission_received" or ERASED in fields:
        return []
    whats: list[list[str]] = [["reference", fields["reference"]]]
    if fields["person"]:  # some who phoned have no address
        unit = fields.get("unit", "")
        whats.append(["person", fields["event"], unit, fields["person"]])
    return [(_digest(what), _digest(record.id)) for what in whats]


def _freed(record: Record) -> list[bytes]:
    if record.type != "erasure_begun":
        return []
    return [_digest(each) for each in record.fields["submissions"]]


def _digest(value: object) -> bytes:
    return hashlib.sha256(json.dumps(value).encode()).digest()
