"""The body of a post, read strictly: what is stored is what was sent, or nothing."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote_to_bytes

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wsgi import get_input_stream

from form_handler.guards import MAX_BODY, Environ
from form_handler.refusal import Reason, Refused
from samenkomst.core.forms import HONEYPOT, Field, Form

EXTRA_FIELDS = 40
"""How many fields a body may have beyond the form's own."""


Pairs = list[tuple[str, str]]


def read_body(environ: Environ) -> bytes:
    """Return the whole body, or refuse it. The guards have looked at its headers."""
    length = environ.get("CONTENT_LENGTH", "")
    if not (length.isascii() and length.isdigit()):
        return _read_chunks(environ)
    body: bytes = environ["wsgi.input"].read(int(length))
    if len(body) < int(length):  # the visitor went away
        raise Refused(Reason.MALFORMED)
    return body


def _read_chunks(environ: Environ) -> bytes:
    """Return a body without a length: nothing, where the server does not say where it ends.

    Werkzeug returns what fits its limit, as if that were all (measured).
    """
    try:
        body = get_input_stream(dict(environ), max_content_length=MAX_BODY + 1).read()
    except RequestEntityTooLarge:
        raise Refused(Reason.TOO_LARGE) from None
    if len(body) > MAX_BODY:
        raise Refused(Reason.TOO_LARGE)
    return body


def parse_body(raw: bytes, form: Form) -> Mapping[str, list[str]]:
    """Return the posted values by field name.

    Raises Refused for bytes that are not UTF-8, for NUL, for fields that the form does not have,
    too many of them, and for a second value where one is asked.
    """
    return collect(parse_pairs(raw, len(form.fields)), names_of(form.fields))


def names_of(fields: Iterable[Field]) -> dict[str, bool]:
    """Return the names that a form may send, each with whether it may have more values."""
    return {field.name: field.many for field in fields} | {HONEYPOT: False}


def parse_pairs(raw: bytes, fields: int) -> Pairs:
    """Return names and values as sent, or refuse what is no urlencoded UTF-8, or is too much."""
    if raw.count(b"&") >= EXTRA_FIELDS + fields:
        raise Refused(Reason.MALFORMED)
    try:
        parts = raw.replace(b"+", b" ").decode().split("&")
        return [_pair(part) for part in parts if part]
    except UnicodeDecodeError:
        raise Refused(Reason.MALFORMED) from None


def _pair(part: str) -> tuple[str, str]:
    """Return what a browser encoded; the standard library's own reading takes twice as long."""
    name, _, value = part.partition("=")
    if "%" in value:
        value = unquote_to_bytes(value).decode()
    return (unquote_to_bytes(name).decode() if "%" in name else name), value


def collect(pairs: Pairs, many: Mapping[str, bool]) -> Mapping[str, list[str]]:
    """Return the values by name; refuse names not in `many`, NUL, and a second value."""
    posted: dict[str, list[str]] = {}
    for name, value in pairs:
        repeated = name in posted and not many.get(name)
        if name not in many or repeated or "\0" in value:
            raise Refused(Reason.MALFORMED)
        posted.setdefault(name, []).append(value)
    return posted
