"""Compressed copies beside the text files of a built site, for servers to send as they are."""

import gzip
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from posixpath import splitext

from isal import isal_zlib

from samenkomst.site.threads import Threads

TEXT = {".html", ".css", ".js", ".json", ".xml", ".ics", ".svg", ".txt"}
LEAST = 1400
"""Bytes below which a copy gains nothing: it is sent in one packet either way."""
LEVEL = 6
"""Nine tenths of the time of 9, for half a percent more bytes (measured)."""
_TOGETHER = 4
"""So many threads: each has memory of its own, which it does not give back."""
_BEST = 3
"""The last level of ISA-L. By levels 1 and 2 the same page may get other bytes: see `png.py`."""
_GZIP = 31
"""The code for which it, like zlib, writes a whole gzip file."""


def compress(url: str, content: bytes) -> bytes | None:
    """Return the compressed copy of a text file that becomes smaller by it, else None.

    No time in the copy: the same file gives the same bytes, on the same kind of processor. The
    handler's own pages are never compressed: they hold personal data beside what a stranger can
    choose (BREACH).
    """
    suffix = splitext(url)[1]
    if suffix not in TEXT or len(content) < LEAST:
        return None
    small = _fast(content) if suffix == ".html" else gzip.compress(content, LEVEL, mtime=0)
    return small if len(small) < len(content) else None


def _fast(content: bytes) -> bytes:
    """Compress a page in a quarter of zlib's time at 4, for 6 percent more bytes (measured).

    There are thousands. On large files with much the same in them zlib is far better.
    """
    return isal_zlib.compress(content, _BEST, _GZIP)


def compress_files(folder: Path, urls: Iterable[str]) -> set[str]:
    """Write `name.gz` beside each of the text files `urls` in `folder`; return their addresses."""
    with Threads(_TOGETHER) as pool:  # while one compresses, others can
        return {copy for copy in pool.map(partial(_compress_file, folder), urls) if copy}


def _compress_file(folder: Path, url: str) -> str:
    """Write the copy and return its address, or nothing where there is no use in one."""
    path = folder / url
    small = compress(url, path.read_bytes()) if path.suffix in TEXT else None
    if small is None:
        return ""
    path.with_name(f"{path.name}.gz").write_bytes(small)
    return f"{url}.gz"
