"""What an earlier run worked out, kept in a file: never needed, never trusted further than its key.

Whoever uses it makes a key of everything that a result follows from. The file holds Python objects
(pickle), as Python's own `__pycache__` does: it belongs to this folder and is never sent anywhere.
"""

import hashlib
import os
import pickle
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from isal import isal_zlib

_PACKAGE = Path(__file__).parents[1]
_DIGITS = 8
_PIECE = 1 << 20


def memory_beside(folder: Path, name: str) -> Path:
    """Return where is kept what is known of `folder`: beside it, never committed."""
    return folder.absolute().parent / ".cache" / "samenkomst" / f"{name}.pickle"


def load_memory(path: Path) -> dict[str, Any]:
    """Return what is kept at `path`; nothing when it is not there, damaged, or of other code."""
    try:
        with path.open("rb") as file:
            check = _Check()
            whole, code = file.read(_DIGITS), code_digest().encode()
            if file.read(len(code)) != code:
                return {}  # what other code wrote may not even be unpickled
            while piece := file.read(_PIECE):
                check.write(piece)
            if check.digits() != whole:
                return {}
            file.seek(_DIGITS + len(code))
            found: dict[str, Any] = pickle.load(file)  # noqa: S301 - as we wrote it
            return found
    except Exception:  # whatever is wrong with it, it was only a memory
        return {}


def save_memory(path: Path, content: dict[str, Any]) -> None:
    """Keep `content` at `path`, whole or not at all; when that cannot be, do without."""
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        make_folder(path.parent)
        with new.open("wb") as file:
            file.write(bytes(_DIGITS) + code_digest().encode())
            check = _Check(file)
            pickle.dump(content, check, pickle.HIGHEST_PROTOCOL)
            file.seek(0)
            file.write(check.digits())
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()


def make_folder(folder: Path) -> None:
    """See to it that `folder` is there, and is never committed. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


class _Check:
    """Sums up what is written through it: a site's memory is too large to hold twice."""

    def __init__(self, file: BinaryIO | None = None) -> None:
        self._file = file
        self._sum = 0

    def write(self, piece: bytes | memoryview) -> None:
        """Count `piece` in, and pass it on."""
        self._sum = isal_zlib.crc32(piece, self._sum)  # a sixth of the time of zlib
        if self._file:
            self._file.write(piece)

    def digits(self) -> bytes:
        """Return digits that differ when a part of the file was lost or damaged."""
        return f"{self._sum:0{_DIGITS}x}".encode()


@cache
def code_digest() -> str:
    """Return a digest of our own code, templates and texts, and of Python's version."""
    return digest_files(_PACKAGE, sys.version)


def digest_files(folder: Path, *more: str) -> str:
    """Return a digest of every file in `folder`, by name and content, and of `more`.

    Links are followed, as MkDocs does. What cannot be read counts by its name: editors' programs
    leave links that lead nowhere while a page is not saved.
    """
    found = hashlib.blake2b(repr(more).encode(), digest_size=16)
    for path in sorted(_files(folder)):
        content = _content(path)
        name = f"{path.removeprefix(str(folder))}\0{len(content)}\0"
        found.update(name.encode(errors="surrogateescape"))
        found.update(content)
    return found.hexdigest()


def _files(folder: Path) -> Iterable[str]:
    for root, folders, names in os.walk(folder, followlinks=True):
        up = [name for name in folders if _up(root, name)]
        folders[:] = [name for name in folders if name != "__pycache__" and name not in up]
        yield from (f"{root}/{name}" for name in (*names, *up))


def _up(root: str, name: str) -> bool:
    """Return whether that folder is a link to one that it stands in: a walk would not end."""
    path = os.path.join(root, name)  # noqa: PTH118 - as os.walk gives them
    inside = f"{os.path.realpath(root)}/"
    return os.path.islink(path) and inside.startswith(f"{os.path.realpath(path)}/")  # noqa: PTH114


def _content(path: str) -> bytes:
    """Return what is in a file; a word of our own for what is none, or cannot be read."""
    try:
        if stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a Path costs more than the answer
            return Path(path).read_bytes()
    except OSError:
        pass
    return b"\0unreadable"
