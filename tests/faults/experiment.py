"""What one way of breaking things found, and what it finds in a variant that is really broken."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from tests.postgres_server import has_server


@dataclass(frozen=True, slots=True)
class Found:
    """How often it was tried, and what broke the promise; nothing more."""

    tried: int
    violations: tuple[str, ...] = ()
    note: str = ""

    @property
    def bound(self) -> float:
        """The share below which violations are, with 95 % certainty, when none was seen."""
        return min(1.0, 3 / self.tried) if self.tried else 1.0


@dataclass(frozen=True, slots=True)
class Experiment:
    """A way of breaking things, with its negative control."""

    name: str
    run: Callable[[int], Found]
    control: Callable[[], Found]
    short: int
    """Tries in `make test`; none where that has a test of its own for it."""
    full: int
    needs: tuple[str, ...] = ()
    """Programs, and what is no program: `root`, `postgres` (a server's programs)."""

    @property
    def missing(self) -> str:
        """Why it cannot be done here, or nothing."""
        absent = [need for need in self.needs if not _is_here(need)]
        return f"needs {', '.join(absent)}" if absent else ""


def _is_here(need: str) -> bool:
    if need == "root":
        return os.geteuid() == 0
    if need == "postgres":
        return has_server()
    return shutil.which(need) is not None
