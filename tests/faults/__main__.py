"""`make faults`: break disks, processes and files on purpose, and print what was found.

`--short` takes a minute or two, `--share=0.1` a tenth of everything; `NAME ...` runs only those
whose name holds one of the words. Rows come as they are ready; how far it is, on standard error.
"""

import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from math import ceil

from tests.faults import (
    bad_blocks,
    calls,
    copies,
    crowds,
    erasures,
    hanging,
    images,
    interruptions,
    kills,
    power,
    prefixes,
    requests,
    sieges,
    space,
    stores,
)
from tests.faults.lanes import LANES, Row, run_side_by_side
from tests.faults.workshop import workshop

ALL = [
    *stores.EXPERIMENTS, *requests.EXPERIMENTS, *power.EXPERIMENTS, *crowds.EXPERIMENTS,
    *kills.EXPERIMENTS, *erasures.EXPERIMENTS, *bad_blocks.EXPERIMENTS, *interruptions.EXPERIMENTS,
    *calls.EXPERIMENTS, *images.EXPERIMENTS, *prefixes.EXPERIMENTS, *copies.EXPERIMENTS,
    *space.EXPERIMENTS, *hanging.EXPERIMENTS, *sieges.EXPERIMENTS,
]  # fmt: skip
"""The longest first, so that no core waits at the end."""


def main(*words: str) -> int:
    """Run them; return 1 if a promise was broken, or if a control found nothing."""
    short = "--short" in words
    share = next((float(word[8:]) for word in words if word.startswith("--share=")), 1.0)
    chosen = [word for word in words if not word.startswith("--")]
    numbers = [
        (each, each.short if short else ceil(share * each.full))
        for each in ALL
        if not chosen or any(word in each.name for word in chosen)
        if each.short or not short
    ]
    begin, commit, wrong = time.monotonic(), _find_commit(), list[str]()
    print("| what happens | tried | violations | bound | control | commit | processes' time |")
    print("| --- | --- | ---: | ---: | --- | --- | ---: |", flush=True)
    for each, _ in numbers:
        if each.missing:
            print(f"| {each.name} | skipped: {each.missing} | | | | | |", flush=True)
    possible = [(each, number) for each, number in numbers if not each.missing]
    with workshop(), closing(run_side_by_side(possible)) as rows:
        for row in rows:
            _tell(row, commit)
            if not row.is_kept:
                wrong.append(row.experiment.name)
    minutes = (time.monotonic() - begin) / 60
    print(f"\n{minutes:.1f} minutes in {LANES} processes at once", flush=True)
    if wrong:
        print(f"Not as promised, or the control saw nothing: {', '.join(wrong)}", flush=True)
    return 1 if wrong else 0


def _tell(row: Row, commit: str) -> None:
    found, control = row.found, row.control
    tried = f"{found.tried:,} ({found.note})" if found.counts else f"{found.tried:,}"
    print(
        f"| {row.experiment.name} | {tried} | {len(found.violations)} | {found.bound:.3%} "
        f"| {len(control.violations):,} in {control.tried:,} | {commit} | {row.seconds:.0f} s |",
        flush=True,
    )
    for wrong in (*row.errors, *found.violations[:20]):
        print(f"  {row.experiment.name}: {wrong}", file=sys.stderr, flush=True)


def _find_commit() -> str:
    """Return the state of the code, where git knows it."""
    words = ["git", "describe", "--always", "--dirty"]
    with suppress(FileNotFoundError):
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    return ""


def _stop(*_: object) -> None:
    """Clear up, once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("interrupted; what was running has ended and is unmounted")
