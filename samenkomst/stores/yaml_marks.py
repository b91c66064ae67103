"""Where each value of a YAML file stands, so that a fault can name its line."""

from dataclasses import dataclass, field
from typing import Any

from samenkomst.core.model.fault import Path
from samenkomst.core.problem import Place


@dataclass(slots=True)
class Branch:
    """Where the keys or items of one mapping or list stand, nothing more."""

    at: dict[str | int, Any] = field(default_factory=dict)
    """The parser's marks: `line` and `column`, from 0."""
    inside: dict[str | int, "Branch"] = field(default_factory=dict)


@dataclass(slots=True)
class Marks:
    """Where each key and value of one file stands; nothing more."""

    source: str
    lines: list[str]
    top: Branch = field(default_factory=Branch)
    """Above the content, which is its only item."""
    mended: set[int] = field(default_factory=set)
    """The numbers of lines with a problem of YAML: their values are not what was meant."""

    def place(self, path: Path) -> Place:
        """Return the place of `path`, or of its nearest known parent."""
        line, column, branch = 0, 0, self.top.inside.get(0, _NOTHING)
        for part in path[1:]:
            if part not in branch.at:
                break
            line, column = branch.at[part].line, branch.at[part].column
            branch = branch.inside.get(part, _NOTHING)
        words = " › ".join(str(part + 1) if isinstance(part, int) else part for part in path[1:])
        return Place(self.source, line + 1, column + 1, words)

    def excerpt(self, line: int | None) -> str:
        """Return line number `line`, as typed."""
        if line is None or not 1 <= line <= len(self.lines):
            return ""
        typed = self.lines[line - 1].strip()[:160]
        return "".join(each if each.isprintable() else "�" for each in typed)


_NOTHING = Branch()
