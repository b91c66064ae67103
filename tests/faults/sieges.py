"""Hundreds of slow connections to the shipped set-ups do not keep others waiting (T40)."""

import tempfile
from functools import partial
from pathlib import Path

from tests.deploy.stack import PROXIES, running_stack
from tests.deploy.test_slow_clients import GIVES_UP, SLOW, share_within_a_second, under_siege
from tests.faults.experiment import Experiment, Found
from tests.faults.requests import new_handler

SHARE = 0.99


def besiege(kind: str, patience: float, tries: range) -> Found:
    """Send so many ordinary requests meanwhile; 99 % within a second is kept, less is not."""
    with (
        new_handler() as settings,
        tempfile.TemporaryDirectory() as folder,
        running_stack(kind, settings.site, Path(folder) / "run") as stack,
    ):
        times = under_siege(stack, len(tries), patience)
    slow = [f"{each:.1f} s" for each in times if each >= 1]
    kept = share_within_a_second(times) >= SHARE
    counts = {
        "slow ones": SLOW,
        "others within a second": len(times) - len(slow),
        "ms is the median": round(min(times[len(times) // 2], patience) * 1000),
    }
    return Found(len(times), () if kept else tuple(slow), counts)


EXPERIMENTS = [
    Experiment(
        f"slow connections, {kind}",
        partial(besiege, kind, GIVES_UP),
        partial(besiege, "alone", 1, range(20)),
        0,
        300,
        (kind, "openssl"),
        alone=True,
    )
    for kind in PROXIES
]
