"""The form handler against others, side by side: `make bench-handler`, or with --quick.

Each round starts every server anew, on the same settings of gunicorn, and lets 64 clients post the
same form of twelve fields, each time as another person. Rounds are interleaved, medians compared:
the ratios are what counts, the numbers are this machine's. Afterwards the records are counted.
Needs wrk (Debian: apt-get install wrk).
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.claims import Row, table
from benchmarks.first_post import start_times
from benchmarks.form_load import CLIENTS, count_lines, make_history, make_site
from benchmarks.form_servers import Contender, measure
from tests.journeys.server import ROOT

OURS = "form_handler:create_app()"


def compare(runs: dict[str, Contender], start: tuple[float, float]) -> list[Row]:
    """Return every claim with what was measured."""

    def rate(claim: str, ours: str, other: str, bar: float) -> Row:
        one, two = runs[ours].median("rate"), runs[other].median("rate")
        return Row(claim, f"{one:.0f}/s", f"{two:.0f}/s", one / two, bar)

    one, empty = runs["ours 1"], runs["empty 1"]
    django = max(("django 1", "django 4"), key=lambda name: runs[name].median("rate"))
    best = max(("ours 1", "ours 4"), key=lambda name: runs[name].median("rate"))
    return [
        rate("of an empty Flask endpoint, 1 process", "ours 1", "empty 1", 0.80),
        rate("the same, 4 processes", "ours 4", "empty 4", 0.65),
        Row(
            "p99 against the empty endpoint's, 1 process",
            f"{one.median('p99'):.0f} ms",
            f"{empty.median('p99'):.0f} ms",
            one.median("p99") / empty.median("p99"),
            2,
            at_most=True,
        ),
        rate("against Flask and SQLite, 1 process", "ours 1", "sqlite 1", 1.2),
        rate("the same, 4 processes", "ours 4", "sqlite 4", 2.5),
        rate(f"against Django's best ({django[-1]} processes)", best, django, 7),
        Row(
            "memory of one process under load, MB",
            f"{one.median('memory'):.0f}",
            "80",
            one.median("memory"),
            80,
            at_most=True,
        ),
        Row(
            "start to first answered post against `import flask`",
            f"{start[0] * 1000:.0f} ms",
            f"{start[1] * 1000:.0f} ms",
            start[0] / start[1],
            1.5,
            at_most=True,
        ),
        rate("with 100,000 records against an empty journal", "grown 1", "ours 1", 0.95),
    ]


def contenders(folder: Path) -> list[Contender]:
    """Return all servers; those that are compared with each other run one after the other."""
    sqlite, django = "benchmarks.handlers.sqlite:app", "benchmarks.handlers.django_form:application"
    history = make_history(folder / "history", 100_000)
    return [
        Contender("empty 1", "benchmarks.handlers.empty:app", 1),
        Contender("ours 1", OURS, 1, count=count_lines),
        Contender("grown 1", OURS, 1, history, count_lines),
        Contender("sqlite 1", sqlite, 1),
        Contender("django 1", django, 1),
        Contender("empty 4", "benchmarks.handlers.empty:app", 4),
        Contender("ours 4", OURS, 4, count=count_lines),
        Contender("sqlite 4", sqlite, 4),
        Contender("django 4", django, 4),
    ]


def main() -> int:
    """Print the table; return 1 when a bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one round of two seconds")
    parser.add_argument("--only", default="", help="by how names begin: ours,empty")
    parser.add_argument("--folder", type=Path, help="where the data is kept meanwhile: a real disk")
    words = parser.parse_args()
    rounds, seconds = (1, 2.0) if words.quick else (5, 6.0)
    with tempfile.TemporaryDirectory(dir=words.folder or ROOT, prefix=".bench-") as name:
        folder = Path(name)
        site = make_site(folder / "site")
        wanted = tuple(words.only.split(",")) if words.only else ("",)
        running = [each for each in contenders(folder) if each.name.startswith(wanted)]
        for _ in range(rounds):
            for contender in running:
                measure(contender, site, folder / "run", seconds)
        if words.only:
            return 0
        start = start_times(site, folder, 5 if words.quick else 21)
    rows = compare({each.name: each for each in running}, start)
    how = f"{CLIENTS} clients, {rounds} rounds of {seconds:g} s, medians"
    print(table(rows, how))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
