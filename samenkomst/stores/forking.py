"""The same work on many things, over all processors of this machine."""

import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 50
"""So many things are done sooner than another process has begun."""


def map_over_processors(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    tell: Callable[[int, int], None] = lambda done, number: None,
) -> list[Result]:
    """Return `work(item)` for each of `items`, in their order.

    `tell` hears now and then how many are done, about, and of how many.

    Each processor takes a share in a process of its own, that sees everything that is in memory
    now; only results travel. Where that is not possible or not worth it, we do it here: on systems
    other than Linux, beside other threads, for few items.
    """
    number = processes_for(items)
    if number < 2:
        return list(_work_and_tell(work, items, lambda done: tell(done, len(items))))
    first = work(items[0])  # what all of them need, such as templates and fonts, is then in memory
    return [first, *_share(work, items[1:], number, lambda done: tell(done, len(items)))]


def _share(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    number: int,
    tell: Callable[[int], None],
) -> list[Result]:
    """Return `work(item)` for each of `items`, made by so many processes."""
    results: list[Any] = [None] * len(items)
    gc.freeze()  # else the first collection of each process would copy all memory
    try:
        shares = [fork_off(work, items[start::number]) for start in range(1, number)]
        own = items[::number]
        results[::number] = _work_and_tell(work, own, lambda done: tell(done * number))
        for start, share in enumerate(shares, 1):
            results[start::number] = share()
    finally:
        gc.unfreeze()
    return results


def _work_and_tell(
    work: Callable[[Item], Result], items: Sequence[Item], tell: Callable[[int], None]
) -> Iterator[Result]:
    for done, item in enumerate(items, 1):
        yield work(item)
        tell(done)


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


def fork_off(work: Callable[[Item], Result], items: Sequence[Item]) -> Callable[[], list[Result]]:
    """Start on `items` in a new process, and return a function that waits for the results."""
    inlet, outlet = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(inlet)
        _answer(work, items, outlet)
    os.close(outlet)
    return lambda: _collect(process, inlet)


def _answer(work: Callable[[Item], Result], items: Sequence[Item], outlet: int) -> NoReturn:
    """Write the results, or what went wrong, and end this process: it must never go on as we."""
    status = 1
    try:
        try:
            answer: tuple[bool, Any] = True, [work(item) for item in items]
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
    with os.fdopen(inlet, "rb") as pipe:
        answer = pipe.read()
    _, status = os.waitpid(process, 0)
    if status != 0 or not answer:
        raise ChildProcessError(f"process {process} ended with status {status}")
    good, found = pickle.loads(answer)  # noqa: S301 - our own process wrote it
    if not good:
        raise found
    return found
