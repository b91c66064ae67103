"""Journals for tests, broken ones too, and the programs that use one in a process of their own.

`python -m tests.stores.journals PROGRAM VARIANT PATH [ARGUMENT ...]` runs one of the programs.
"""

import json
import os
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.record import BadLine, Draft, Record
from samenkomst.stores.disk import flush
from samenkomst.stores.durability import Durability
from samenkomst.stores.failures import Busy
from samenkomst.stores.inspection import read
from samenkomst.stores.journal import Journal
from samenkomst.stores.linefile import LineFile
from samenkomst.stores.live_file import LiveFile
from samenkomst.stores.lock import Lock
from samenkomst.stores.scribe import Scribe
from tests.patience import LONG, PATIENCE
from tests.stores.forked import Program

ROOT_PATH = Path(__file__).parents[2]
NOW = datetime(2026, 11, 21, 20, 15, 0, 123456, tzinfo=UTC)


class Seen:
    """A view that remembers, nothing more."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def apply(self, record: Record) -> None:
        """Remember the record."""
        self.records.append(record)

    @property
    def ids(self) -> list[str]:
        """The ids of the records so far, in order."""
        return [record.id for record in self.records]


def make_journal(
    path: Path,
    variant: type[Journal] = Journal,
    *,
    wait: float = PATIENCE,
    now: datetime = NOW,
    **options: int,
) -> tuple[Journal, Seen]:
    """Return a journal with its view; the clock stands still."""
    seen = Seen()
    return variant(path, seen, lambda: now, wait=wait, **options), seen


def write(journal: Journal, *ids: str) -> list[Record]:
    """Commit a note for each id, together, and return the records."""
    return journal.commit(lambda: [Draft("note", id_) for id_ in ids])


def fill(path: Path, *ids: str) -> bytes:
    """Write a note for each id, one by one, and return the bytes of the file."""
    journal, _ = make_journal(path)
    for id_ in ids:
        write(journal, id_)
    journal.close()
    return path.read_bytes()


def link_away(path: Path) -> None:
    """Put a link in the place of the journal, as somebody does who moves it to another disk."""
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def erase(journal: Journal, text: str) -> int:
    """Take the member `text` out of every record in which it is this; return how many changed."""

    def replace(record: Record) -> dict[str, Any] | None:
        if record.fields.get("text") != text:
            return None
        return {name: value for name, value in record.fields.items() if name != "text"}

    return journal.rewrite(replace)


@contextmanager
def impatient(journal: Journal, wait: float) -> Iterator[None]:
    """Let the journal give up after these seconds meanwhile; before and after it has the time."""
    patient = journal._section.wait
    journal._section.wait = journal._lock._wait = wait
    try:
        yield
    finally:
        journal._section.wait = journal._lock._wait = patient


@contextmanager
def amid_decision(commit: Callable[..., object]) -> Iterator[None]:
    """Let another thread be amid a decision meanwhile, in a journal of its own."""
    inside, leave = threading.Event(), threading.Event()

    def decide() -> list[Draft]:
        inside.set()
        leave.wait(PATIENCE)
        return []

    thread = threading.Thread(target=commit, args=(decide,))
    thread.start()
    inside.wait(LONG)
    try:
        yield
    finally:
        leave.set()
        thread.join()


UNREADABLE: list[tuple[Draft, type[Exception]]] = [
    (Draft("note", "a", {"value": float("nan")}), ValueError),
    (Draft("note", "a", {"value": object()}), TypeError),
    (Draft("note", "a", {"crc": ""}), ValueError),
    (Draft("note", ""), BadLine),
    (Draft("note", "a", {"1": "a", 1: "b"}), BadLine),  # type: ignore[dict-item]
]
"""Drafts that no line can hold, and what a commit raises for them."""


def good_ids(path: Path) -> list[str]:
    """Return the ids of all good records in the file."""
    return [found.id for found in read(path) if isinstance(found, Record)]


class Broken:
    """A journal with broken parts, as in `class Unlocked(Broken, Journal, _lock=NoLock)`."""

    _kinds: ClassVar[dict[str, type]] = {}

    def __init_subclass__(cls, **kinds: type) -> None:
        cls._kinds = kinds

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, kind in self._kinds.items():
            part = getattr(self, name)
            assert type(part) in kind.__bases__, "a part that is not there breaks nothing"
            part.__class__ = kind


class _NoLock(Lock):
    @contextmanager
    def hold(self, *, exclusive: bool, deadline: float | None = None) -> Iterator[None]:
        yield


class Unlocked(Broken, Journal, _lock=_NoLock):
    """A broken variant: nothing keeps processes apart."""


class _ExistingFile(Lock):
    @contextmanager
    def hold(self, *, exclusive: bool, deadline: float | None = None) -> Iterator[None]:
        try:
            self._path.touch(exist_ok=False)
        except FileExistsError:
            raise Busy(0) from None
        yield
        self._path.unlink()


class Marking(Broken, Journal, _lock=_ExistingFile):
    """A broken variant: its lock is the existence of a file."""


class Unchecked(LiveFile):
    """A broken part: never looks whether its file is still the journal."""

    def attach(self, *, create: bool) -> LineFile:
        return self.file or super().attach(create=create)


class _Buffering(Scribe):
    _waiting: tuple[tuple[bytes, Record], ...] = ()

    def _append(self, file: LineFile, written: Sequence[tuple[bytes, Record]]) -> None:
        self._waiting += tuple(written)
        if sum(len(line) for line, _ in self._waiting) > 8192:
            super()._append(file, list(self._waiting))
            self._waiting = ()


class Hasty(Broken, Journal, _live=Unchecked, _scribe=_Buffering):
    """A broken variant: acknowledges what is still in a buffer of the program."""


class _CarelessScribe(Scribe):
    def _append(self, file: LineFile, written: Sequence[tuple[bytes, Record]]) -> None:
        os.write(file._descriptor, b"".join(line for line, _ in written))


class Careless(Broken, Journal, _scribe=_CarelessScribe):
    """A broken variant: believes that `write` wrote everything."""


class _IgnoringScribe(Scribe):
    def _append(self, file: LineFile, written: Sequence[tuple[bytes, Record]]) -> None:
        with suppress(OSError):
            os.write(file._descriptor, b"".join(line for line, _ in written))


class Ignoring(Broken, Journal, _scribe=_IgnoringScribe):
    """A broken variant: does not look at what `write` says at all."""


class _NoFlush(Durability):
    def _flush(self) -> int:
        return self._live.index.seq


class Unflushed(Broken, Journal, _durability=_NoFlush):
    """A broken variant: takes what the system holds for what the disk holds."""


class _SecondFlush(Durability):
    def _flush(self) -> int:
        last, file = self._live.index.seq, self._live.file
        assert file
        with suppress(OSError):
            flush(file._descriptor)
        flush(file._descriptor)
        return last


class Persistent(Broken, Journal, _durability=_SecondFlush):
    """A broken variant: flushes once more, is told that all is well, and believes it."""


class Inheriting(Journal):
    """A broken variant: a child goes on with the descriptors of its parent."""

    def _after_fork(self) -> None:
        self._durability.after_fork()


def start(
    program: Callable[..., None],
    variant: type[Journal],
    path: Path,
    *arguments: object,
    quiet: bool = False,
    output: bool = True,
) -> Program:
    """Start one of the programs below; `quiet` for one whose end is meant to be bad."""
    words = [program.__name__, variant.__name__, path, *arguments]
    return Program(main, *map(str, words), quiet=quiet, output=output)


def outcome(process: Program) -> Any:
    """Return what a program printed as JSON, once it has ended well."""
    with process:
        try:
            output, _ = process.communicate(timeout=LONG)
        finally:
            process.kill()
    assert process.returncode == 0
    return json.loads(output)


def count(journal: Journal, seen: Seen, prefix: str, times: str) -> None:
    """Write so many notes, each with the number of records that its decision saw."""

    def decide(number: int) -> list[Draft]:
        return [Draft("note", f"{prefix}-{number}", {"saw": len(seen.records)})]

    for number in range(int(times)):
        journal.commit(partial(decide, number))
    _tell(len(seen.records))


def acknowledge(journal: Journal, _seen: Seen, prefix: str) -> None:
    """Write notes for ever; print each id when it is stored, not a moment before."""
    for number in range(10**9):
        write(journal, f"{prefix}-{number}")
        os.write(1, f"{prefix}-{number}\n".encode())


def work_through(journal: Journal, _seen: Seen) -> None:
    """Write, go on in new files, and erase; print each thing that succeeded, at once."""
    journal._preparation._volume_size = 3 * 110
    for number in range(8):
        with suppress(NotStored, Uncertain):
            journal.commit(partial(_secret, number))
            os.write(1, b"n%d\n" % number)
    with suppress(NotStored, Uncertain):
        erase(journal, "secret")
        os.write(1, b"erased\n")
    with suppress(NotStored, Uncertain):
        write(journal, "last")
        os.write(1, b"last\n")


def _secret(number: int) -> list[Draft]:
    return [Draft("note", f"n{number}", {"text": "secret"})]


def erase_for_ever(journal: Journal, _seen: Seen, prefix: str) -> None:
    """Write notes and erase what is in them, for ever; print each id when it is stored."""
    for number in range(10**9):
        id_ = f"{prefix}-{number}"
        journal.commit(partial(_note, id_))
        os.write(1, f"{id_}\n".encode())
        erase(journal, "secret")


def note_the_log(journal: Journal, _seen: Seen, log: str, times: str) -> None:
    """Write notes, go on in new files, erase now and then; print each id with the log's size."""
    journal._preparation._volume_size = 2_000
    for number in range(int(times)):
        journal.commit(partial(_note, f"n{number}"))
        os.write(1, f"n{number} {Path(log).stat().st_size}\n".encode())
        if number % 10 == 9:
            erase(journal, "secret")


