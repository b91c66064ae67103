"""What the handler counts for Prometheus, if the host asks for it, in every worker.

Routes, statuses and reasons; nothing that a visitor sent. `form_handler.metrics_page` shows them.
"""

import os
import shutil
from pathlib import Path

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where the workers keep their numbers; the library reads it from the environment."""
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """What one worker counts, nothing more."""

    def __init__(self, data: Path) -> None:
        """Begin. Raises ImportError where the optional package is not installed."""
        prepare(data)
        from prometheus_client import CollectorRegistry, Counter, Histogram

        registry = CollectorRegistry()
        self._requests = Counter(
            "samenkomst_requests",
            "Requests, by route, status and reason of a refusal",
            ("route", "status", "reason"),
            registry=registry,
        )
        self._seconds = Histogram(
            "samenkomst_request_seconds",
            "How long answers took",
            ("route",),
            buckets=SECONDS,
            registry=registry,
        )

    def count(self, route: str, status: int, reason: str, seconds: float) -> None:
        """Count one answer."""
        self._requests.labels(route, str(status), reason).inc()
        self._seconds.labels(route).observe(seconds)


def prepare(data: Path) -> None:
    """Make the folder of the numbers and tell the library, before it is imported."""
    folder = data / "metrics"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.environ[FOLDER] = str(folder)


def forget(data: Path) -> None:
    """Remove the numbers of an earlier run."""
    shutil.rmtree(data / "metrics", ignore_errors=True)
