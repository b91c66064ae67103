"""Plain YAML, as nearly every content file is: its values alone, without the place of each.

In three quarters of the time that `yaml_tree` takes, with the same parser. Whatever is odd or may
be wrong is left to that: it knows what to say of it, and where.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
NOT_FILLED_IN = {"", "~", "null"}
_ODD_LINE_ENDS = ("\r", "\x85", "\u2028", "\u2029")
_LOST = re.compile(r"\s#[^\s#]")
"""Anywhere, where `yaml_tree` looks behind each text: most files have none."""
_LONGEST = 200_000
_DEEPEST = 20
"""With no more characters and no more levels nothing is too much for `yaml_tree` either."""

_Next = Callable[[], Any]


class _NotPlain(Exception):
    """Something that is for `yaml_tree`."""


def read_plain(text: str) -> Any:
    """Return the content of `text` as `yaml_tree` has it, or None when that has to read it."""
    if len(text) > _LONGEST or any(each in text for each in _ODD_LINE_ENDS):
        return None
    if "#" in text and _LOST.search(text):
        return None
    try:
        return _read_file(PARSER(text).get_event)
    except (_NotPlain, yaml.YAMLError):
        return None


def _read_file(next_event: _Next) -> Any:
    """Return the content of a file with one document."""
    next_event()  # the stream begins
    _expect(next_event(), DocumentStartEvent)
    content = _read(next_event, next_event(), 0)
    next_event()  # the document ends
    _expect(next_event(), StreamEndEvent)
    return content


def _read(next_event: _Next, event: Any, depth: int) -> Any:
    """Return the value that begins with `event`."""
    if event.anchor is not None or event.tag is not None or depth > _DEEPEST:
        raise _NotPlain
    kind = type(event)
    if kind is ScalarEvent:
        text = event.value
        return None if not text.strip() or (not event.style and text in NOT_FILLED_IN) else text
    if kind is MappingStartEvent:
        return _read_mapping(next_event, depth + 1)
    _expect(event, SequenceStartEvent)
    items = []
    while type(item := next_event()) is not SequenceEndEvent:
        items.append(_read(next_event, item, depth + 1))
    return items


def _read_mapping(next_event: _Next, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while type(key := next_event()) is ScalarEvent:
        name = key.value
        if name in found or key.anchor is not None or key.tag is not None:
            raise _NotPlain
        found[name] = _read(next_event, next_event(), depth)
    _expect(key, MappingEndEvent)
    return found


def _expect(event: Any, kind: type) -> None:
    if type(event) is not kind:
        raise _NotPlain
