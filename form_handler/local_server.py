"""Gunicorn's settings for a run on one computer: workers, and delivery beside them."""

import subprocess
import sys
from typing import Any

workers = 2
worker_class = "gthread"
threads = 8
timeout = 30
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True

DELIVER = [sys.executable, "-m", "samenkomst.cli", "deliver", "--every", "1"]
_delivery: list[subprocess.Popen[bytes]] = []


def when_ready(server: Any) -> None:
    """Start delivering letters; the process ends by itself when this server is gone."""
    _delivery.append(subprocess.Popen(DELIVER))  # noqa: S603 - our own words


def on_exit(server: Any) -> None:
    """Stop delivering."""
    for process in _delivery:
        process.terminate()
        process.wait()
