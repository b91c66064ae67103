"""Files beside the journal in which someone may stand: lists, letters as files, torn lines."""

import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from html import unescape
from io import BytesIO
from pathlib import Path

from samenkomst.stores.disk import flush_folder, open_to_read

FOLDERS = ("exports", "mail")
"""In the data folder. Files that someone carried elsewhere are out of our reach."""
_TORN = "*.torn-*"
"""Copies of lines that were never answered for: the journal itself knows nobody in them."""


@dataclass(frozen=True, slots=True)
class Traces:
    """The files that hold someone, nothing more."""

    files: tuple[Path, ...]
    unreadable: tuple[Path, ...]
    """Files that we could not look into: somebody has to."""


@dataclass(frozen=True, slots=True)
class Removal:
    """What became of the files that hold someone, nothing more."""

    removed: tuple[Path, ...]
    unreadable: tuple[Path, ...]
    """Files that we could not look into: somebody has to."""


def find_traces(data: Path, needles: Collection[str], *, torn_only: bool = False) -> Traces:
    """Return every file under `data` that holds one of `needles`, whatever their capitals.

    Half-written files of a command that was killed count as well. `torn_only` is for who never
    sent a form that arrived: lists and letters are others', also where they name that address.
    """
    folded = [needle.casefold() for needle in needles if needle]
    files: list[Path] = []
    unreadable: list[Path] = []
    for path in _torn(data) if torn_only else _files(data):
        try:
            files += [path] if _holds(path, folded) else []
        except OSError:
            unreadable.append(path)
    return Traces(tuple(files), tuple(unreadable))


def remove_traces(data: Path, needles: Collection[str], *, torn_only: bool = False) -> Removal:
    """Remove every file that `find_traces` finds.

    A list goes as a whole: it can be exported again, without the person.
    """
    found = find_traces(data, needles, torn_only=torn_only)
    removed: list[Path] = []
    stuck: list[Path] = []
    for path in found.files:
        try:
            path.unlink()
            removed.append(path)
        except OSError:
            stuck.append(path)
    for folder in {path.parent for path in removed}:
        flush_folder(folder)
    return Removal(tuple(removed), (*found.unreadable, *stuck))


def _files(data: Path) -> Iterator[Path]:
    for name in FOLDERS:
        yield from sorted(path for path in (data / name).rglob("*") if path.is_file())
    yield from _torn(data)


def _torn(data: Path) -> Iterator[Path]:
    yield from sorted(data.glob(_TORN))


def _holds(path: Path, needles: Collection[str]) -> bool:
    if path.name.endswith(".part") and not path.match(_TORN):
        return True
    return any(needle in text for text in _texts(path) for needle in needles)


def _texts(path: Path) -> Iterator[str]:
    """Yield what the file says, as a reader of it sees it, in small letters."""
    with open_to_read(path) as stream:
        content = stream.read()
    yield _folded(content)
    match path.suffix:
        case ".xlsx":
            yield from _sheets(content)
        case ".eml":
            yield from _letter(content)


def _folded(content: bytes) -> str:
    return unescape(content.decode("utf-8", "replace")).casefold()


def _sheets(content: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            for name in book.namelist():
                yield _folded(book.read(name))
    except zipfile.BadZipFile as error:
        raise OSError(str(error)) from error


def _letter(content: bytes) -> Iterator[str]:
    message = message_from_bytes(content, policy=default)
    yield " ".join(str(value) for value in message.values()).casefold()
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            yield _folded(payload)
