"""Where the time of a build went."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Timings:
    """The steps of a build with their seconds, in the order in which they ended."""

    started: float = field(default_factory=time.perf_counter)
    steps: dict[str, float] = field(default_factory=dict)
    _last: float = field(default_factory=time.perf_counter)

    def end(self, step: str) -> None:
        """Say that `step` took the time since the step before it ended."""
        now = time.perf_counter()
        self.steps[step] = self.steps.get(step, 0.0) + now - self._last
        self._last = now

    def total(self) -> float:
        """Return the seconds since the beginning."""
        return time.perf_counter() - self.started
