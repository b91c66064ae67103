"""A file that holds something of all events: written piece by piece, for it is large."""

import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from samenkomst.site.compression import LEAST, TEXT
from samenkomst.site.maker import Made

Pieces = tuple[str, ...]
"""A text in pieces, which others hold too; never joined, for that would hold it twice."""
_AT_ONCE = 1 << 18
"""Characters: each goes to disk and compression by itself."""
_LEVEL = 6
"""As `compression.py` does it: the same bytes, piece by piece."""
_GZIP = 31
"""The code for which zlib writes a whole gzip file."""


class WholeFile(NamedTuple):
    """A file, with the digest of its text; nothing more."""

    url: str
    pieces: Pieces
    key: str

    @property
    def name(self) -> str:
        """Its name among the parts of the site."""
        return f"file {self.url}"


def digest_pieces(pieces: Pieces) -> str:
    """Return a digest of the text."""
    found = hashlib.blake2b(digest_size=16)
    for chunk in _chunks(pieces):
        found.update(chunk)
    return found.hexdigest()


def write_whole(folder: Path, whole: WholeFile, *, compressed: bool) -> Made:
    """Write the text, and its compressed copy where that is smaller; return what was made."""
    url, path = whole.url, folder / whole.url
    path.parent.mkdir(parents=True, exist_ok=True)
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    copy: list[bytes] = []
    with path.open("wb") as file:
        for chunk in _chunks(whole.pieces):
            file.write(chunk)
            if compressed:
                copy.append(packer.compress(chunk))
        size = file.tell()
    small = b"".join((*copy, packer.flush()))
    if not compressed or path.suffix not in TEXT or not LEAST <= size > len(small):
        return Made((url,), {}, frozenset())
    path.with_name(f"{path.name}.gz").write_bytes(small)
    return Made((url, f"{url}.gz"), {}, frozenset())


def _chunks(pieces: Pieces) -> Iterator[bytes]:
    """Yield the text as bytes, so much at once."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _AT_ONCE:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()
