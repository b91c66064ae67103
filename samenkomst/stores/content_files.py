"""The files of the content folder: which count, which are refused, and their text."""

import codecs
import hashlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from samenkomst.core.model.references import suggest
from samenkomst.core.obstacle import reason_of
from samenkomst.core.problem import Place, Problem
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.shelves import SHELF_NAMES, STATEMENT
from samenkomst.core.translation import Translate
from samenkomst.stores.file_stamps import Known, Stamp, can_tell, stamp_of

CONTENT = "content"
"""The folder beside mkdocs.yml, unless that names another."""
EVENTS = "events"
"""The folder with one event a file, beside or in place of `events.yaml`."""
MAX_MEGABYTES = 5
MAX_TOTAL_MEGABYTES = 50
_ALLOWED = {"README.md", "schema"}
_MEGABYTE = 1_000_000
_LARGEST = MAX_MEGABYTES * _MEGABYTE


class Refused(Exception):
    """A file that we cannot read: the code of a problem, and its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(slots=True)
class ContentFiles:
    """What stands in the folder: texts by source, in a fixed order, and problems with files."""

    folder: Path
    translate: Translate
    known: Known | None
    """What was read before: a file with the same stamp is not read before someone asks for it.

    Where it is None nothing was read before: then all files are left for who reads their content,
    for that can be many processes.
    """
    now: int
    digests: dict[str, str] = field(default_factory=dict)
    """Of each file's name and text, by source, in the order of the files; nothing when `left`."""
    stamps: dict[str, tuple[Stamp, str]] = field(default_factory=dict)
    """What can be `known` at the next reading."""
    problems: list[Problem] = field(default_factory=list)
    size: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    left: dict[str, Stamp] = field(default_factory=dict)

    def refuse(self, source: str, code: str, **values: str) -> None:
        """Add a problem with a whole file."""
        self.problems.append(Problem(Place(source), code, values))

    def take_known(self, source: str, stamp: Stamp) -> bool:
        """Count a file as it was; return False when it has to be read."""
        known, digest = (self.known or {}).get(source, (None, ""))
        if known != stamp or not self._has_room(stamp[0]):
            return False
        self.size += stamp[0]
        self.digests[source] = digest
        self.stamps[source] = stamp, digest
        return True

    def leave(self, source: str, stamp: Stamp) -> bool:
        """Count a file that is read later; return False when it has to be read now."""
        if self.known is not None or stamp[0] > _LARGEST or not self._has_room(stamp[0]):
            return False
        self.size += stamp[0]
        self.digests[source] = ""
        self.left[source] = stamp
        return True

    def _has_room(self, size: int) -> bool:
        return self.size + size <= MAX_TOTAL_MEGABYTES * _MEGABYTE

    def add(self, source: str, content: bytes, stamp: Stamp | None) -> None:
        """Add what was read of a file, with its stamp of before that. Raises Refused."""
        full = not self._has_room(len(content))
        self.size += len(content)
        if full:
            if not any(problem.code == "files_too_many" for problem in self.problems):
                self.refuse(source, "files_too_many", limit=str(MAX_TOTAL_MEGABYTES))
            return
        self.texts[source], digest = _understood(source, content)
        self.digests[source] = digest
        if stamp and can_tell(stamp, self.now):
            self.stamps[source] = stamp, digest

    def fetch(self, source: str) -> tuple[str, str]:
        """Return the text and the digest of a file. Raises Refused."""
        if source in self.texts:
            return self.texts[source], self.digests[source]
        try:
            return _understood(source, _bytes_of(f"{self.folder}/{source}"))
        except OSError as error:
            reason = reason_of(error, self.translate)
            raise Refused("file_unreadable", reason=reason) from None

    def take(self, source: str, digest: str) -> None:
        """Remember what was found of a file that was left, or may have changed since."""
        stamp = self.left.get(source)
        if stamp and can_tell(stamp, self.now):
            self.stamps[source] = stamp, digest
        elif digest != self.digests[source]:
            self.stamps.pop(source, None)
        self.digests[source] = digest

    def drop(self, source: str, problems: Iterable[Problem]) -> None:
        """Count out a file that was left, and turned out to be one that we cannot read."""
        del self.digests[source]
        self.stamps.pop(source, None)
        self.problems += problems

    def text(self, source: str) -> str:
        """Return the text of a file; of one that went just now there is none."""
        try:
            return self.fetch(source)[0]
        except Refused:
            return ""

    def digest(self) -> str:
        """Return a digest of all that was found."""
        found = repr((self.problems, self.digests))
        return hashlib.blake2b(found.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def read_files(
    folder: Path, translate: Translate, known: Known | None = None, now: int | None = None
) -> ContentFiles:
    """Return what is in all content files in `folder`: `events.yaml` first, then `events/`.

    `known` are the `stamps` of an earlier reading, when there was one; `now` is the time in
    nanoseconds.
    """
    folder = Path(os.path.realpath(folder))
    files = ContentFiles(folder, translate, known, time.time_ns() if now is None else now)
    events = folder / EVENTS
    for shelf in SHELF_NAMES:
        source = f"{shelf}.yaml"
        if _is_there(folder / source):
            _read(source, files, translate)
        elif shelf != EVENTS or not events.is_dir():
            files.refuse(source, "file_missing", key=shelf)
        if shelf == EVENTS and events.is_dir():
            _read_events(files, translate)
    if _is_there(folder / f"{STATEMENT}.yaml"):
        _read(f"{STATEMENT}.yaml", files, translate)
    known_names = [*(f"{name}.yaml" for name in (*SHELF_NAMES, STATEMENT)), f"{EVENTS}/"]
    for name in _names(folder):
        if name not in _ALLOWED and name != EVENTS and name not in known_names:
            _refuse_unknown(name, known_names, files, translate)
    return files


def _read_events(files: ContentFiles, translate: Translate) -> None:
    linked = (files.folder / EVENTS).is_symlink()  # then each file is looked at anew
    for name in _names(files.folder / EVENTS):
        source = f"{EVENTS}/{name}"
        if name.endswith(".yaml"):
            _read(source, files, translate, linked=linked)
        elif name not in _ALLOWED:
            known = [f"{EVENTS}/{Path(name).stem}.yaml"]
            _refuse_unknown(source, known, files, translate)


def _refuse_unknown(
    source: str, known: list[str], files: ContentFiles, translate: Translate
) -> None:
    near = suggest(source, known)
    hint = translate(TEXTS["did_you_mean"]).format(value=near) if near else ""
    files.refuse(source, "file_unknown", suggestion=hint, known=", ".join(known))


def _names(folder: Path) -> Iterator[str]:
    """Yield the names in `folder` in a fixed order; not what an editor program hides or keeps."""
    names = sorted(os.listdir(folder)) if folder.is_dir() else []  # noqa: PTH208 - a thousand
    return (name for name in names if not name.startswith(".") and not name.endswith("~"))


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _read(source: str, files: ContentFiles, translate: Translate, *, linked: bool = False) -> None:
    """Add one file, or the problem with it; only ordinary files are opened."""
    path = f"{files.folder}/{source}"
    stamp = None if linked else stamp_of(path)
    if stamp and (files.take_known(source, stamp) or files.leave(source, stamp)):
        return
    try:
        if stamp is None and not Path(path).resolve(strict=True).is_relative_to(files.folder):
            files.refuse(source, "file_outside")
        elif stamp is None and not Path(path).is_file():
            files.refuse(source, "file_unreadable", reason=translate("geen gewoon bestand"))
        else:
            files.add(source, _bytes_of(path), stamp)
    except (OSError, RuntimeError) as error:  # RuntimeError: a symlink to itself, before 3.13
        files.refuse(source, "file_unreadable", reason=reason_of(error, translate))
    except Refused as refused:
        files.refuse(source, refused.code, **refused.values)


def _bytes_of(path: str) -> bytes:
    """Return what is in a file. Raises Refused and OSError."""
    with open(path, "rb") as file:  # noqa: PTH123 - a Path costs more than the file
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise Refused("file_too_large", limit=str(MAX_MEGABYTES))
    return content


def _understood(source: str, content: bytes) -> tuple[str, str]:
    """Return the text of a file, and the digest of its name and text. Raises Refused."""
    typed = content.removeprefix(codecs.BOM_UTF8)
    named = source.encode(errors="surrogatepass") + b"\0" + typed
    try:
        return typed.decode(), hashlib.blake2b(named, digest_size=16).hexdigest()
    except UnicodeDecodeError:
        raise Refused("not_utf8") from None
