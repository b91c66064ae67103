"""The same work on many things, over all processors of this machine."""

import gc
import os
import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from typing import Any, NoReturn, TypeVar

from samenkomst.stores.tickets import Tickets

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 50
"""So many things are done sooner than another process has begun."""


def share_over_processors(
    work: Callable[[Iterable[Item]], Result],
    items: Sequence[Item],
    meanwhile: Callable[[], object] = lambda: None,
) -> list[Result]:
    """Return what `work` makes of each share of `items`; together the shares are all of them.

    Each processor takes a share in a process of its own, that sees everything that is in memory
    now; only results travel. A share is one item, and each time that the process is free another:
    processors have other work too, and none should wait for one that is late. While others work,
    this process does `meanwhile` first, which none of them needs.

    Where that is not possible or not worth it, we do it here, as one: on systems other than Linux,
    beside other threads, for few items.
    """
    number = processes_for(items)
    if number < 2:
        return [work(items)]
    others: deque[Callable[[], Result]] = deque()
    tickets = Tickets(number, len(items))
    gc.freeze()  # else the first collection of each process would copy all memory
    try:
        first, *rest = (_share(items, each, tickets) for each in range(number))
        others.extend(fork_off(partial(work, share)) for share in rest)
        meanwhile()
        found = [work(first)]
        while others:
            found.append(others.popleft()())
        return found
    finally:
        gc.unfreeze()
        tickets.withdraw()
        while others:  # something went wrong: nobody may go on
            with suppress(Exception):
                others.popleft()()
        tickets.close()


def _share(items: Sequence[Item], first: int, tickets: Tickets) -> Iterator[Item]:
    yield items[first]
    for number in tickets.draw():
        yield items[number]


def processes_for(items: Sequence[Item]) -> int:
    """Return over how many processes that much work can be divided; over one where none can help.

    That is on systems other than Linux, beside other threads, and for few items.
    """
    return max(1, min(_processors(), len(items) // _FEW)) if can_share_work() else 1


def can_share_work() -> bool:
    """Return whether another process can work while this one does.

    Not on systems other than Linux, beside other threads, or with one processor.
    """
    return sys.platform == "linux" and threading.active_count() == 1 and _processors() > 1


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def fork_off(work: Callable[[], Result]) -> Callable[[], Result]:
    """Start on `work` in a new process, and return a function that waits for its result.

    Where the system gives no process more, that function does the work itself.
    """
    inlet, outlet = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(inlet)
        os.close(outlet)
        return work
    if process == 0:
        os.close(inlet)
        _answer(work, outlet)
    os.close(outlet)
    return lambda: _collect(process, inlet)


def _answer(work: Callable[[], Result], outlet: int) -> NoReturn:
    """Write the result, or what went wrong, and end this process: it must never go on as we."""
    status = 1
    try:
        try:
            answer: tuple[bool, Any] = True, work()
        except Exception as error:
            answer = False, error
        with os.fdopen(outlet, "wb") as pipe:
            pipe.write(_packed(answer))
        status = 0
    finally:
        os._exit(status)


def _packed(answer: tuple[bool, Any]) -> bytes:
    try:
        return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # what cannot travel is told in words
        words = RuntimeError(f"{error}: {answer[1]!r:.500}")
        return pickle.dumps((False, words), pickle.HIGHEST_PROTOCOL)


def _collect(process: int, inlet: int) -> Any:
    answer = None
    try:
        # From the pipe at once: an answer can be as large as all that is made of it.
        with os.fdopen(inlet, "rb") as pipe, suppress(EOFError, pickle.UnpicklingError):
            answer = pickle.load(pipe)  # noqa: S301 - our own process writes it
    finally:
        _, status = os.waitpid(process, 0)
    if status != 0 or answer is None:
        raise ChildProcessError(f"process {process} ended with status {status}")
    good, found = answer
    if not good:
        raise found
    return found
