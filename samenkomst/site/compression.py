"""Compressed copies beside the text files of a built site, for servers to send as they are."""

import gzip
from pathlib import Path

TEXT = {".html", ".css", ".js", ".json", ".xml", ".ics", ".svg", ".txt"}
LEAST = 512
"""Bytes below which a copy gains nothing."""


def compress_folder(folder: Path) -> None:
    """Write `name.gz` beside each text file in `folder` that becomes smaller by it.

    No time in the copy: the same file gives the same bytes. The handler's own pages are never
    compressed: they hold personal data beside what a stranger can choose (BREACH).
    """
    for path in folder.rglob("*"):
        if path.suffix in TEXT and path.is_file() and path.stat().st_size >= LEAST:
            _compress(path)


def _compress(path: Path) -> None:
    plain = path.read_bytes()
    small = gzip.compress(plain, 9, mtime=0)
    if len(small) < len(plain):
        path.with_name(f"{path.name}.gz").write_bytes(small)
