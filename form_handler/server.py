"""Gunicorn's settings wherever the handler runs: `--config python:form_handler.server`.

Where it listens is said on the command line.
"""

import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from form_handler.handler import FormHandler
from form_handler.log import JsonLines, write_lines
from form_handler.metrics import forget
from samenkomst.settings import Settings, SettingsError, load_settings

_beside: list[subprocess.Popen[bytes]] = []
"""Processes that run as long as the server does."""


class ServerLog(Logger):
    """Gunicorn's log as lines of JSON, without its access log; nothing more.

    That one holds paths, and a path can hold a token. Our own line for each request does not.
    """

    def setup(self, cfg: Config) -> None:
        """Write lines; again after each change of the settings."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines(parent=os.getpid()))
        write_lines(self.loglevel)

    def access(self, *_: Any) -> None:
        """Write nothing."""


workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 16
worker_connections = 400
"""For each worker; well below the 1,024 descriptors that a process may usually have."""
backlog = 512
"""Waiting connections. A longer queue would only be answered when its visitors have left."""
timeout = 30
"""Seconds without a sign of life after which a worker is replaced."""
graceful_timeout = 20
"""Seconds in which a worker that is replaced answers what it has: more than the longest wait."""
keepalive = 5
limit_request_line = 2048
limit_request_fields = 40
limit_request_field_size = 4096
control_socket_disable = True
logger_class = ServerLog


def post_worker_init(worker: Any) -> None:
    """Load the pages, which a process without descriptors could not; then settle down.

    The collector passes over what was loaded at the start: it never becomes garbage.
    """
    if isinstance(worker.wsgi, FormHandler):
        worker.wsgi.load_pages()
        worker.wsgi.keep_threads_free(worker.cfg.threads)
    gc.collect()
    gc.freeze()


def run_beside(*words: str) -> None:
    """Run a module of ours beside the server; it is ended with the server."""
    command = [sys.executable, "-m", *words]
    _beside.append(subprocess.Popen(command))  # noqa: S603 - our own words


def _settings() -> Settings:
    """Return the settings; where they are wrong, the workers say so."""
    try:
        return load_settings(os.environ, Path("samenkomst.toml"), secret_needed=False)
    except SettingsError:
        return Settings()


def on_starting(server: Any) -> None:
    """Forget the metrics of an earlier run, before the first worker counts."""
    forget(_settings().data)


def when_ready(server: Any) -> None:
    """Show the metrics, if they are asked for."""
    settings = _settings()
    if settings.metrics_port:
        run_beside("form_handler.metrics_page", str(settings.data), str(settings.metrics_port))


def on_exit(server: Any) -> None:
    """End what ran beside the server."""
    for process in _beside:
        process.terminate()
        process.wait()
