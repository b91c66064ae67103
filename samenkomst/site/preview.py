"""The form handler inside the live preview, so that editors can try a form."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mkdocs.livereload import LiveReloadServer


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
