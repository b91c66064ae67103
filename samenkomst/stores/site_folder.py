"""The folder of the built site, replaced as a whole: visitors see the old one or the new one."""

import shutil
from pathlib import Path


def replace_folder(new: Path, target: Path) -> None:
    """Put `new` in the place of `target`, and remove what stood there."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