def _note(id_: str) -> list[Draft]:
    return [Draft("note", id_, {"text": "secret"})]


def hold(journal: Journal, _seen: Seen) -> None:
    """Say that the lock is held, and hold it for as long as this process lives."""

    def decide() -> list[Draft]:
        os.write(1, b"held\n")
        time.sleep(LONG)
        return []

    journal.commit(decide)


def meet_a_full_disk(journal: Journal, _seen: Seen, least: str, most: str) -> None:
    """Write two notes at once where so many bytes have room, then one with room again.

    Tells for each room: whether they were stored, and the bytes that stayed.
    """
    path = journal._path
    attempts = []
    for room in range(int(least), int(most)):
        size = path.stat().st_size
        _limit_files(size + room)
        stored = _is_stored(journal, "first", "second")
        _limit_files(resource.RLIM_INFINITY)
        attempts.append((stored, path.stat().st_size - size))
    _tell({"attempts": attempts, "after": _is_stored(journal, "after")})


def fork_and_take_turns(journal: Journal, seen: Seen) -> None:
    """Write in the parent, in a child that inherits the open journal, and in the parent again."""
    write(journal, "parent-1")
    _in_child(lambda: write(journal, *[f"child-after-{id_}" for id_ in seen.ids]))
    write(journal, "parent-2")
    _tell(seen.ids)


