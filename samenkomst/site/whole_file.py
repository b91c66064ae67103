"""A file that holds something of all events: it is large, and most of it is as it was.

So it goes to disk chunk by chunk, and a chunk that was compressed before is not again. Its copy
is one gzip file (RFC 1952): a chunk is a row of blocks that looks back no further than itself.
"""

import hashlib
import struct
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from samenkomst.core.pages.page import Pieces
from samenkomst.site.compression import LEVEL, TEXT, compress
from samenkomst.site.maker import Made
from samenkomst.site.threads import Threads

_AT_ONCE = 1 << 18
"""Bytes in a chunk, at least: it ends where a piece does."""
_TOGETHER = 4
"""So many chunks are compressed at once; all of them would take as much memory as the file."""
_AHEAD = 3
"""So many chunks of a file are begun before the first is asked for."""
_RAW = -15
"""The code for which zlib writes blocks alone, without head and tail."""
_HEAD = bytes.fromhex("1f8b0800000000000003")
"""No name and no time: the same file gives the same bytes."""
_END = bytes.fromhex("0300")
"""A last block, of nothing."""


class WholeFile(NamedTuple):
    """A file, with the digest of each chunk; nothing more."""

    url: str
    pieces: Pieces
    digests: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name among the parts of the site."""
        return f"file {self.url}"

    @property
    def key(self) -> str:
        """A text that differs when its content does."""
        return hashlib.blake2b(" ".join(self.digests).encode(), digest_size=16).hexdigest()


def whole_file(url: str, pieces: Pieces) -> WholeFile:
    """Return the file with that text."""
    return WholeFile(url, pieces, tuple(map(_digest, _chunks(pieces))))


class Compressed:
    """Chunks by their digest as they were compressed before, and those that count now."""

    def __init__(self, before: Mapping[str, bytes]) -> None:
        self._before = before
        self.now: dict[str, bytes] = {}
        self._threads = Threads(_TOGETHER)  # zlib leaves the interpreter to others

    def keep(self, whole: WholeFile) -> None:
        """Keep what is known of a file that stays."""
        known = (digest for digest in whole.digests if digest in self._before)
        self.now |= {digest: self._before[digest] for digest in known}

    def begin(self, digest: str, chunk: bytes) -> Future[bytes]:
        """Begin to compress `chunk`."""
        return self._threads.submit(self._chunk, digest, chunk)

    def _chunk(self, digest: str, chunk: bytes) -> bytes:
        known = self._before.get(digest)
        self.now[digest] = _deflate(chunk) if known is None else known
        return self.now[digest]


def write_whole(folder: Path, whole: WholeFile, compressed: Compressed | None) -> Made:
    """Write the text, and its compressed copy when we are to; return what was made."""
    path = folder / whole.url
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        chunks = _write(file, _chunks(whole.pieces))
        copy = _copy(whole, chunks, compressed) if compressed else None
        deque(chunks, maxlen=0)  # what nobody asked for is written all the same
    if copy is None:
        return Made((whole.url,), {}, frozenset())
    with path.with_name(f"{path.name}.gz").open("wb") as file:
        file.writelines(copy)
    return Made((whole.url, f"{whole.url}.gz"), {}, frozenset())


def _write(file: BinaryIO, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield each of `chunks` when it is written to `file`."""
    for chunk in chunks:
        file.write(chunk)
        yield chunk


def _copy(whole: WholeFile, chunks: Iterable[bytes], compressed: Compressed) -> list[bytes] | None:
    """Return the compressed copy, in pieces; None of what gains nothing by it."""
    if len(whole.digests) < 2:
        small = compress(whole.url, b"".join(chunks))
        return [small] if small else None
    if PurePosixPath(whole.url).suffix not in TEXT:
        return None
    found, check, size = [_HEAD], 0, 0
    begun: deque[Future[bytes]] = deque()
    for digest, chunk in zip(whole.digests, chunks, strict=True):
        if len(begun) == _AHEAD:
            found.append(begun.popleft().result())
        begun.append(compressed.begin(digest, chunk))
        check, size = zlib.crc32(chunk, check), size + len(chunk)
    tail = struct.pack("<II", check, size & 0xFFFFFFFF)
    return [*found, *(each.result() for each in begun), _END, tail]


def _deflate(chunk: bytes) -> bytes:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, _RAW)
    return packer.compress(chunk) + packer.flush(zlib.Z_SYNC_FLUSH)


def _digest(chunk: bytes) -> str:
    return hashlib.sha256(chunk).hexdigest()  # many processors know it: a third of blake2b


def _chunks(pieces: Pieces) -> Iterator[bytes]:
    """Yield the text as bytes, so much at once."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece if isinstance(piece, bytes) else piece.encode())
        size += len(held[-1])
        if size >= _AT_ONCE:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)
