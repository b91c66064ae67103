"""The programs that our commands start, by name: the site builder, its preview and the server."""

import errno
import gc
import os
import runpy
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from samenkomst.settings import LOCAL_URL, Settings
from samenkomst.stores.local_secret import local_secret

_BUILDER = "samenkomst.site"

QUIET = {"NO_MKDOCS_2_WARNING": "1"}
"""Material's notice about MkDocs 2 is for developers, not for editors."""


def build_site(settings: Settings, *, timings: bool) -> NoReturn:
    """Become the builder, whose exit code is 0 when all went well; else the old site stays.

    In this process: Python takes as long to start as the builder needs for many a step.
    """
    configured = settings.base_url if settings.base_url != LOCAL_URL else ""
    base = {"SAMENKOMST_BASE_URL": configured} if configured else {}
    os.environ.update(_environment(base))
    sys.argv = [_BUILDER, os.path.realpath(settings.site), *(["--timings"] if timings else [])]
    sys.path[0] = str(Path.cwd())  # as `python -m` has it: for a site's own Markdown extensions
    gc.disable()  # until all is loaded; the builder sets its own pace
    runpy.run_module(_BUILDER, run_name="__main__")
    raise SystemExit(1)  # it ends by itself, always


def build_local(settings: Settings, port: int) -> int:
    """Build the site for a local run, and return the exit code of the builder."""
    environment = _environment({"SAMENKOMST_BASE_URL": local_url(settings, port)})
    builder = subprocess.Popen(_builder(settings.site), env=environment)  # noqa: S603 - our own words
    try:
        return builder.wait()
    except KeyboardInterrupt:  # which the builder gets as well, and tells
        builder.wait()
        raise SystemExit(1) from None


def _builder(site: Path) -> list[str]:
    return [sys.executable, "-m", _BUILDER, os.path.realpath(site)]


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for a program; what the user set goes before what we add."""
    return {**QUIET, **more, **os.environ}


def local_url(settings: Settings, port: int) -> str:
    """Return where a local run is found; a configured address goes before it."""
    configured = settings.base_url != LOCAL_URL
    return settings.base_url if configured else f"http://127.0.0.1:{port}/"


def port_is_free(port: int) -> bool:
    """Return whether nobody listens on `port` of this computer.

    Raises OSError when we may not ask: the low ones are for root alone.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def start_server(settings: Settings, port: int) -> NoReturn:
    """Become the server: gunicorn with site, handler and delivery."""
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
    _become(command, _local(settings, port))


def serve_preview(settings: Settings, port: int) -> NoReturn:
    """Become the preview: MkDocs with live reload and the handler mounted."""
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    _become(command, _local(settings, port))


def _local(settings: Settings, port: int) -> dict[str, str]:
    """Return what a program needs to know to run on this computer alone."""
    local = {"SAMENKOMST_BASE_URL": local_url(settings, port)}
    if not settings.secret:
        local["SAMENKOMST_SECRET"] = local_secret(settings.data)
    return local


def _become(command: list[str], more: Mapping[str, str]) -> NoReturn:
    sys.stdout.flush()
    os.execve(command[0], command, _environment(more))  # noqa: S606 - our own words, no shell
