"""What has to be forgotten in a child process, without keeping alive who forgets it."""

import os
import weakref
from collections.abc import Callable


def call_after_fork(method: Callable[[], None]) -> None:
    """Call the method in every child, as long as its object lives."""
    reference = weakref.WeakMethod(method)

    def call() -> None:
        if living := reference():
            living()

    os.register_at_fork(after_in_child=call)
