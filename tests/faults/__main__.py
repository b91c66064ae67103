"""`make faults`: break disks, processes and files on purpose, and print what was found.

`--short` takes a minute or two, `--share=0.1` a tenth of everything; `NAME ...` runs only those
whose name holds one of the words.
"""

import sys
import time
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
from tests.faults.experiment import Experiment

ALL = [
    *kills.EXPERIMENTS, *power.EXPERIMENTS, *images.EXPERIMENTS, *calls.EXPERIMENTS,
    *space.EXPERIMENTS, *copies.EXPERIMENTS, *requests.EXPERIMENTS, *crowds.EXPERIMENTS,
    *erasures.EXPERIMENTS, *interruptions.EXPERIMENTS, *bad_blocks.EXPERIMENTS,
    *prefixes.EXPERIMENTS, *hanging.EXPERIMENTS,
    *stores.EXPERIMENTS, *sieges.EXPERIMENTS,
]  # fmt: skip


def main(*words: str) -> int:
    """Run them; return 1 if a promise was broken, or if a control found nothing."""
    short = "--short" in words
    share = next((float(word[8:]) for word in words if word.startswith("--share=")), 1.0)
    chosen = [word for word in words if not word.startswith("--")]
    print("| fault | tried | violations | bound (95 %) | control | time | note |")
    print("| --- | ---: | ---: | ---: | --- | ---: | --- |", flush=True)
    wrong = [
        experiment.name
        for experiment in ALL
        if not chosen or any(word in experiment.name for word in chosen)
        if experiment.short or not short
        if not _tell(experiment, experiment.short if short else ceil(share * experiment.full))
    ]
    return 1 if wrong else 0


def _tell(experiment: Experiment, number: int) -> bool:
    if missing := experiment.missing:
        print(f"| {experiment.name} | 0 | skipped | | | | {missing} |", flush=True)
        return True
    begin = time.monotonic()
    found, control = experiment.run(number), experiment.control()
    seen = f"{len(control.violations):,} seen in {control.tried:,}"
    print(
        f"| {experiment.name} | {found.tried:,} | {len(found.violations)} | {found.bound:.3%} "
        f"| {seen} | {time.monotonic() - begin:.0f} s | {found.note} |",
        flush=True,
    )
    for violation in found.violations[:20]:
        print(f"  {violation}", file=sys.stderr)
    return not found.violations and bool(control.violations)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
