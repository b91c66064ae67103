"""What stands before every post: cheap checks, before disk, lock and mail.

Design 7, rules 8 and 9.
"""

from collections.abc import Container
from urllib.parse import urlsplit

from flask import Request
from werkzeug.datastructures import Headers

from form_handler.refusal import Reason, Refused

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MAX_BODY = 64 * 1024
"""Bytes. Flask's own limits for forms do not cover urlencoded bodies (measured)."""


def guard(request: Request, base_url: str, any_host: Container[str | None] = ()) -> None:
    """Refuse what needs no look at the form; endpoints in `any_host` answer to every name."""
    if request.endpoint not in any_host:
        check_host(request, base_url)
    if request.method == "POST":
        check_origin(request.headers, base_url)
        check_body(request)


def check_host(request: Request, base_url: str) -> None:
    """Refuse a request for another host than the configured one.

    On a loopback address every loopback name will do. Two Host headers arrive as one text with a
    comma, which no host equals.
    """
    wanted = urlsplit(base_url)
    host = request.headers.get("Host", "")
    try:
        given = urlsplit(f"{wanted.scheme}://{host}")
        ports = _port(given.port, wanted.scheme), _port(wanted.port, wanted.scheme)
    except ValueError:
        raise Refused(Reason.HOST) from None
    if wanted.hostname in LOOPBACK and given.hostname in LOOPBACK:
        return
    if not host or given.hostname != wanted.hostname or ports[0] != ports[1]:
        raise Refused(Reason.HOST)


def _port(port: int | None, scheme: str) -> int:
    return port or (443 if scheme == "https" else 80)


def check_origin(headers: Headers, base_url: str) -> None:
    """Refuse a post that comes from another site.

    `Sec-Fetch-Site` decides where the browser sends it; without it a present `Origin` has to be
    ours. With neither it is no browser, which nobody can be tricked into using: accepted.
    """
    site = headers.get("Sec-Fetch-Site")
    origin = headers.get("Origin")
    if site is not None:
        allowed = site in ("same-origin", "none") or origin == _origin(base_url)
    else:
        allowed = origin is None or origin in _own_origins(headers, base_url)
    if not allowed:
        raise Refused(Reason.CROSS_SITE)


def _own_origins(headers: Headers, base_url: str) -> set[str]:
    """Return our origins; the Host header was checked before."""
    scheme = urlsplit(base_url).scheme
    return {_origin(base_url), f"{scheme}://{headers.get('Host', '')}"}


def _origin(base_url: str) -> str:
    parts = urlsplit(base_url)
    return f"{parts.scheme}://{parts.netloc}"


def check_body(request: Request) -> None:
    """Refuse what is not a urlencoded form of at most 64 KB, by its headers alone."""
    if request.mimetype != "application/x-www-form-urlencoded":
        raise Refused(Reason.MEDIA_TYPE)
    if request.content_length is not None and request.content_length > MAX_BODY:
        raise Refused(Reason.TOO_LARGE)
