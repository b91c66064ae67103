"""Hundreds of slow connections do not keep others waiting, thanks to the proxy."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.deploy.stack import PROXIES, Stack, running_stack, slow_clients
from tests.deploy.table import BAD, FORM, GOOD
from tests.form_handler.submissions import URL
from tests.patience import LONG

pytestmark = pytest.mark.servers

SLOW = 400
ORDINARY = 200
GIVES_UP = 30.0
"""Seconds after which a visitor gives up."""
PAUSE = 0.15
"""Seconds between two of one visitor: long enough for the slow ones to be cut off and come back."""


def seconds_needed(stack: Stack, number: int, patience: float) -> float:
    """Send one ordinary request; return how long its answer took, or for ever."""
    requests = [("GET", "/formulieren/gezond", None), ("POST", URL, GOOD), ("POST", URL, BAD)]
    method, path, body = requests[number % 3]
    time.sleep(PAUSE)
    begin = time.monotonic()
    try:
        answer = stack.ask(method, path, FORM, body, timeout=patience)
    except OSError:
        return float("inf")
    return time.monotonic() - begin if answer.status in (200, 303, 422) else float("inf")


def under_siege(stack: Stack, ordinary: int, patience: float) -> list[float]:
    """Return how long ordinary visitors wait while slow ones hold their connections."""
    with slow_clients(stack, SLOW, LONG), ThreadPoolExecutor(4) as visitors:
        times = visitors.map(lambda each: seconds_needed(stack, each, patience), range(ordinary))
        return sorted(times)


def share_within_a_second(times: list[float]) -> float:
    return sum(each < 1 for each in times) / len(times)


@pytest.mark.parametrize("kind", PROXIES)
def test_slow_clients_do_not_stop_others(kind: str, site: Path, tmp_path: Path) -> None:
    with running_stack(kind, site, tmp_path / "run") as stack:
        times = under_siege(stack, ORDINARY, GIVES_UP)
    share = share_within_a_second(times)
    print(
        f"{kind}: {SLOW} slow connections, {share:.1%} of {ORDINARY} others within a second, "
        f"median {times[ORDINARY // 2] * 1000:.0f} ms, slowest {times[-1] * 1000:.0f} ms"
    )
    # The figure is printed; the test is that they are answered at all: a busy machine is slower.
    assert sum(each < GIVES_UP for each in times) / len(times) >= 0.99


def test_slow_clients_stop_gunicorn_alone(site: Path, tmp_path: Path) -> None:
    """The negative control, and the reason for a proxy."""
    with running_stack("alone", site, tmp_path / "run") as stack:
        times = under_siege(stack, 20, 1)
    print(f"gunicorn alone: {SLOW} slow, {share_within_a_second(times):.1%} of 20 within a second")
    assert share_within_a_second(times) < 0.5
