"""A fault in content: the path to the value instead of a line, which only the file knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""From the file's name to the value: ("events.yaml", "events", 0, "title")."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake, by its path; it becomes a `Problem` where the lines are known."""

    path: Path
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    near: Sequence[str] = ()
    """Words among which the intended one may be."""
    first: Path | None = None
    """Where the same thing stood before, for doubles."""

    def below(self, path: Path) -> "Fault":
        """Return this fault of a part that stands at `path`; `first` belongs to the same part."""
        first = None if self.first is None else (*path, *self.first)
        return Fault((*path, *self.path), self.code, self.values, self.near, first)
