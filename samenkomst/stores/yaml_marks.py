"""Where each value of a YAML file stands, so that a fault can name its line."""

from dataclasses import dataclass, field

from samenkomst.core.model.fault import Path
from samenkomst.core.problem import Place


@dataclass(slots=True)
class Marks:
    """Where each key and value of one file stands, by its path; nothing more."""

    source: str
    lines: list[str]
    at: dict[Path, tuple[int, int]] = field(default_factory=dict)
    mended: set[int] = field(default_factory=set)
    """The numbers of lines with a problem of YAML: their values are not what was meant."""

    def place(self, path: Path) -> Place:
        """Return the place of `path`, or of its nearest known parent."""
        known = path
        while known and known not in self.at:
            known = known[:-1]
        line, column = self.at.get(known, (0, 0))
        words = " › ".join(str(part + 1) if isinstance(part, int) else part for part in path[1:])
        return Place(self.source, line + 1, column + 1, words)

    def excerpt(self, line: int | None) -> str:
        """Return line number `line`, as typed."""
        if line is None or not 1 <= line <= len(self.lines):
            return ""
        typed = self.lines[line - 1].strip()[:160]
        return "".join(each if each.isprintable() else "�" for each in typed)
