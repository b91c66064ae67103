"""Gunicorn's settings, for every place where the handler runs: `--config python:form_handler.server`.

Where it listens is said on the command line.
"""

import gc
import os
from typing import Any

from form_handler.log import log_settings

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
accesslog = None
"""Its lines hold paths, and a path can hold a token. Our own line for each request does not."""
logconfig_dict = log_settings("INFO")


def post_worker_init(worker: Any) -> None:
    """Let the collector pass over what was loaded at the start: it never becomes garbage."""
    gc.collect()
    gc.freeze()
