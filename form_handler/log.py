"""The log: one event, one line of JSON, and nothing in it that a visitor sent.

A path can hold a token and an error's own words can hold an answer, so neither is written: of a
request the name of its route, of an error its type and the places in our code that it went through.
"""

import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

_ENCODER = json.JSONEncoder()
PLACES = 12
"""How many of the last places an error went through are named."""


def write_line(level: str, event: str, **facts: Any) -> None:
    """Write one line on standard error. What `logging` adds takes longer than a form's check."""
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    line = {"at": at, "level": level, "process": os.getpid(), "event": event, **facts}
    sys.stderr.write(_ENCODER.encode(line) + "\n")


class JsonLines(logging.Formatter):
    """Makes one line of JSON of a log record, nothing more."""

    def __init__(self, parent: int = 0) -> None:
        super().__init__()
        self._parent = parent
        """The process that starts the others and sees no request: all its words are kept."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC)
        line = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": record.process,
            "event": self._words(record),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line |= describe_error(record.exc_info[1])
        return _ENCODER.encode(line)

    def _words(self, record: logging.LogRecord) -> str:
        """Return our own words in full, of a library's those that stand in its code.

        Filled in they can hold an address and a path: "Error handling request %s %s".
        """
        ours = record.name.partition(".")[0] in ("form_handler", "samenkomst")
        if ours or record.process == self._parent:
            return record.getMessage()
        return str(record.msg) if record.args else record.name


def describe_error(error: BaseException) -> Mapping[str, Any]:
    """Return an error's type and where it came from, without its words."""
    return {"error": type(error).__qualname__, "where": _places(error.__traceback__)}


def _places(traceback: TracebackType | None) -> list[str]:
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        module = traceback.tb_frame.f_globals.get("__name__", "")
        found.append(f"{module}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return found[-PLACES:]


def write_lines(level: int = logging.INFO) -> None:
    """Write the log on standard error, unless the server has said already where it goes."""
    root = logging.getLogger()
    if root.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(level)
