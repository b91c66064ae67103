"""Flask, with the security headers on every answer and a line in the log for every request."""

import logging
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask, request
from flask.sessions import NullSession, SessionInterface
from flask.templating import Environment
from jinja2 import FileSystemLoader
from werkzeug.exceptions import HTTPException
from werkzeug.wsgi import ClosingIterator

from form_handler.desk import Desk
from form_handler.headers import missing_headers
from form_handler.intake import Taken, attempt
from form_handler.log import describe_error, write_line
from form_handler.pages import prefers_json, translation
from samenkomst.core.field_checks import describe_checks
from samenkomst.core.translation import Translate

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)
PAGES = ("form_page.html", "message.html", "receipt.html")
FACTS = "samenkomst.facts"
"""Where a request keeps what the log will say of it."""
OUTCOME = "samenkomst.outcome"
"""Where a post keeps what became of its form."""
SUBMIT = "forms.submit"
"""The route of the forms."""
SEE_OTHER = (("Content-Type", "text/html; charset=utf-8"), ("Content-Length", "0"))


class NoSession(SessionInterface):
    """No cookie, no session (design 7, rule 9); nothing more."""

    _none = NullSession()

    def open_session(self, app: Flask, request: Any) -> NullSession:
        """Return a session that keeps nothing."""
        return self._none

    def save_session(self, *_: Any) -> None:
        """Keep nothing."""


class FormHandler(Flask):
    """The application: what every request passes, whatever it asks; nothing more.

    Flask's hooks after a request and its list of headers cost a third of a post (measured): headers
    and log are done where the answer leaves. A form in which nothing is wrong passes by Flask.
    """

    session_interface = NoSession()

    def __init__(self, desk: Desk) -> None:
        super().__init__("form_handler", static_folder=None)
        self._desk = desk
        self._count = _counting(desk)
        self._form_at = lru_cache(maxsize=256)(self._find_form)

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Any:
        """Answer a request."""
        begin = perf_counter()
        base_url = self._desk.settings.base_url

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            written = start_response(status, headers + missing_headers(headers, base_url), *error)
            seconds, route, code = perf_counter() - begin, _route(environ), int(status[:3])
            if log.isEnabledFor(logging.ERROR if code >= 500 else logging.INFO):
                write_line(**self._line(environ, route, code, seconds))
            if self._count:
                reason = environ.get(FACTS, {}).get("reason", "")
                self._count(route, code, reason, seconds)
            return written

        answer = self._take_in(environ, start) or super().wsgi_app(environ, start)
        # A failed flush is final for its writer (design 7, rule 3): the page cache lies from then
        # on. This process leaves after its answer, and another one decides from the disk.
        finished = self._desk.journal.finished
        return ClosingIterator(answer, self._desk.leave) if finished else answer

    def _take_in(self, environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes]:
        """Answer a form that is on disk with the way to its receipt; else nothing, for Flask.

        What became of the form is kept for the view: a form is never taken in twice.
        """
        if environ["REQUEST_METHOD"] != "POST" or not (form := self._form_at(environ["PATH_INFO"])):
            return []
        outcome = environ[OUTCOME] = attempt(self._desk, environ, *form)
        if not isinstance(outcome, Taken) or prefers_json(environ):
            return []
        start("303 SEE OTHER", [*SEE_OTHER, ("Location", outcome.receipt_url)])
        return [b""]

    def _find_form(self, path: str) -> tuple[str, str] | None:
        """Return the event and form that a post to this address is for, by Flask's own routes."""
        try:
            route, values = self.url_map.bind("").match(path, method="POST")
        except HTTPException:
            return None
        return (values["event"], values["form"]) if route == SUBMIT and path.isascii() else None

    def _line(
        self, environ: "WSGIEnvironment", route: str, status: int, seconds: float
    ) -> dict[str, Any]:
        """Return what the log says of a request."""
        return {
            "level": "error" if status >= 500 else "info",
            "event": "request",
            "id": self._desk.dice.hex(6),
            "route": route,
            "method": environ["REQUEST_METHOD"] if route else "",  # else anyone's own words
            "status": status,
            "ms": round(seconds * 1000, 1),
            **environ.get(FACTS, {}),
        }

    def create_jinja_environment(self) -> Environment:
        """Return what pages are made with: the site's layout and form, and our own words.

        Flask asks for it at the first page. A form in which nothing is wrong needs none.
        """
        folders = Path(__file__).parent / "templates", str(files("samenkomst") / "site/templates")
        self.jinja_loader = FileSystemLoader(folders)
        environment = super().create_jinja_environment()
        environment.filters["checks"] = lambda field: describe_checks(field, self._translation())
        environment.add_extension("jinja2.ext.i18n")
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            lambda text: self._translation()(text),
            lambda one, many, number: self._translation()(one if number == 1 else many),
            newstyle=True,
        )
        return environment

    def _translation(self) -> Translate:
        return translation(self._desk)

    def load_pages(self) -> None:
        """Read all templates now: a process without descriptors could not."""
        for name in PAGES:
            self.jinja_env.get_template(name)

    def keep_threads_free(self, threads: int) -> None:
        """Leave some of the server's threads for what needs no disk."""
        self._desk.breaker.keep_free(threads)

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return `func`: nothing here is asynchronous."""
        return func

    def log_exception(self, exc_info: Any) -> None:
        """Tell of what nobody expected. Flask's own words hold the path, and so a token."""
        remember(**describe_error(exc_info[1]))


def _route(environ: "WSGIEnvironment") -> str:
    """Return the name of the route of a request, or nothing."""
    if OUTCOME in environ:
        return SUBMIT
    asked = environ.get("werkzeug.request")
    return (asked.endpoint if asked else None) or ""


def remember(**facts: Any) -> None:
    """Add to what the log says of this request. Never what a visitor sent."""
    request.environ.setdefault(FACTS, {}).update(facts)


def _counting(desk: Desk) -> Callable[[str, int, str, float], None] | None:
    """Return what counts answers for Prometheus, if the host wants that."""
    if not desk.settings.metrics_port:
        return None
    from form_handler.metrics import Metrics

    return Metrics(desk.settings.data).count
