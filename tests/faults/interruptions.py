"""`samenkomst backup` and `restore`, ended by a signal at each system call that they make (T92).

The journal stays whole, half a copy never counts as one, and the same command works afterwards.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Draft
from samenkomst.stores.backup import back_up, restore
from samenkomst.stores.inspection import verify
from tests.faults.calls import CALLS
from tests.faults.experiment import Experiment, Found
from tests.stores.journals import PATIENCE, ROOT_PATH, erase, good_ids, make_journal, write

SIGNALS = ["KILL", "TERM", "INT"]
IDS = [f"n{number}" for number in range(8)]
SECRET = "secret"
"""What an erased person wrote."""
TOLD = f"{len(IDS)} regels staan in"
OURS = ["-c", "from samenkomst.cli import main; main()"]
HASTY = ["-m", "tests.faults.hasty_backup"]
_NAMES = {"", *(
    f"journal.{end}" for end in ("jsonl", "lock", "durable", "erased", "erasing", "rewriting")
)}  # fmt: skip
MOST = 20


def _prepare(folder: Path) -> None:
    """Make a journal of three files, its copy, and the same journal after an erasure."""
    path = folder / "var" / "journal.jsonl"
    journal, _ = make_journal(path, volume_size=3 * 110)
    for id_ in IDS:
        journal.commit(lambda id_=id_: [Draft("note", id_, {"text": SECRET})])  # type: ignore[misc]
    back_up(journal, path, folder / "old")
    shutil.copytree(folder / "var", folder / "erased")
    erase(make_journal(folder / "erased" / path.name)[0], SECRET)
    journal.close()


def _places(folder: Path) -> Iterator[str]:
    """Yield what the command touches, as far as strace has to look."""
    names = _NAMES | {each.name for each in (folder / "old").iterdir()}
    for each in ("var", "new", ".new.part"):
        for name in names:
            yield from (str(folder / each / name), str(folder / each / f".{name}.part"))


def _interrupt(
    words: list[str], folder: Path, call: str, signal: str, when: int
) -> tuple[bool, str]:
    """Return whether the signal came, and what the command said."""
    trace = folder / "trace"
    paths = [word for place in _places(folder) for word in ("-P", place)]
    command = [
        "strace", "-f", "-qq", "-o", str(trace), *paths, "-e", f"trace={call}",
        "-e", f"inject={call}:signal={signal}:when={when}", sys.executable, *words,
    ]  # fmt: skip
    done = subprocess.run(
        command,
        cwd=ROOT_PATH,
        env={**os.environ, "SAMENKOMST_DATA": str(folder / "var")},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return f"SIG{signal}" in trace.read_text(errors="replace"), done.stdout


def _copying(program: list[str], made: Path, call: str, signal: str, when: int) -> tuple[bool, str]:
    """Interrupt a back-up; return whether it was, and what is wrong then."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "place"
        shutil.copytree(made, folder)
        words = [*program, "backup", str(folder / "new")]
        happened, said = _interrupt(words, folder, call, signal, when)
        path, copy = folder / "var" / "journal.jsonl", folder / "new"
        wrong = _unlike(path, IDS)
        if copy.exists() or TOLD in said:
            wrong += _unlike(copy / path.name, IDS)
        else:
            back_up(make_journal(path)[0], path, copy)
            wrong += _unlike(copy / path.name, IDS)
        return happened, wrong + _going_on(path)


def _restoring(
    program: list[str], made: Path, call: str, signal: str, when: int
) -> tuple[bool, str]:
    """Interrupt the way back, for a journal of which all that is left is who was erased."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "place"
        shutil.copytree(made, folder)
        path = folder / "var" / "journal.jsonl"
        shutil.rmtree(path.parent)
        path.parent.mkdir(mode=0o700)
        shutil.copy(folder / "erased" / "journal.erased", path.parent)
        words = [*program, "restore", str(folder / "old")]
        happened, said = _interrupt(words, folder, call, signal, when)
        wrong = _unlike(path, IDS) if TOLD in said else ""
        try:
            restore(folder / "old", path)
        except NotStored as refused:
            wrong += "" if refused.reason == "not empty" else str(refused)
        wrong += _going_on(path)
        left = [each.name for each in path.parent.iterdir() if SECRET.encode() in each.read_bytes()]
        return happened, wrong + " ".join(left)


def _going_on(path: Path) -> str:
    """Write a record; return what is wrong then, or nothing."""
    try:
        write(make_journal(path)[0], "after")
    except NotStored as refused:
        return f"refused: {refused} "
    return _unlike(path, [*IDS, "after"])


def _unlike(path: Path, ids: list[str]) -> str:
    """Return how this journal differs from a whole one, or nothing."""
    if not path.exists():
        return f"no {path.parent.name} "
    damages, found = verify(path).damages, good_ids(path)
    return "" if (damages, found) == ((), ids) else f"{path.parent.name}: {found} {damages} "


Attempt = Callable[[Path, str, str, int], tuple[bool, str]]


def _sweep(attempt: Attempt, made: Path, most: int, call: str, signal: str) -> list[str]:
    """Return for each time that the signal came what was wrong, or nothing."""
    found = []
    for when in range(1, most + 1):
        happened, wrong = attempt(made, call, signal, when)
        if not happened:
            break
        found.append(wrong and f"{signal} at {call} {when}: {wrong}")
    return found


def interrupt(attempt: Attempt, number: int) -> Found:
    """End the command at the first `number` occurrences of every call, with every signal."""
    calls = [*CALLS, "mkdir", "getdents64", "close"]
    pairs = list(itertools.product(calls, SIGNALS if number > 2 else SIGNALS[:1]))
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(4) as pool:
        made = Path(name) / "made"
        made.mkdir()
        _prepare(made)
        sweeps = pool.map(lambda pair: _sweep(attempt, made, number, *pair), pairs)
        found = [each for sweep in sweeps for each in sweep]
    return Found(len(found), tuple(filter(None, found)))


EXPERIMENTS = [
    Experiment(
        f"{name}, interrupted",
        partial(interrupt, partial(attempt, OURS)),
        partial(interrupt, partial(attempt, HASTY), 2),
        1,
        MOST,
        ("strace",),
    )
    for name, attempt in (("back-up", _copying), ("restore", _restoring))
]
