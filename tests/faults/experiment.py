"""What one way of breaking things found, and what it finds in a variant that is really broken."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.postgres_server import has_server


@dataclass(frozen=True, slots=True)
class Found:
    """How often it was tried, and what broke the promise; nothing more."""

    tried: int
    violations: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """What else was counted, each number with its words."""

    def __add__(self, other: "Found") -> "Found":
        """Return what two shares of the same tries found together."""
        counts = Counter(self.counts)
        counts.update(other.counts)
        return Found(self.tried + other.tried, self.violations + other.violations, counts)

    @property
    def bound(self) -> float:
        """The share below which violations are, with 95 % certainty, when none was seen."""
        return min(1.0, 3 / self.tried) if self.tried else 1.0

    @property
    def note(self) -> str:
        """What else was counted, in words."""
        return ", ".join(f"{number:,} {words}" for words, number in self.counts.items())


@dataclass(frozen=True, slots=True)
class Experiment:
    """A way of breaking things, with its negative control."""

    name: str
    run: Callable[[range], Found]
    """Does the tries with these numbers; other numbers are other tries."""
    control: Callable[[], Found]
    short: int
    """Tries in `make test`; none where that has a test of its own for it."""
    full: int
    needs: tuple[str, ...] = ()
    """Programs, and what is no program: `root`, `postgres` (a server's programs)."""
    share: int = 0
    """Tries that one process does, while others do the rest; 0 for all of them."""
    alone: bool = False
    """Whether nothing else may run meanwhile, since what comes of it hangs on time."""

    @property
    def missing(self) -> str:
        """Why it cannot be done here, or nothing."""
        absent = [need for need in self.needs if not _is_here(need)]
        return f"needs {', '.join(absent)}" if absent else ""

    def shares(self, number: int) -> list[range]:
        """Return so many tries, divided over processes."""
        share = self.share or number
        return [range(first, min(first + share, number)) for first in range(0, number, share)]


def _is_here(need: str) -> bool:
    if need == "root":
        return os.geteuid() == 0
    if need == "postgres":
        return has_server()
    return shutil.which(need) is not None
