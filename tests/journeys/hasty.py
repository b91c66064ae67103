"""A broken handler, for the negative control: it decides first, and locks only to write."""

import time
from collections.abc import Callable, Sequence

from flask import Flask

import samenkomst.journals
import samenkomst.stores.postgres
from form_handler import create_app
from samenkomst.core.record import Draft, Record
from samenkomst.stores.journal import Journal
from samenkomst.stores.postgres import PostgresJournal

Decide = Callable[[], Sequence[Draft]]


class HastyJournal(Journal):
    """Looks, thinks for a moment, and then writes what may no longer be true."""

    def commit(
        self, decide: Decide, *, event: str | None = None, spare: bool = False
    ) -> list[Record]:
        return super().commit(_decided(self, decide), event=event, spare=spare)


class HastyPostgresJournal(PostgresJournal):
    """The same in PostgreSQL."""

    def commit(
        self, decide: Decide, *, event: str | None = None, spare: bool = False
    ) -> list[Record]:
        return super().commit(_decided(self, decide), event=event, spare=spare)


def _decided(journal: Journal | PostgresJournal, decide: Decide) -> Decide:
    journal.catch_up()
    drafts = decide()
    time.sleep(0.02)
    return lambda: drafts


def create_hasty_app() -> Flask:
    """Return an application that is right as long as only one person comes at a time."""
    samenkomst.journals.Journal = HastyJournal  # type: ignore[misc]
    samenkomst.stores.postgres.PostgresJournal = HastyPostgresJournal  # type: ignore[misc]
    return create_app()
