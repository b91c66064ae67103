"""The rights of an ordinary user, for a process that a test starts."""

import ctypes
import os

_DROP = 24
"""PR_CAPBSET_DROP of prctl(2)."""
_EXEMPTIONS = (1, 2)
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: with those root reads and writes every file."""


def like_anybody() -> None:
    """Let the program that starts after this obey what files allow, also when root runs it."""
    if os.geteuid() == 0:
        for each in _EXEMPTIONS:
            assert ctypes.CDLL(None).prctl(_DROP, each, 0, 0, 0) == 0
