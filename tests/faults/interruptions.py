"""`samenkomst backup` and `restore`, ended by a signal at each system call that they make (T92).

The journal stays whole, half a copy never counts as one, and the same command works afterwards.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Draft
from samenkomst.stores.backup import back_up, restore
from samenkomst.stores.inspection import verify
from tests.faults.calls import CALLS, MOST, faults_of, run_traced
from tests.faults.experiment import Experiment, Found
from tests.faults.workshop import memory
from tests.stores.journals import erase, good_ids, make_journal, write

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
_CALLS = [*CALLS, "mkdir", "getdents64", "close"]


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
    traced, said = run_traced(
        words, _places(folder), call, f"signal={signal}:when={when}", _environment(folder)
    )
    return f"SIG{signal}" in traced, said


def _environment(folder: Path) -> dict[str, str]:
    return {"SAMENKOMST_DATA": str(folder / "var")}


@contextmanager
def _back_up_place(program: list[str], made: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield a folder with a journal, and the words that make a back-up of it."""
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folder = Path(name) / "place"
        shutil.copytree(made, folder)
        yield folder, [*program, "backup", str(folder / "new")]


@contextmanager
def _restore_place(program: list[str], made: Path) -> Iterator[tuple[Path, list[str]]]:
    """Yield a folder with a back-up and who was erased since, and the words for the way back."""
    with _back_up_place(program, made) as (folder, _):
        data = folder / "var"
        shutil.rmtree(data)
        data.mkdir(mode=0o700)
        shutil.copy(folder / "erased" / "journal.erased", data)
        yield folder, [*program, "restore", str(folder / "old")]


def _copying(program: list[str], made: Path, call: str, signal: str, when: int) -> tuple[bool, str]:
    """Interrupt a back-up; return whether it was, and what is wrong then."""
    with _back_up_place(program, made) as (folder, words):
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
    with _restore_place(program, made) as (folder, words):
        path = folder / "var" / "journal.jsonl"
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


Attempt = Callable[[list[str], Path, str, str, int], tuple[bool, str]]
Place = Callable[[list[str], Path], AbstractContextManager[tuple[Path, list[str]]]]


def interrupt(kind: str, program: list[str], tries: range) -> Found:
    """End the command at its calls with every signal, one at a time, as far as these tries go."""
    make_place, attempt = _KINDS[kind]
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        made = Path(name) / "made"
        made.mkdir()
        _prepare(made)
        with make_place(program, made) as (folder, words):
            traced, _ = run_traced(
                words, _places(folder), ",".join(_CALLS), environment=_environment(folder)
            )
        faults = faults_of(traced, _CALLS, SIGNALS, tries)
        found = [attempt(program, made, *fault) for fault in faults]
    wrong = [
        f"{signal} at {call} {when}: {each}"
        for (call, signal, when), (happened, each) in zip(faults, found, strict=True)
        if happened and each
    ]
    return Found(sum(happened for happened, _ in found), tuple(wrong))


_KINDS: dict[str, tuple[Place, Attempt]] = {
    "back-up": (_back_up_place, _copying),
    "restore": (_restore_place, _restoring),
}

EXPERIMENTS = [
    Experiment(
        f"{kind}, interrupted",
        partial(interrupt, kind, OURS),
        partial(interrupt, kind, HASTY, caught),
        10,
        MOST * len(_CALLS) * len(SIGNALS),
        ("strace",),
        share=100,
    )
    for kind, caught in (("back-up", range(4)), ("restore", range(10)))
]
