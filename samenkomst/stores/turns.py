"""Many threads, one section: whoever is in it works off what the others asked meanwhile."""

import threading
import time
from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Request:
    """What one thread asks for: others may do it, in its own context; nothing more."""

    __slots__ = ("_context", "_owner", "_settled", "_turn", "leads")

    def __init__(self) -> None:
        self._context = copy_context()
        self._owner = threading.get_ident()
        self._turn = threading.Lock()
        self._turn.acquire()
        self._settled = False
        self.leads = False

    def run(self, work: Callable[[], Answer]) -> Answer:
        """Return what the work gives, as if the asker did it."""
        if threading.get_ident() == self._owner:
            return work()
        return self._context.run(work)

    def settle(self) -> None:
        """Let the asker go: there is an answer, or an error."""
        self._settled = True
        self._turn.release()

    def lead(self) -> None:
        """Make the asker serve those who wait."""
        self.leads = True
        self._turn.release()

    def wait(self, deadline: float) -> bool:
        """Return whether it was settled, or has to lead, before the deadline."""
        return self._settled or self._turn.acquire(timeout=max(0.0, deadline - time.monotonic()))


AnyRequest = TypeVar("AnyRequest", bound=Request)


class Turns(Generic[AnyRequest]):
    """Hands out the turns, nothing more.

    The first thread leads: it serves its own request and all that wait; then the next one leads.
    So a lock, and all that has to be looked at behind it, is paid once for many. A thread that
    comes alone waits for nobody.
    """

    def __init__(
        self,
        serve: Callable[[Sequence[AnyRequest]], None],
        is_ready: Callable[[float], bool] = lambda _: True,
    ) -> None:
        self._serve = serve
        """Sees to it that every request is settled, now or later. Must not fail."""
        self._is_ready = is_ready
        """Waits until serving is of use, at most until a deadline; others gather meanwhile."""
        self._mutex = threading.Lock()
        self._waiting: list[AnyRequest] = []
        self._busy = False
        self._crowd = 0

    def take(self, request: AnyRequest, deadline: float) -> bool:
        """Have the request served, perhaps not yet settled; False if nobody began in time."""
        with self._mutex:
            self._waiting.append(request)
            request.leads = not self._busy
            self._busy = True
        if not request.leads and not request.wait(deadline) and self._withdraw(request):
            return False
        if request.leads:
            self._lead(request, deadline)
        return True

    def _withdraw(self, request: AnyRequest) -> bool:
        with self._mutex:
            if request.leads:
                request.wait(0)  # it was told so a moment ago
            elif request in self._waiting:
                self._waiting.remove(request)
                return True
        return False

    def _lead(self, request: AnyRequest, deadline: float) -> None:
        is_ready = self._is_ready(deadline)
        if self._crowd > 1:
            time.sleep(0)  # let those join who were let go together with us
        with self._mutex:
            if is_ready:
                batch, self._waiting = self._waiting, []
            else:  # the others still have time
                batch = [request]
                self._waiting.remove(request)
            self._crowd = len(batch)
        try:
            self._serve(batch)
        finally:
            with self._mutex:
                if self._waiting:
                    self._waiting[0].lead()
                else:
                    self._busy = False
