"""What in `docs/` no build can go through: MkDocs would not end, or end with a trace."""

import os
from collections.abc import Iterator
from pathlib import Path

from samenkomst.core.translation import dutch as _
from samenkomst.site.talk import Refusal


def check_docs(folder: Path) -> None:
    """Raise Refusal with all that stands in the way, each with its place."""
    found = list(_obstacles(str(folder), (), hidden=False))
    if found:
        raise Refusal("\n".join(found))


def _obstacles(folder: str, above: tuple[str, ...], *, hidden: bool) -> Iterator[str]:
    """Yield what stands in the way in `folder`, which stands in the real folders `above`.

    MkDocs walks through what is `hidden`, and takes nothing of it.
    """
    real = os.path.realpath(folder)
    if any(f"{each}/".startswith(f"{real}/") for each in above):
        words = _("{path} verwijst naar een map waar het zelf in staat. Haal die verwijzing weg.")
        yield words.format(path=folder)
        return
    for entry in sorted(_entries(folder), key=lambda each: each.name):
        passed = hidden or entry.name.startswith(".")
        if entry.is_dir() and _is_readable(entry.name):
            yield from _obstacles(entry.path, (*above, real), hidden=passed)
        elif passed:
            continue
        elif not _is_readable(entry.name):
            words = _("De naam van {path} is geen UTF-8. Geef het een andere naam.")
            yield words.format(path=os.fsencode(entry.path).decode(errors="replace"))
        elif Path(entry.path).exists() and not entry.is_file():
            yield _("{path} is geen gewoon bestand. Haal het daar weg.").format(path=entry.path)


def _entries(folder: str) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return [*entries]
    except OSError:
        return []  # MkDocs sees nothing in it either


def _is_readable(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
