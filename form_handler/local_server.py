"""Gunicorn's settings for a run on one computer: as elsewhere, with delivery beside it."""

from typing import Any

from form_handler import server as shipped
from form_handler.server import *  # noqa: F403 - all settings but those below

loglevel = "warning"
"""Whoever tries it on their own computer reads only what goes wrong."""


def when_ready(server: Any) -> None:  # type: ignore[no-redef]
    """Start delivering letters; the process ends by itself when this server is gone."""
    shipped.when_ready(server)
    shipped.run_beside("samenkomst.cli", "deliver", "--every", "1")
