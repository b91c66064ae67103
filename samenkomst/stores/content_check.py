"""What is to be told of the content: known at once, as long as no file of it has changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from samenkomst.core.problem import Problem
from samenkomst.core.translation import dutch
from samenkomst.stores.content_files import ContentFiles, read_files
from samenkomst.stores.memory import load_memory, memory_beside, save_memory


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check, nothing more."""

    problems: tuple[Problem, ...]
    numbers: Mapping[str, int] | None
    """How many entries there are, by shelf; None when an error stops the site."""


def check_content(folder: Path, now: int | None = None) -> Checked:
    """Return the outcome for the content in `folder`, from memory when every file is the same.

    `now` is the time in nanoseconds.
    """
    memory = memory_beside(folder, "check")
    found = load_memory(memory)
    files = read_files(folder, dutch, found.get("files"), now)
    if found.get("key") == files.digest():
        checked: Checked = found["outcome"]
    else:
        checked = _check(files, folder)
    seen = {"key": files.digest(), "files": files.stamps, "outcome": checked}
    if any(found.get(name) != value for name, value in seen.items()):
        save_memory(memory, seen)
    return checked


def _check(files: ContentFiles, folder: Path) -> Checked:
    # Here, because loading the model of all content takes longer than all that is above.
    from samenkomst.stores.content import count_remembering

    numbers, problems = count_remembering(folder, files)
    return Checked(tuple(problems), numbers)
