"""A broken `samenkomst backup` and `restore`, for the controls: what is half looks whole."""

import shutil
from pathlib import Path

import samenkomst.commands.storage
from samenkomst.cli import main
from samenkomst.stores.inspection import Report, verify
from samenkomst.stores.journal import Journal


def copy_in_place(_journal: Journal, journal_path: Path, folder: Path) -> Report:
    """Copy one file after the other into the folder of that name."""
    folder.mkdir()
    for path in sorted(journal_path.parent.glob("journal*.jsonl")):
        shutil.copy(path, folder)
    return verify(folder / journal_path.name)


def put_back(folder: Path, journal_path: Path, _remembered: object = ()) -> Report:
    """Copy one file after the other, whoever was erased since."""
    for path in sorted(folder.glob("journal*.jsonl"), reverse=True):
        shutil.copy(path, journal_path.parent)
    return verify(journal_path)


if __name__ == "__main__":
    samenkomst.commands.storage.back_up = copy_in_place
    samenkomst.commands.storage.restore_journal = put_back
    main()
