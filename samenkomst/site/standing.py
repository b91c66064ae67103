"""What stands in the folder of the site, as we left it: so that what is still good can stay."""

import os
import shutil
from collections.abc import Iterable, Set as AbstractSet
from contextlib import suppress
from pathlib import Path, PurePosixPath

from samenkomst.site.site_folder import SIGNS

Stamp = tuple[int, int]
"""Size in bytes and time of change in nanoseconds."""


NOTHING: Stamp = (-1, -1)
"""Of a link that leads nowhere."""


def stamp_of(path: "Path | str | os.DirEntry[str]") -> Stamp | None:
    """Return the stamp of the file at `path`, or None when there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - thousands of them: a Path costs more than the answer
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def find_standing(folder: Path) -> dict[str, Stamp]:
    """Return the stamp of every file in `folder`, by its address: in one walk."""
    found: dict[str, Stamp] = {}
    below = [""]
    while below:
        prefix = below.pop()
        with suppress(OSError), os.scandir(f"{folder}/{prefix}") as entries:  # gone in between
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    below.append(f"{prefix}{entry.name}/")
                elif not entry.is_dir():  # a folder elsewhere, that someone linked here, is theirs
                    found[f"{prefix}{entry.name}"] = stamp_of(entry) or NOTHING
    return found


def take_stamps(folder: Path, files: Iterable[str]) -> tuple[Stamp | None, ...]:
    """Return the stamp of each of `files` in `folder`."""
    return tuple(stamp_of(f"{folder}/{url}") for url in files)


def publish(
    staged: Path, target: Path, new: AbstractSet[str], kept: Iterable[str], standing: Iterable[str]
) -> tuple[int, int]:
    """Make `target` hold what is `new` in `staged` and what it has of `kept`, and nothing else.

    `standing` is what is in `target` of the site.

    A file whose content is the same is not touched, so its time tells when it changed. Every
    other one is replaced at once: a visitor gets the old file or the new one. Files that are gone
    go last. Returns how many files are new or changed, and how many went.
    """
    if not target.exists():
        staged.rename(target)
        return len(new), 0
    gone = set(standing) - new - set(kept)
    folders = {parent.as_posix() for url in new for parent in PurePosixPath(url).parents}
    for url in gone & folders:  # a file where a folder comes
        (target / url).unlink()
    first = [url for url in SIGNS if url in new]  # by which a later build knows what this is
    changed = sum(_replace(staged / url, target / url) for url in (*first, *(new - set(first))))
    for url in gone - folders:
        with suppress(FileNotFoundError, NotADirectoryError):  # its folder became a file
            (target / url).unlink()
    _remove_empty_folders(target, gone)
    return changed, len(gone)


def files_in(folder: Path) -> set[str]:
    """Return the addresses of all files in `folder`."""
    start = len(os.fspath(folder)) + 1
    return {f"{root}/{name}"[start:] for root, _, names in os.walk(folder) for name in names}


def _replace(new: Path, old: Path) -> bool:
    """Put `new` in the place of `old`, and return whether they differed."""
    if old.is_dir() and not old.is_symlink():
        shutil.rmtree(old)  # a folder where a file comes
    elif _same(new, old):
        return False
    old.parent.mkdir(parents=True, exist_ok=True)
    new.replace(old)
    return True


def _same(one: Path, other: Path) -> bool:
    first, second = stamp_of(one), stamp_of(other)
    sizes_differ = first is None or second is None or first[0] != second[0]
    return not sizes_differ and one.read_bytes() == other.read_bytes()


def _remove_empty_folders(target: Path, gone: Iterable[str]) -> None:
    """Remove the folders that held only files that went, the deepest first."""
    folders = {parent for url in gone for parent in PurePosixPath(url).parents} - {PurePosixPath()}
    for folder in sorted(folders, key=lambda each: -len(each.parts)):
        with suppress(OSError):  # it holds other files
            (target / folder).rmdir()
