"""Threads that make do without: where the system gives none more, who asks does the work itself."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Threads(ThreadPoolExecutor):
    """At most so many threads, and none where a host limits tasks; nothing more."""

    def submit(
        self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs
    ) -> Future[Result]:
        """Begin on the work, or do it at once where no thread can begin."""
        found: Future[Result] = Future()
        todo: list[Callable[[], Result]] = [partial(fn, *args, **kwargs)]
        try:
            super().submit(_do, todo, found)
        except RuntimeError:  # it waits all the same for a thread there is: who is first does it
            _do(todo, found)
        return found


def _do(todo: list[Callable[[], Result]], found: Future[Result]) -> None:
    try:
        work = todo.pop()
    except IndexError:
        return  # somebody was first
    if not found.set_running_or_notify_cancel():
        return
    try:
        found.set_result(work())
    except BaseException as error:  # else who waits for it waits forever
        found.set_exception(error)
