"""Gunicorn's settings wherever the handler runs: `--config python:form_handler.server`.

Where it listens is said on the command line.
"""

import gc
import os
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from form_handler.log import JsonLines, write_lines


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
    """Let the collector pass over what was loaded at the start: it never becomes garbage."""
    gc.collect()
    gc.freeze()
