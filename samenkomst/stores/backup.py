"""A copy of a journal that ends at a record, made while others write, and the way back."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from samenkomst.core.errors import NotStored
from samenkomst.stores import disk, inspection
from samenkomst.stores.inspection import Report
from samenkomst.stores.journal import Journal
from samenkomst.stores.lock import Lock
from samenkomst.stores.private_file import write_lines
from samenkomst.stores.rewriting import Rewriting
from samenkomst.stores.volumes import find_volumes

_BLOCK = 1 << 20


def back_up(journal: Journal, journal_path: Path, folder: Path) -> Report:
    """Copy the journal into a new folder and return what is in the copy.

    Nobody waits but for a moment: files are only opened under the lock. Half a copy has another
    name. Raises NotStored, OSError; FileExistsError for a folder that is there.
    """
    if folder.exists():
        raise FileExistsError(17, "exists", str(folder))
    part_folder = folder.with_name(f".{folder.name}.part")
    disk.make_folder(part_folder)
    for left_over in part_folder.iterdir():
        left_over.unlink()
    with ExitStack() as stack:
        for name, stream, size in journal.open_parts(stack):
            write_lines(part_folder / name, _blocks(stream, size))
    write_lines(part_folder / _log_name(journal_path), Rewriting(journal_path).remembered())
    report = inspection.verify(part_folder / journal_path.name)
    part_folder.rename(folder)
    disk.flush_folder(folder.parent)
    return report


def restore(folder: Path, journal_path: Path, remembered: Iterable[bytes] = ()) -> Report:
    """Fill an empty journal from a back-up, without those who were erased since.

    What is remembered here of erasures is taken out again, and `remembered` as well: lines of a
    `journal.erased` that was kept elsewhere. A crash leaves an empty journal, or one that the
    next opening finishes. Raises NotStored (`not empty`, `damaged`, or what the lock raises).
    """
    source_path = folder / journal_path.name
    report = inspection.verify(source_path)
    if report.damages:
        raise NotStored("damaged")
    with Lock(journal_path.with_suffix(".lock"), 5).hold(exclusive=True):
        if _holds_records(journal_path):
            raise NotStored("not empty")
        rewriting = Rewriting(journal_path)
        known = [*Rewriting(source_path).remembered(), *rewriting.remembered(), *remembered]
        if known:
            rewriting.plan(dict.fromkeys(known))
        for volume in find_volumes(source_path):
            _copy(volume.path, journal_path.with_name(volume.path.name))
        _copy(source_path, journal_path)  # last: until then it is empty
        rewriting.finish()
    return report


def _holds_records(journal_path: Path) -> bool:
    if journal_path.exists() and journal_path.stat().st_size:
        return True
    # Closed files without a journal are what a crash amid a restore leaves.
    return journal_path.exists() and find_volumes(journal_path) != []


def _copy(source_path: Path, path: Path) -> None:
    with disk.open_to_read(source_path) as stream:
        write_lines(path, _blocks(stream, source_path.stat().st_size))


def _blocks(stream: BinaryIO, size: int) -> Iterator[bytes]:
    while size and (block := stream.read(min(_BLOCK, size))):
        yield block
        size -= len(block)


def _log_name(journal_path: Path) -> str:
    return journal_path.with_suffix(".erased").name
