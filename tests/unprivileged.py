"""The rights of an ordinary user, for a process that a test starts."""

import ctypes
import os
import resource

_DROP = 24
"""PR_CAPBSET_DROP of prctl(2)."""
_EXEMPTIONS = (1, 2, 10)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: with those root reads and writes every file; and
CAP_NET_BIND_SERVICE: with that it may have every port."""
_UNCOUNTED = (21, 24)
"""CAP_SYS_ADMIN and CAP_SYS_RESOURCE: with those one has as many processes as one likes."""
_NOBODY_ELSE = 54322
"""A user who has no processes but ours."""


def like_anybody() -> None:
    """Let the program that starts next obey what files and ports allow, also when root runs it."""
    if os.geteuid() == 0:
        _drop(_EXEMPTIONS)


def with_few_tasks(number: int) -> None:
    """Let the program that starts after this have so many processes and threads at most.

    When root runs it, who still reads and writes every file. Another user has others that count
    too, so then it may have no more than one.
    """
    if os.geteuid() == 0:
        os.setresuid(_NOBODY_ELSE, 0, 0)  # the real user is the one whose tasks are counted
        _drop(_UNCOUNTED)
    else:
        number = 0
    resource.setrlimit(resource.RLIMIT_NPROC, (number, number))


def _drop(capabilities: tuple[int, ...]) -> None:
    for each in capabilities:
        assert ctypes.CDLL(None).prctl(_DROP, each, 0, 0, 0) == 0
