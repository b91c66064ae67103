"""The files of the content folder: which count, which are refused, and their text."""

import codecs
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from samenkomst.core.model.references import suggest
from samenkomst.core.problem import Place, Problem
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.shelves import SHELF_NAMES, STATEMENT
from samenkomst.core.translation import Translate

EVENTS = "events"
"""The folder with one event a file, beside or in place of `events.yaml`."""
MAX_MEGABYTES = 5
MAX_TOTAL_MEGABYTES = 50
_ALLOWED = {"README.md", "schema"}
_MEGABYTE = 1_000_000


@dataclass(slots=True)
class ContentFiles:
    """What stands in the folder: texts by source, in a fixed order, and problems with files."""

    texts: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    size: int = 0

    def refuse(self, source: str, code: str, **values: str) -> None:
        """Add a problem with a whole file."""
        self.problems.append(Problem(Place(source), code, values))

    def digest(self) -> str:
        """Return a digest of all that was found."""
        found = hashlib.blake2b(repr(self.problems).encode(), digest_size=16)
        for source, text in self.texts.items():
            found.update(f"\0{source}\0{len(text)}\0{text}".encode(errors="surrogatepass"))
        return found.hexdigest()


def read_files(folder: Path, translate: Translate) -> ContentFiles:
    """Return the texts of all content files in `folder`: `events.yaml` first, then `events/`."""
    files, folder = ContentFiles(), Path(os.path.realpath(folder))
    events = folder / EVENTS
    for shelf in SHELF_NAMES:
        source = f"{shelf}.yaml"
        if _is_there(folder / source):
            _read(folder, source, files, translate)
        elif shelf != EVENTS or not events.is_dir():
            files.refuse(source, "file_missing", key=shelf)
        if shelf == EVENTS and events.is_dir():
            _read_events(folder, files, translate)
    if _is_there(folder / f"{STATEMENT}.yaml"):
        _read(folder, f"{STATEMENT}.yaml", files, translate)
    known = [*(f"{name}.yaml" for name in (*SHELF_NAMES, STATEMENT)), f"{EVENTS}/"]
    for name in _names(folder):
        if name not in _ALLOWED and name != EVENTS and name not in known:
            _refuse_unknown(name, known, files, translate)
    return files


def _read_events(folder: Path, files: ContentFiles, translate: Translate) -> None:
    for name in _names(folder / EVENTS):
        source = f"{EVENTS}/{name}"
        if name.endswith(".yaml"):
            _read(folder, source, files, translate)
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
    names = sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []
    return (name for name in names if not name.startswith(".") and not name.endswith("~"))


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _read(folder: Path, source: str, files: ContentFiles, translate: Translate) -> None:
    """Add the text of one file, or the problem with it; only ordinary files are opened."""
    path = folder / source
    try:
        linked = path.is_symlink() or path.parent.is_symlink()
        if linked and not path.resolve(strict=True).is_relative_to(folder):
            files.refuse(source, "file_outside")
        elif not stat.S_ISREG(path.stat().st_mode):
            files.refuse(source, "file_unreadable", reason=translate("geen gewoon bestand"))
        else:
            _read_bytes(path, source, files)
    except UnicodeDecodeError:
        files.refuse(source, "not_utf8")
    except (OSError, RuntimeError) as error:  # RuntimeError: a symlink to itself, before 3.13
        files.refuse(source, "file_unreadable", reason=getattr(error, "strerror", "") or "")


def _read_bytes(path: Path, source: str, files: ContentFiles) -> None:
    limit = MAX_MEGABYTES * _MEGABYTE
    with path.open("rb") as file:
        content = file.read(limit + 1)
    files.size += len(content)
    if len(content) > limit:
        files.refuse(source, "file_too_large", limit=str(MAX_MEGABYTES))
    elif files.size <= MAX_TOTAL_MEGABYTES * _MEGABYTE:
        files.texts[source] = content.removeprefix(codecs.BOM_UTF8).decode()
    elif not any(problem.code == "files_too_many" for problem in files.problems):
        files.refuse(source, "files_too_many", limit=str(MAX_TOTAL_MEGABYTES))
