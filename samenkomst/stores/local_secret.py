"""The secret of a local run: made once, kept beside the data, readable by its owner only."""

import fcntl
import os
import secrets
from pathlib import Path

from samenkomst.stores.disk import make_folder, open_made_once


def local_secret(folder: Path) -> str:
    """Return the secret in `folder`, made at the first run."""
    make_folder(folder)
    descriptor = open_made_once(folder / "secret", os.O_RDWR)
    with os.fdopen(descriptor, "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # of two first runs at once, one makes it
        known = file.read().strip()
        if known:
            return known
        made = secrets.token_urlsafe(32)
        file.write(f"{made}\n")
    return made
