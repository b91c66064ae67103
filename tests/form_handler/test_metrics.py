"""Metrics: off unless asked for, one sum of all workers, never on the public port."""

import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from samenkomst.settings import Settings
from tests.form_handler.submissions import URL, answers
from tests.form_handler.test_server import our_server
from tests.journeys.server import SECRET, free_port, get, post_form
from tests.patience import LONG


def read_metrics(port: int) -> str:
    """Return the page, as soon as it is there."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=LONG) as page:
                return str(page.read().decode())
        except OSError:
            time.sleep(0.05)
    raise AssertionError("no metrics")


def total(page: str, **labels: str) -> float:
    """Return the sum of the requests with these labels."""
    lines = [line for line in page.splitlines() if line.startswith("samenkomst_requests_total")]
    wanted = [f'{name}="{value}"' for name, value in labels.items()]
    return sum(
        float(line.rpartition(" ")[2]) for line in lines if all(each in line for each in wanted)
    )


def test_metrics_add_up_over_workers_and_hold_nothing_of_visitors(
    settings: Settings, tmp_path: Path
) -> None:
    port = free_port()
    with our_server(settings, tmp_path / "log", SAMENKOMST_METRICS_PORT=str(port)) as server:
        for number in range(20):
            email = f"kanarie{number}@example.org" if number % 2 else "kanarie"
            post_form(server.port, URL, answers(email=email))
        get(server.port, "/formulieren/ontvangst/kanarie/")
        page = read_metrics(port)
        assert get(server.port, "/metrics") == 404
    assert total(page, route="forms.submit", status="201") == 10
    assert total(page, route="forms.submit", status="422", reason="mistakes") == 10
    assert total(page, route="forms.receipt", status="404", reason="no_receipt") == 1
    assert 'samenkomst_request_seconds_count{route="forms.submit"} 20.0' in page
    assert float(re.search(r"^samenkomst_disk_free_bytes (\S+)", page, re.M)[1]) > 0  # type: ignore[index]
    assert "kanarie" not in page
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=LONG)


def test_metrics_of_an_earlier_run_are_forgotten(settings: Settings, tmp_path: Path) -> None:
    for _ in range(2):
        port = free_port()
        with our_server(settings, tmp_path / "log", SAMENKOMST_METRICS_PORT=str(port)) as server:
            post_form(server.port, URL, answers(email="wrong"))
            page = read_metrics(port)
    assert total(page, route="forms.submit") == 1


def test_handler_does_not_start_where_the_package_is_missing(
    settings: Settings, tmp_path: Path
) -> None:
    program = (
        "import sys; sys.modules['prometheus_client'] = None\n"
        "from form_handler import create_app; create_app()"
    )
    environment = {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(settings.data),
        "SAMENKOMST_SITE": str(settings.site),
        "SAMENKOMST_METRICS_PORT": "9100",
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "requirements/metrics.lock" in done.stderr
    assert "Traceback" not in done.stderr
