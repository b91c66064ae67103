"""Lists for organisers: aligned columns in a terminal, and the same as JSON for other programs."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samenkomst.core.translation import Translate
from samenkomst.views.visible_text import visible

Row = Mapping[str, Any]
"""Plain JSON values by the key of their column."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in JSON, its heading and how a value is shown; nothing more."""

    key: str
    heading: str
    show: Callable[[Any, Translate], str] = lambda value, translate: str(value)


def table_lines(columns: Sequence[Column], rows: Sequence[Row], translate: Translate) -> list[str]:
    """Return the rows as lines with aligned columns, below a heading."""
    cells = table_cells(columns, rows, translate)
    return align([[visible(cell) for cell in row] for row in cells])


def table_cells(
    columns: Sequence[Column], rows: Sequence[Row], translate: Translate
) -> list[list[str]]:
    """Return a heading and the rows as texts."""
    heading = [translate(column.heading) for column in columns]
    cells = [[column.show(row[column.key], translate) for column in columns] for row in rows]
    return [heading, *cells]


def json_text(rows: Any) -> str:
    """Return the rows as JSON: ASCII, so that nothing in them can steer a terminal."""
    return json.dumps(rows, indent=2)


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the rows as lines with aligned columns."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
