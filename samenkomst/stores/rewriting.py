"""Files of lines whose lines change: by a copy that takes the file's place, or not at all.

A crash at any step leaves the old file or the new one, and a list of what has to go, so that
the next writer finishes it (design 7, rule 7). The list holds nothing about anybody.
"""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from samenkomst.core.record import Draft, decode, encode
from samenkomst.core.redaction import Redaction, read_redaction
from samenkomst.stores import checkpoint, disk
from samenkomst.stores.volumes import find_volumes

Redactions = dict[int, list[Redaction]]
"""By the number of the record, in the order in which they were made."""


class Rewriting:
    """The unfinished erasure beside a journal, if there is one; nothing more.

    Its caller holds the journal's lock alone. All errors of the system pass as OSError.
    """

    def __init__(self, journal_path: Path) -> None:
        self._journal_path = journal_path
        self._list_path = journal_path.with_suffix(".erasing")
        self._copy_path = journal_path.with_suffix(".rewriting")
        self._log_path = journal_path.with_suffix(".erased")

    @property
    def is_unfinished(self) -> bool:
        """Whether a crash cut an erasure short, or the copy that it was making is still there."""
        return os.path.lexists(self._list_path) or os.path.lexists(self._copy_path)

    def run(self, redactions: Iterable[Redaction], now: datetime) -> None:
        """Take all this out of the journal, after what an earlier erasure left undone."""
        self.finish()
        self.plan(encode(each.draft(), each.seq, now) for each in redactions)
        self.finish()

    def plan(self, lines: Iterable[bytes]) -> None:
        """Put on the list what has to go, as an earlier erasure remembered it."""
        self._copy_path.unlink(missing_ok=True)  # half a list, of a restore that was cut short
        _replace(self._list_path, self._copy_path, lines)

    def remembered(self) -> list[bytes]:
        """Return the lines that say what went, since ever."""
        if not self._log_path.exists():
            return []
        return self._log_path.read_bytes().splitlines(keepends=True)

    def finish(self) -> None:
        """Do what is on the list, once more or for the first time; then it is gone."""
        self._copy_path.unlink(missing_ok=True)  # half a copy holds what has to go
        if not self._list_path.exists():
            return
        lines = self._list_path.read_bytes().splitlines(keepends=True)
        checkpoint.forget(self._journal_path)
        redactions: Redactions = {}
        for each in map(read_redaction, map(decode, lines)):
            redactions.setdefault(each.seq, []).append(each)
        for volume in find_volumes(self._journal_path):
            if any(volume.first <= seq <= volume.last for seq in redactions):
                self._rewrite(volume.path, redactions)
        # Always, and last: by this other processes see that they have to read again.
        self._rewrite(self._journal_path, redactions)
        self._remember(lines)
        for torn_path in self._journal_path.parent.glob(self._journal_path.stem + ".torn-*"):
            torn_path.unlink()  # nobody can say of whom it is
        self._list_path.unlink()
        disk.flush_folder(self._list_path.parent)

    def _rewrite(self, path: Path, redactions: Redactions) -> None:
        with path.open("rb") as stream:
            _replace(path, self._copy_path, (_redacted(line, redactions) for line in stream))

    def _remember(self, lines: Iterable[bytes]) -> None:
        """Write down what went, for back-ups that still have it."""
        descriptor = disk.open_made_once(self._log_path, os.O_WRONLY | os.O_APPEND)
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(lines)
            stream.flush()
            disk.flush(descriptor)
        disk.flush_folder(self._log_path.parent)


def _redacted(line: bytes, redactions: Redactions) -> bytes:
    record = decode(line)
    mine = [each for each in redactions.get(record.seq, ()) if each.id == record.id]
    if not mine:
        return line
    for redaction in mine:
        record = record._replace(fields=redaction.apply(record))
    draft = Draft(record.type, record.id, record.fields)
    return encode(draft, record.seq, datetime.fromisoformat(record.at))


def _replace(path: Path, copy_path: Path, lines: Iterable[bytes]) -> None:
    """Put a file with these lines in this one's place. Until its name changed, nothing did."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(copy_path, flags, disk.PRIVATE_FILE)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(lines)
            stream.flush()
            disk.flush(descriptor)
        copy_path.replace(path)
    except OSError:
        copy_path.unlink()
        raise
    disk.flush_folder(path.parent)
