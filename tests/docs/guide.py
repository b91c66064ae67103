"""The editors' guide as data: its examples and tables, found by the comments in front of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "handleiding"
START = FOLDER / "index.md"

_BLOCK = re.compile(r"(?:<!-- ([^>]+?) -->\n\n)?```(\w+)\n(.*?)```", re.DOTALL)
_TABLE = re.compile(r"(?:<!-- ([^>]+?) -->\n\n)?((?:^\|.*\n)+)", re.MULTILINE)
_CODE = re.compile(r"`([^`]+)`")
_PAGE = re.compile(r"^\| \[[^\]]+\]\(([a-z-]+\.md)\) \|", re.MULTILINE)


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
    """Return the tables that are marked with `kind`, in order; those of one name as one table."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for each in _tables():
        if each.kind == kind:
            found[each.name] = (*found.get(each.name, ()), *each.rows)
    return [Table(kind, name, rows) for name, rows in found.items()]


def _tables() -> Iterator[Table]:
    for marker, text in _TABLE.findall(_guide()):
        lines = text.strip().split("\n")[2:]
        rows = tuple(tuple(cell.strip() for cell in line[1:-1].split(" | ")) for line in lines)
        yield Table(*_split(marker), rows)


def code(cell: str) -> str:
    """Return the code with which a cell begins, or nothing."""
    match = _CODE.match(cell)
    return match[1] if match else ""


def pages() -> list[Path]:
    """Return the pages of the guide in the order in which a reader is led through them."""
    return [START, *(FOLDER / name for name in _PAGE.findall(START.read_text(encoding="utf-8")))]


def _guide() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in pages())


def _split(marker: str) -> tuple[str, str]:
    kind, _, name = marker.partition(":")
    return kind.strip(), name.strip()
