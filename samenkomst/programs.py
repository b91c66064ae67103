"""The programs that our commands start, by name: the site builder, its preview and the server."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from samenkomst.settings import LOCAL_URL, Settings
from samenkomst.stores.local_secret import local_secret

QUIET = {"NO_MKDOCS_2_WARNING": "1"}
"""Material's notice about MkDocs 2 is for developers, not for editors."""


def build_site(site: Path, base_url: str | None, *, timings: bool = False) -> int:
    """Build the site into the folder `site`, and return the exit code; when that is not 0 nothing
    in it changed.

    Without `base_url` the `site_url` in mkdocs.yml counts.
    """
    environment = _environment({"SAMENKOMST_BASE_URL": base_url} if base_url else {})
    command = [sys.executable, "-m", "samenkomst.site.builder", str(site.resolve())]
    command += ["--timings"] if timings else []
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own words


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a program; what the user set goes before what we add."""
    return {**QUIET, **more, **os.environ}


def local_url(settings: Settings, port: int) -> str:
    """Return where a local run is found; a configured address goes before it."""
    configured = settings.base_url != LOCAL_URL
    return settings.base_url if configured else f"http://127.0.0.1:{port}/"


def port_is_free(port: int) -> bool:
    """Return whether nobody listens on `port` of this computer."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def start_server(settings: Settings, port: int) -> None:
    """Become the server: gunicorn with site, handler and delivery. Does not return."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:form_handler.local_server",
        "--bind",
        f"127.0.0.1:{port}",
        "form_handler.one_origin:create_site_app()",
    ]
    _become(command, settings, port)


def serve_preview(settings: Settings, port: int) -> None:
    """Become the preview: MkDocs with live reload and the handler mounted. Does not return."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    _become(command, settings, port)


def _become(command: list[str], settings: Settings, port: int) -> None:
    local = {"SAMENKOMST_BASE_URL": local_url(settings, port)}
    if not settings.secret:
        local["SAMENKOMST_SECRET"] = local_secret(settings.data)
    sys.stdout.flush()
    os.execve(command[0], command, _environment(local))  # noqa: S606 - our own words, no shell
