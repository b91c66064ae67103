"""The editors' guide as data: its examples and tables, found by the comments in front of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "handleiding.md"

_BLOCK = re.compile(r"(?:<!-- ([^>]+?) -->\n\n)?```(\w+)\n(.*?)```", re.DOTALL)
_TABLE = re.compile(r"(?:<!-- ([^>]+?) -->\n\n)?((?:^\|.*\n)+)", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, nothing more."""

    kind: str
    """What the comment in front says first: `voorbeeld`, `deel`, `fout`, `uitvoer`, or nothing."""
    name: str
    """What the comment says after that: a file, or a model."""
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table, nothing more."""

    kind: str
    name: str
    rows: tuple[tuple[str, ...], ...]
    """Without the heading."""


def blocks() -> Iterator[Block]:
    """Yield every fenced block of the guide, in order."""
    for marker, language, text in _BLOCK.findall(_guide()):
        yield Block(*_split(marker), language, text)


def tables(kind: str) -> list[Table]:
    """Return the tables that are marked with `kind`, in order."""
    return [each for each in _tables() if each.kind == kind]


def _tables() -> Iterator[Table]:
    for marker, text in _TABLE.findall(_guide()):
        lines = text.strip().split("\n")[2:]
        rows = tuple(tuple(cell.strip() for cell in line[1:-1].split(" | ")) for line in lines)
        yield Table(*_split(marker), rows)


def code(cell: str) -> str:
    """Return the code with which a cell begins, or nothing."""
    match = _CODE.match(cell)
    return match[1] if match else ""


def _guide() -> str:
    return GUIDE.read_text(encoding="utf-8")


def _split(marker: str) -> tuple[str, str]:
    kind, _, name = marker.partition(":")
    return kind.strip(), name.strip()
