"""Flask, with the security headers on every answer and a line in the log for every request."""

import logging
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request
from flask.sessions import NullSession, SessionInterface

from form_handler.desk import Desk
from form_handler.headers import missing_headers
from form_handler.log import describe_error, write_line

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)
PAGES = ("form_page.html", "message.html", "receipt.html")
FACTS = "samenkomst.facts"
"""Where a request keeps what the log will say of it."""


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
    and log are done where the answer leaves.
    """

    session_interface = NoSession()

    def __init__(self, desk: Desk) -> None:
        super().__init__("form_handler", static_folder=None)
        self._desk = desk
        self._count = _counting(desk)

    def wsgi_app(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Any:
        """Answer a request."""
        begin = perf_counter()
        base_url = self._desk.settings.base_url

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            written = start_response(status, headers + missing_headers(headers, base_url), *error)
            seconds, asked = perf_counter() - begin, environ.get("werkzeug.request")
            route, code = (asked.endpoint if asked else None) or "", int(status[:3])
            if log.isEnabledFor(logging.ERROR if code >= 500 else logging.INFO):
                write_line(**self._line(environ, route, code, seconds))
            if self._count:
                reason = environ.get(FACTS, {}).get("reason", "")
                self._count(route, code, reason, seconds)
            return written

        answer: Iterable[bytes] = super().wsgi_app(environ, start)
        return answer

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

    def process_response(self, response: Response) -> Response:
        """Let this process go after its answer when its journal refuses for good.

        A failed flush is final for its writer (design 7, rule 3): the page cache lies from then
        on. The server starts another process, which decides from the disk.
        """
        if self._desk.journal.finished:
            response.call_on_close(self._desk.leave)
        return super().process_response(response)

    def log_exception(self, exc_info: Any) -> None:
        """Tell of what nobody expected. Flask's own words hold the path, and so a token."""
        remember(**describe_error(exc_info[1]))


def remember(**facts: Any) -> None:
    """Add to what the log says of this request. Never what a visitor sent."""
    request.environ.setdefault(FACTS, {}).update(facts)


def _counting(desk: Desk) -> Callable[[str, int, str, float], None] | None:
    """Return what counts answers for Prometheus, if the host wants that."""
    if not desk.settings.metrics_port:
        return None
    from form_handler.metrics import Metrics

    return Metrics(desk.settings.data).count
