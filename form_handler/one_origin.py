"""The static site and the handler on one origin: for `make run`, tests and small hosts."""

import mimetypes
import re
from pathlib import Path

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from form_handler.application import create_app
from form_handler.desk import KEY
from samenkomst.settings import Settings

_HASHED = re.compile(r"\.[0-9a-f]{8}\.(?:min\.)?(?:css|js)$")
_HIDDEN = re.compile(r"^forms\.json$|\.gz$|(?:^|/)\.(?!well-known/)")
"""Not for visitors: the contract, compressed copies by their own name, hidden files."""
_TYPES = {
    "feed.xml": "application/atom+xml",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".xml": "text/xml",
}
"""By name or ending: what the tables of systems and of Python's versions do not agree on."""


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
    if path.startswith("formulieren/"):
        raise NotFound  # the handler's own page, as behind a proxy
    if _HIDDEN.search(path):
        return _not_found(folder)
    found = safe_join(str(folder), path)
    if found is not None and Path(found).is_dir():
        if path and not path.endswith("/"):
            headers = {"Location": f"{request.path}/", "Cache-Control": "no-cache"}
            return Response(status=301, headers=headers)
        path = f"{path}index.html"
    try:
        response = _send(folder, path)
    except NotFound:
        return _not_found(folder)
    response.headers["Cache-Control"] = _cache(path)
    del response.headers["Content-Disposition"]  # Flask names every file, pages too
    return response


def _send(folder: Path, path: str) -> Response:
    """Return the file, as its compressed copy to whoever takes that. Raises NotFound."""
    type_ = _TYPES.get(Path(path).name) or _TYPES.get(Path(path).suffix)
    type_ = type_ or mimetypes.guess_type(path)[0]
    copy = safe_join(str(folder), f"{path}.gz")
    if copy is None or not Path(copy).is_file():
        return send_from_directory(folder, path, mimetype=type_)
    packed = request.accept_encodings.quality("gzip") > 0
    response = send_from_directory(folder, f"{path}.gz" if packed else path, mimetype=type_)
    response.headers["Vary"] = "Accept-Encoding"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _cache(path: str) -> str:
    return "public, max-age=31536000, immutable" if _HASHED.search(path) else "no-cache"


def _not_found(folder: Path) -> Response:
    page = folder / "404.html"
    body = page.read_text(encoding="utf-8") if page.exists() else "404"
    return Response(body, 404, headers={"Cache-Control": "no-cache"})
