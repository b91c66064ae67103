"""The content read by another process, while this one still loads what it needs for it."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

from samenkomst.core.translation import dutch
from samenkomst.stores.content import count_remembering
from samenkomst.stores.content_files import read_files
from samenkomst.stores.content_memory import is_remembered
from samenkomst.stores.forking import can_share_work, fork_off


def read_ahead(folder: Path) -> Callable[[], None]:
    """Begin to read the content in `folder`, and return what waits for that.

    What is sound is remembered then, so `load_remembering` need not read it. Nothing is begun where
    something is remembered already, or where no other process can help.
    """
    if is_remembered(folder) or not folder.is_dir() or not can_share_work():
        return lambda: None
    reading = fork_off(partial(_read, folder))

    @cache
    def wait() -> None:
        with suppress(Exception):  # what went wrong there goes wrong here too, and is told
            reading()

    return wait


def _read(folder: Path) -> None:
    count_remembering(folder, read_files(folder, dutch))
