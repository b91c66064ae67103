"""The body of a post, read strictly: what is stored is what was sent, or nothing."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from form_handler.refusal import Reason, Refused
from samenkomst.core.forms import HONEYPOT, Form

EXTRA_FIELDS = 40
"""How many fields a body may have beyond the form's own."""


def parse_body(raw: bytes, form: Form) -> Mapping[str, list[str]]:
    """Return the posted values by field name.

    Raises Refused for bytes that are not UTF-8, for NUL, for fields that the form does not have,
    too many of them, and for a second value where one is asked.
    """
    try:
        pairs = parse_qsl(
            raw.decode("utf-8"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=EXTRA_FIELDS + len(form.fields),
        )
    except (UnicodeDecodeError, ValueError):
        raise Refused(Reason.MALFORMED) from None
    return _collect(pairs, form)


def _collect(pairs: list[tuple[str, str]], form: Form) -> Mapping[str, list[str]]:
    many = {field.name: field.many for field in form.fields} | {HONEYPOT: False}
    posted: dict[str, list[str]] = {}
    for name, value in pairs:
        repeated = name in posted and not many.get(name)
        if name not in many or repeated or "\0" in value:
            raise Refused(Reason.MALFORMED)
        posted.setdefault(name, []).append(value)
    return posted
