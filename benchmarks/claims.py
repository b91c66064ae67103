"""What we claim about speed, each held against its bar, as a table."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One claim, held against its bar."""

    claim: str
    ours: str
    other: str
    ratio: float
    bar: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        return self.ratio <= self.bar if self.at_most else self.ratio >= self.bar

    def cells(self) -> list[str]:
        sign = "≤" if self.at_most else "≥"
        verdict = "yes" if self.met else "NO"
        return [
            self.claim, self.ours, self.other, f"{self.ratio:.2f}", f"{sign} {self.bar:g}", verdict
        ]  # fmt: skip


def table(rows: Sequence[Row], how: str) -> str:
    """Return the rows as Markdown, with the day and the machine."""
    lines = [
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} processors "
        f"({_processor()}), Linux {platform.release().partition('-')[0]}, "
        f"Python {platform.python_version()}; {how}.",
        "",
        "| figure | ours | other | ratio | bar | met |",
        "| --- | --- | --- | --- | --- | --- |",
        *(f"| {' | '.join(row.cells())} |" for row in rows),
    ]
    return "\n".join(lines)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
