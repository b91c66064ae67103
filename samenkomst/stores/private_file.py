"""Files that only their owner can read, written whole or not at all."""

import os
from collections.abc import Iterable
from pathlib import Path

from samenkomst.stores.disk import flush, flush_folder, make_folder


def write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read; half a file is never shown as a whole one."""
    write_lines(path, [data])


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Write such a file from lines that need not fit in memory; what they raise leaves nothing."""
    make_folder(path.parent)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(lines)
            file.flush()
            flush(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)
