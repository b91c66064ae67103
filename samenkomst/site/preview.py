"""The live preview: it goes on whatever an editor types, with the form handler inside."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from samenkomst.site.talk import log

_INTERVAL = 0.2
"""Seconds."""


def keep_building(
    server: LiveReloadServer, build_again: Callable[[Exception, Callable[[], None]], None]
) -> None:
    """Let the preview go on after a build that failed; MkDocs would let every request hang.

    `build_again` gets what went wrong, and the build.
    """
    build = server.builder

    def build_carefully() -> None:
        try:
            build()
        except Exception as failure:
            log.exception("preview")
            try:
                build_again(failure, build)
            except Exception:
                log.exception("preview")  # what stands in the folder is still served

    server.builder = build_carefully


def watch_closely(server: LiveReloadServer, *watched: str) -> None:
    """Look for changes five times a second, in place of twice.

    By looking, as MkDocs does: network folders and virtual machines send no messages of changes.
    What is `watched` already moves along; the rest is added after this.
    """
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=_INTERVAL)
    for path in watched:
        server.watch(path)


def mount_handler(server: LiveReloadServer, dotted_name: str) -> None:
    """Send what is below `formulieren/` to the application that `module:function` makes.

    The name comes from the configuration and is looked up now: the site knows no handler. The
    handler reads `forms.json` from the folder that the preview builds into.
    """
    module, _, name = dotted_name.partition(":")
    create_app: Callable[..., Any] = getattr(import_module(module), name)
    handler = create_app(contract_path=Path(server.root) / "forms.json")
    site = server.get_app() or server.serve_request
    server.set_app(divert(site, handler, server.mount_path.rstrip("/")))


def divert(site: WSGIApplication, handler: WSGIApplication, base: str) -> WSGIApplication:
    """Return an application that asks `handler` below `base`/formulieren/ and `site` elsewhere."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if not path.startswith(f"{base}/formulieren/"):
            return site(environ, start)
        inside = {"SCRIPT_NAME": base, "PATH_INFO": path.removeprefix(base)}
        return handler({**environ, **inside}, start)

    return answer
