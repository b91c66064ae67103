"""What a build says to whoever runs it, by the way that MkDocs' plugins speak."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class Refusal(Exception):
    """No site can be built; the message says why, and what was wrong is in the log."""


class _Named(logging.LoggerAdapter[logging.Logger]):
    """Puts our name before each message, as MkDocs does."""

    def process(self, msg, kwargs):  # type: ignore[no-untyped-def]
        """Return the message with our name."""
        return f"samenkomst: {msg}", kwargs


log = _Named(logging.getLogger("mkdocs.plugins.samenkomst"), {})


class _Counter(logging.Handler):
    """Counts what it hears, nothing more."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.number = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count one more."""
        self.number += 1


@contextmanager
def listening(complaint: str) -> Iterator[None]:
    """Show what goes wrong, and what the content check says; MkDocs' own progress is not for us.

    Raises Refusal with that complaint when there was a warning.
    """
    shown, warned = logging.StreamHandler(), _Counter()
    shown.setFormatter(logging.Formatter("%(levelname)-7s -  %(message)s"))
    for name, level in (("mkdocs", logging.WARNING), ("mkdocs.plugins", logging.INFO)):
        logging.getLogger(name).setLevel(level)
    for each in (shown, warned):
        logging.getLogger("mkdocs").addHandler(each)
    try:
        yield
    finally:
        for each in (shown, warned):
            logging.getLogger("mkdocs").removeHandler(each)
    if warned.number:
        raise Refusal(complaint)
