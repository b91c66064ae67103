"""What stands before every post: cheap checks, before disk, lock and mail.

Design 7, rules 8 and 9. Headers come as WSGI gives them: an ordinary post costs a few comparisons.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, urlsplit

from werkzeug.http import parse_options_header

from form_handler.refusal import Reason, Refused

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MAX_BODY = 64 * 1024
"""Bytes. Flask's own limits for forms do not cover urlencoded bodies (measured)."""
FORM_TYPE = "application/x-www-form-urlencoded"

Environ = Mapping[str, Any]
"""A request as PEP 3333 describes it."""


def guard(environ: Environ, base_url: str, *, any_host: bool = False) -> None:
    """Refuse what needs no look at the form; with `any_host` every name will do."""
    if not any_host:
        check_host(environ, base_url)
    if environ["REQUEST_METHOD"] == "POST":
        check_origin(environ, base_url)
        check_body(environ)


def check_host(environ: Environ, base_url: str) -> None:
    """Refuse a request for another host than the configured one.

    On a loopback address every loopback name will do. Two Host headers arrive as one text with a
    comma, which no host equals.
    """
    wanted = _split(base_url)
    host = environ.get("HTTP_HOST", "")
    if host and host == wanted.netloc:
        return
    try:
        given = urlsplit(f"{wanted.scheme}://{host}")
        ports = _port(given.port, wanted.scheme), _port(wanted.port, wanted.scheme)
    except ValueError:
        raise Refused(Reason.HOST) from None
    if wanted.hostname in LOOPBACK and given.hostname in LOOPBACK:
        return
    if not host or given.hostname != wanted.hostname or ports[0] != ports[1]:
        raise Refused(Reason.HOST)


@lru_cache(maxsize=8)
def _split(base_url: str) -> SplitResult:
    return urlsplit(base_url)


def _port(port: int | None, scheme: str) -> int:
    return port or (443 if scheme == "https" else 80)


def check_origin(environ: Environ, base_url: str) -> None:
    """Refuse a post that comes from another site.

    `Sec-Fetch-Site` decides where the browser sends it; without it a present `Origin` has to be
    ours. With neither it is no browser, which nobody can be tricked into using: accepted.
    """
    site = environ.get("HTTP_SEC_FETCH_SITE")
    origin = environ.get("HTTP_ORIGIN")
    if site is not None:
        allowed = site in ("same-origin", "none") or origin == _origin(base_url)
    else:
        allowed = origin is None or origin in _own_origins(environ, base_url)
    if not allowed:
        raise Refused(Reason.CROSS_SITE)


def _own_origins(environ: Environ, base_url: str) -> set[str]:
    """Return our origins; the Host header was checked before."""
    return {_origin(base_url), f"{_split(base_url).scheme}://{environ.get('HTTP_HOST', '')}"}


def _origin(base_url: str) -> str:
    parts = _split(base_url)
    return f"{parts.scheme}://{parts.netloc}"


def check_body(environ: Environ) -> None:
    """Refuse what is not a urlencoded form of at most 64 KB, by its headers alone."""
    type_ = environ.get("CONTENT_TYPE", "")
    if type_ != FORM_TYPE and parse_options_header(type_)[0].lower() != FORM_TYPE:
        raise Refused(Reason.MEDIA_TYPE)
    length = environ.get("CONTENT_LENGTH", "")
    if length.isascii() and length.isdigit() and (len(length) > 9 or int(length) > MAX_BODY):
        raise Refused(Reason.TOO_LARGE)
