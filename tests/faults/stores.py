"""Random histories through both stores, and moved there and back (T85)."""

from tests.faults.experiment import Experiment, Found
from tests.faults.workshop import memory
from tests.histories import SHARE, Tally, tally_many, tally_with_other_rules


def compare(seeds: range) -> Found:
    """Replay these histories on both stores."""
    tally = tally_many(seeds, memory())
    return Found(tally.histories, _differences([tally]), {"lines": tally.lines})


def compare_other_rules() -> Found:
    """The same where one store has another rule: two of them."""
    return Found(2 * SHARE, _differences(tally_with_other_rules(memory())))


def _differences(tallies: list[Tally]) -> tuple[str, ...]:
    different = [
        f"history {seed}: replayed differently" for each in tallies for seed in each.different
    ]
    return (
        *different,
        *(f"history {seed}: changed by moving" for each in tallies for seed in each.changed),
    )


EXPERIMENTS = [
    Experiment(
        "histories on both stores",
        compare,
        compare_other_rules,
        0,
        10_000,
        ("postgres",),
        share=500,
    )
]
