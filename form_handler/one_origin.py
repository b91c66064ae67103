"""The static site and the handler on one origin: for `make run`, tests and small hosts."""

import re
from pathlib import Path

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from form_handler.application import create_app
from form_handler.desk import KEY
from samenkomst.settings import Settings

_HASHED = re.compile(r"\.[0-9a-f]{8}\.(?:min\.)?(?:css|js)$")


def create_site_app(settings: Settings | None = None) -> Flask:
    """Return the handler with the built site around it. Raises SettingsError as `create_app`."""
    app = create_app(settings)
    folder: Path = app.extensions[KEY].settings.site.resolve()

    @app.get("/", defaults={"path": ""})
    @app.get("/<path:path>")
    def site_file(path: str) -> Response:
        return _serve(folder, path)

    return app


def _serve(folder: Path, path: str) -> Response:
    """Return a file of the site: a folder's index, a redirect to its slash, or the site's 404."""
    found = safe_join(str(folder), path)
    if found is not None and Path(found).is_dir():
        if path and not path.endswith("/"):
            return Response(status=301, headers={"Location": f"{request.path}/"})
        path = f"{path}index.html"
    try:
        response = send_from_directory(folder, path, conditional=True)
    except NotFound:
        return _not_found(folder)
    response.headers["Cache-Control"] = _cache(path)
    if path.endswith(".ics"):
        response.mimetype = "text/calendar"
    elif path == "feed.xml":
        response.mimetype = "application/atom+xml"
    return response


def _cache(path: str) -> str:
    return "public, max-age=31536000, immutable" if _HASHED.search(path) else "no-cache"


def _not_found(folder: Path) -> Response:
    page = folder / "404.html"
    body = page.read_text(encoding="utf-8") if page.exists() else "404"
    return Response(body, 404, headers={"Cache-Control": "no-cache"})
