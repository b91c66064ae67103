"""A broken handler, for the negative control: it decides first, and locks only to write."""

import time
from collections.abc import Callable, Sequence

from flask import Flask

import samenkomst.journals
from form_handler import create_app
from samenkomst.core.record import Draft, Record
from samenkomst.stores.journal import Journal


class HastyJournal(Journal):
    """Looks, thinks for a moment, and then writes what may no longer be true."""

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        self.catch_up()
        drafts = decide()
        time.sleep(0.02)
        return super().commit(lambda: drafts, event=event, spare=spare)


def create_hasty_app() -> Flask:
    """Return an application that is right as long as only one person comes at a time."""
    samenkomst.journals.Journal = HastyJournal  # type: ignore[misc]
    return create_app()
