"""`make bench-site`: how fast the site is built, beside what one would build it with otherwise.

Every figure is of a whole process, from the command to its end, and of several runs in turn: ours,
then each peer, then ours again. So what else this machine does weighs on all of them alike, and
the ratios hold where the seconds do not. A peer that is not installed is said to be absent.
"""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks.peers import make_jobs
from benchmarks.preview_latency import measure_preview
from benchmarks.runs import Figure, measure
from benchmarks.search_size import index_size


def main() -> None:
    """Print the table."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="samenkomst-bench-") as name:
        print(describe_machine(), flush=True)
        jobs, absent = make_jobs(Path(name), arguments.events, quick=arguments.quick)
        figures = measure(jobs, arguments.runs, arguments.seconds)
        for line in (*_table(figures, absent), *_more(Path(name), figures, arguments.events)):
            print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast the site is built.")
    parser.add_argument("--quick", action="store_true", help="300 events, two runs, no 3 x")
    parser.add_argument("--events", type=int)
    parser.add_argument("--runs", type=int)
    parser.add_argument(
        "--seconds", type=float, default=420, help="stop starting rounds after this"
    )
    found = parser.parse_args()
    found.events = found.events or (300 if found.quick else 1000)
    found.runs = found.runs or (2 if found.quick else 5)
    return found


def describe_machine() -> str:
    """Return what these figures were measured on."""
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    load = f"{os.getloadavg()[0]:.1f}"
    return (
        f"{platform.system()} {platform.machine()}, {processors} processors, "
        f"Python {platform.python_version()}, load {load} at the start"
    )


def _table(figures: dict[str, Figure], absent: list[str]) -> list[str]:
    rows = [
        "",
        "| what | median s | min to max | processor s | MB |",
        "| --- | --- | --- | --- | --- |",
    ]
    for name, each in figures.items():
        spread = f"{min(each.seconds):.2f} to {max(each.seconds):.2f}"
        used = f"{min(each.processor):.2f}"
        rows.append(f"| {name} | {each.median:.2f} | {spread} | {used} | {each.megabytes:.0f} |")
    return [*rows, *(f"| {name} | absent: not installed | | | |" for name in absent)]


def _more(folder: Path, figures: dict[str, Figure], events: int) -> list[str]:
    rows = ["", "| ratio | measured | bar |", "| --- | --- | --- |"]
    for name, ours, theirs, bar in RATIOS:
        if ours in figures and theirs in figures:
            ratio = figures[ours].ratio_to(figures[theirs])
            rows.append(f"| {name} | {ratio:.2f} x | {bar} |")
    if LARGE in figures:
        rows.append(f"| peak memory at 3 x | {figures[LARGE].megabytes:.0f} MB | at most 200 MB |")
    size = index_size(folder / "ours" / "site") / 1000
    rows.append(f"| search index, compressed | {size:.0f} kB | at most 150 kB |")
    waits = measure_preview(folder / "ours", 5)
    shown = f"{sorted(waits)[len(waits) // 2]:.2f} s ({min(waits):.2f} to {max(waits):.2f})"
    rows.append(f"| preview: from saving one of {events} to the new page | {shown} | at most 1 s |")
    return rows


COLD, LARGE = "ours, cold", "ours, cold, 3 x the events"
RATIOS = (
    ("cold / MkDocs + Material", COLD, "MkDocs + Material, by hand", "at most 0.20"),
    ("cold / Eleventy", COLD, "Eleventy", "below 1"),
    ("cold / Hugo", COLD, "Hugo", "at most 1.5, aim 1.0"),
    ("one changed / empty Material", "ours, one changed", "empty Material site", "at most 1.5"),
    ("read and check, cold / CSafeLoader", "ours, check, cold", "CSafeLoader", "at most 0.5"),
    ("read and check, known / CSafeLoader", "ours, check, known", "CSafeLoader", "at most 0.5"),
    ("3 x the events / 1 x", LARGE, COLD, "at most 3.3"),
)


if __name__ == "__main__":
    main()
