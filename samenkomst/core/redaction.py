"""What was taken out of a record, told without telling what it was.

With it an erasure can go on after a crash, and be repeated on a back-up that was made before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samenkomst.core.record import Draft, Record

TYPE = "redaction"

Path = tuple[str, ...]
"""The keys that lead to a value, from the record's own member inwards."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """Which members of one record went, and what came in others' place; nothing more."""

    seq: int
    id: str
    """Of the record."""
    gone: tuple[Path, ...]
    changed: tuple[tuple[Path, Any], ...]
    """What stands there now: nothing about anybody, or the erasure was none."""

    def apply(self, record: Record) -> Mapping[str, Any]:
        """Return the members of that record without what went. Twice is the same as once."""
        fields = _copy(record.fields)
        for path in self.gone:
            _parent(fields, path).pop(path[-1], None)
        for path, value in self.changed:
            _parent(fields, path)[path[-1]] = value
        return fields

    def draft(self) -> Draft:
        """Return the line that remembers this."""
        return Draft(TYPE, self.id, {"gone": self.gone, "changed": self.changed})


def redact(record: Record, fields: Mapping[str, Any]) -> Redaction | None:
    """Return what has to go for the record to have these members, or None if nothing has to."""
    gone: list[Path] = []
    changed: list[tuple[Path, Any]] = []
    _compare(record.fields, fields, (), gone, changed)
    if not gone and not changed:
        return None
    return Redaction(record.seq, record.id, tuple(gone), tuple(changed))


def read_redaction(line: Record) -> Redaction:
    """Return what a line made by `draft` remembers."""
    gone = tuple(tuple(path) for path in line.fields["gone"])
    changed = tuple((tuple(path), value) for path, value in line.fields["changed"])
    return Redaction(line.seq, line.id, gone, changed)


def _compare(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    path: Path,
    gone: list[Path],
    changed: list[tuple[Path, Any]],
) -> None:
    gone += [(*path, key) for key in old if key not in new]
    for key, value in new.items():
        before = old.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping) and value:
            _compare(before, value, (*path, key), gone, changed)
        elif key not in old or before != value or type(before) is not type(value):
            changed.append(((*path, key), value))


def _copy(value: Mapping[str, Any]) -> dict[str, Any]:
    return {k: _copy(v) if isinstance(v, Mapping) else v for k, v in value.items()}


def _parent(fields: dict[str, Any], path: Path) -> dict[str, Any]:
    for key in path[:-1]:
        inner = fields.get(key)
        fields = fields.setdefault(key, {}) if not isinstance(inner, dict) else inner
    return fields
