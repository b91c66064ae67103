"""Gunicorn's settings for a run on one computer: workers, and delivery beside them."""

import subprocess
import sys
from typing import Any

from form_handler.server import *  # noqa: F403 - all settings but those below

loglevel = "warning"
"""Whoever tries it on their own computer reads only what goes wrong."""

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
