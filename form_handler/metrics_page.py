"""Shows what all workers counted: `python -m form_handler.metrics_page FOLDER PORT`.

On a port of this machine alone, beside the server: what a proxy passes on must never reach it.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from prometheus_client import CollectorRegistry, Metric, make_wsgi_app
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from form_handler.metrics import prepare


class Disk:
    """The room on the disk of the data, looked up when it is asked for; nothing more."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def collect(self) -> Iterator[Metric]:
        """Yield the free bytes."""
        free = shutil.disk_usage(self._data).free
        yield GaugeMetricFamily("samenkomst_disk_free_bytes", "Room where the data is", value=free)


def collect(data: Path) -> CollectorRegistry:
    """Return the numbers of all workers together."""
    prepare(data)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Disk(data))
    return registry


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Write nothing."""

    def address_string(self) -> str:
        return ""


def show(data: Path, port: int, parent: int) -> None:
    """Show the numbers on http://127.0.0.1:port/metrics as long as the server lives."""
    registry = collect(data)
    with make_server("127.0.0.1", port, make_wsgi_app(registry), handler_class=_Silent) as server:
        server.timeout = 1
        while os.getppid() == parent:
            server.handle_request()


if __name__ == "__main__":
    show(Path(sys.argv[1]), int(sys.argv[2]), os.getppid())
