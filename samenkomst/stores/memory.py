"""What an earlier run worked out, kept in a file: never needed, never trusted further than its key.

Whoever uses it makes a key of everything that a result follows from. The file holds Python objects
(pickle), as Python's own `__pycache__` does: it belongs to this folder and is never sent anywhere.
"""

import hashlib
import os
import pickle
import sys
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parents[1]


def memory_beside(folder: Path, name: str) -> Path:
    """Return where is kept what is known of `folder`: beside it, never committed."""
    return folder.absolute().parent / ".cache" / "samenkomst" / f"{name}.pickle"


def load_memory(path: Path) -> dict[str, Any]:
    """Return what is kept at `path`; nothing when it is not there, damaged, or of other code."""
    try:
        content = path.read_bytes()
        check, body = content[:8], memoryview(content)[8:]
        if _check(body) != check:
            return {}
        found = pickle.loads(body)  # noqa: S301 - as we wrote it
    except Exception:  # whatever is wrong with it, it was only a memory
        return {}
    good = isinstance(found, dict) and found.get("code") == code_digest()
    return found if good else {}


def save_memory(path: Path, content: dict[str, Any]) -> None:
    """Keep `content` at `path`, whole or not at all; when that cannot be, do without."""
    body = pickle.dumps({**content, "code": code_digest()}, pickle.HIGHEST_PROTOCOL)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        new.write_bytes(_check(body) + body)
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink()


def _check(body: bytes | memoryview) -> bytes:
    """Return eight digits that differ when a part of the file was lost or damaged."""
    return f"{zlib.crc32(body):08x}".encode()


@cache
def code_digest() -> str:
    """Return a digest of our own code, templates and texts, and of Python's version."""
    return digest_files(_PACKAGE, sys.version)


def digest_files(folder: Path, *more: str) -> str:
    """Return a digest of every file in `folder`, by name and content, and of `more`."""
    found = hashlib.blake2b(repr(more).encode(), digest_size=16)
    for path in sorted(_files(folder)):
        content = Path(path).read_bytes()
        found.update(f"{path.removeprefix(str(folder))}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def _files(folder: Path) -> Iterable[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if each != "__pycache__"]
        yield from (f"{root}/{name}" for name in names)