def fork_and_collide(journal: Journal, _seen: Seen) -> None:
    """Tell which error a child meets that was forked before, while its parent holds the lock."""
    write(journal, "parent")
    reading, writing = os.pipe()

    def wait_and_write() -> None:
        os.read(reading, 1)
        with impatient(journal, 0.3):
            write(journal, "child")

    answer = _fork(wait_and_write)

    def decide() -> list[Draft]:
        os.write(writing, b"!")
        _tell(_answer(answer))
        return []

    journal.commit(decide)


def fork_amid_commit(journal: Journal, _seen: Seen) -> None:
    """Tell which error a child meets whose parent was deciding at the moment of the fork."""

    def decide() -> list[Draft]:
        _tell(_in_child(lambda: write(journal, "child")))
        return []

    journal.commit(decide)


def die_at_each_step(journal: Journal, _seen: Seen, module: str, folders: str) -> None:
    """Erase, or begin a new file, in children that die at each line of that module.

    Each works in a copy of the folder.

    The n-th copy is `folders`/n; tells how many there are. The last one finished.
    """
    folder = journal._path.parent
    work = {
        "rewriting.py": lambda journal: erase(journal, "secret"),
        "volumes.py": lambda journal: write(journal, "d"),
    }[module]
    for number in range(1000):
        copy = Path(folders) / str(number)
        shutil.copytree(folder, copy)
        if (child := os.fork()) == 0:
            sys.settrace(_Death(module, number).trace)
            work(make_journal(copy / journal._path.name, volume_size=270)[0])
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
            return _tell(number + 1)


class _Death:
    """Ends the process at the n-th line of a module that runs."""

    def __init__(self, module: str, number: int) -> None:
        self._module = module
        self._left = number

    def trace(self, frame: FrameType, event: str, _argument: object) -> Any:
        if not frame.f_code.co_filename.endswith(self._module):
            return None
        if event == "line":
            if self._left == 0:
                os._exit(9)
            self._left -= 1
        return self.trace


def _in_child(work: Callable[[], object]) -> str:
    return _answer(_fork(work))


def _fork(work: Callable[[], object]) -> int:
    """Return a descriptor from which to read the name of the error that the work raised."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        name = "none"
        try:
            work()
        except BaseException as error:
            name = type(error).__name__
        os.write(writing, name.encode())
        os._exit(0)
    os.close(writing)
    return reading


def _answer(reading: int) -> str:
    with open(reading) as stream:
        name = stream.read()
    os.wait()
    return name


def _is_stored(journal: Journal, *ids: str) -> bool:
    try:
        return write(journal, *ids) != []
    except NotStored:
        return False


def _limit_files(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _tell(value: object) -> None:
    print(json.dumps(value), flush=True)


def main(program: str, variant: str, path: str, *arguments: str) -> None:
    """Run one program."""
    # Small disks are full disks to the reserve; those that break them want to get through.
    journal, seen = make_journal(Path(path), globals()[variant], reserve=0)
    globals()[program](journal, seen, *arguments)


if __name__ == "__main__":
    main(*sys.argv[1:])
