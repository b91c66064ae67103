"""The store that the settings choose: JSON lines on this machine, or PostgreSQL for several.

psycopg is loaded only where PostgreSQL is chosen.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Protocol

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Record
from samenkomst.core.translation import N_
from samenkomst.settings import Settings, SettingsError
from samenkomst.stores import disk, inspection
from samenkomst.stores.age import Recipient
from samenkomst.stores.failures import Damaged
from samenkomst.stores.inspection import Damage, Report
from samenkomst.stores.journal import RESERVE, Journal
from samenkomst.stores.knowledge import View
from samenkomst.stores.lock import Lock
from samenkomst.stores.pace import Pace
from samenkomst.stores.place import Unfit, check_folder
from samenkomst.stores.private_file import write_lines
from samenkomst.stores.sealing import SealingJournal
from samenkomst.stores.store import Store

_UNFIT = {
    "network": N_(
        "De map {path} staat op een schijf die meer machines delen ({detail}). Daar kan een "
        "inzending verloren gaan. Kies met SAMENKOMST_DATA een map op een schijf van deze machine."
    ),
    "open": N_(
        "In de map {path} mag iedereen op deze machine schrijven (rechten {detail}). Geef haar "
        "rechten 700, of kies met SAMENKOMST_DATA een andere map."
    ),
    "locks": N_(
        "In de map {path} werkt het slot op bestanden niet. Kies met SAMENKOMST_DATA een map op "
        "een schijf van deze machine."
    ),
    "probe": N_(
        "Wat in de map {path} geschreven wordt, komt niet heel terug ({detail}). Kies met "
        "SAMENKOMST_DATA een andere map, en laat de schijf nakijken."
    ),
    "error": N_("In de map {path} kan niets bewaard worden: {detail}"),
}


def utc_now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def check_place(settings: Settings) -> None:
    """Return if the data folder can keep what the journal promises. Raises SettingsError."""
    if settings.database_url:
        return
    try:
        check_folder(settings.data)
    except Unfit as unfit:
        values = {"path": str(settings.data), "detail": unfit.detail}
        raise SettingsError([(_UNFIT[unfit.reason], values)]) from unfit


def open_journal(settings: Settings, view: View, clock: Callable[[], datetime] = utc_now) -> Store:
    """Return the journal that keeps `view` up to date; it is opened at its first use.

    Raises KeyUnusable when answers are to be sealed and cannot be.
    """
    store = _open_store(settings, view, clock)
    if not settings.age_recipient:
        return store
    return SealingJournal(store, Recipient(settings.age_recipient).seal)


def _open_store(settings: Settings, view: View, clock: Callable[[], datetime]) -> Store:
    if not settings.database_url:
        return Journal(settings.journal_path, view, clock)
    from samenkomst.stores.postgres import PostgresJournal

    return PostgresJournal(settings.database_url, view, clock)


def save_checkpoint(journal: Store) -> None:
    """Write down what is known, so that the next process starts quickly, where that helps.

    For a process that serves nobody: it takes a second for each 100,000 records.
    """
    inner = journal.store if isinstance(journal, SealingJournal) else journal
    if isinstance(inner, Journal):
        inner.save()


def read_journal(settings: Settings) -> Iterator[Record | Damage]:
    """Yield every good record and every damage, in order; nothing while there is no journal.

    Raises OSError or NotStored where it cannot be read.
    """
    if not settings.database_url:
        return inspection.read(settings.journal_path) if _file_is_there(settings) else iter(())
    return (found for _, found in inspection.scan(read_lines(settings)))


def read_lines(settings: Settings) -> Iterator[bytes]:
    """Yield the journal's lines as they stand. Raises OSError or NotStored."""
    if not settings.database_url:
        there = _file_is_there(settings)
        return inspection.read_lines(settings.journal_path) if there else iter(())
    from samenkomst.stores.postgres import PostgresJournal

    return PostgresJournal(settings.database_url, _Blind(), utc_now).lines()


def check_lines(lines: Iterable[bytes]) -> Iterator[tuple[bytes, Record]]:
    """Yield every line with its record. Raises Damaged at the first that is not as it should be."""
    for line, found in inspection.scan(lines):
        if isinstance(found, Damage):
            raise Damaged(found.line_number, found.offset, found.reason)
        yield line, found


def load_journal(settings: Settings, lines: Iterable[bytes]) -> int:
    """Fill an empty journal with these lines, or do nothing at all; return how many there are.

    Raises Damaged for a line that is no next one, NotStored where there are records already (its
    reason is `not empty`) or the store refuses, OSError.
    """
    found = list(check_lines(lines))
    if settings.database_url:
        from samenkomst.stores.postgres import PostgresJournal

        PostgresJournal(settings.database_url, _Blind(), utc_now).load(found)
    else:
        with Lock(settings.journal_path.with_suffix(".lock"), 0).hold(exclusive=True):
            if any(True for _ in read_lines(settings)):
                raise NotStored("not empty")
            write_lines(settings.journal_path, (line for line, _ in found))
    return len(found)


def verify_journal(settings: Settings) -> Report:
    """Return how many records are good, the last number, and every damage. Changes nothing."""
    if not settings.database_url:
        return inspection.verify(settings.journal_path)
    found = list(read_journal(settings))
    records = [each for each in found if isinstance(each, Record)]
    damages = tuple(each for each in found if isinstance(each, Damage))
    return Report(len(records), max((each.seq for each in records), default=0), damages)


def delivery_turn(settings: Settings, wait: float) -> AbstractContextManager[None]:
    """Return the turn to deliver: one process has it, on whatever machine. Raises Busy."""
    if not settings.database_url:
        return Lock(settings.data / "deliver.lock", wait).hold(exclusive=True)
    from samenkomst.stores.postgres_delivery import delivery_turn

    return delivery_turn(settings.database_url, wait)


class Limit(Protocol):
    """A pace limit."""

    def wait(self, address: str, now: datetime) -> int:
        """Return 0 and count a post of `address`, or the seconds after which it may try again."""
        ...


def open_pace(settings: Settings) -> Limit:
    """Return the pace limit, counted where the journal is."""
    if not settings.database_url:
        return Pace(settings.data / "pace", settings.posts_per_minute, settings.secret)
    from samenkomst.stores.postgres_pace import PostgresPace

    return PostgresPace(settings.database_url, settings.posts_per_minute, settings.secret)


def takes_forms(settings: Settings) -> bool:
    """Return whether the disk is above the reserve that new forms leave free.

    PostgreSQL has no reserve: its disk is another machine's. Raises OSError.
    """
    return bool(settings.database_url) or disk.room(settings.data).free >= RESERVE


def _file_is_there(settings: Settings) -> bool:
    return settings.journal_path.exists()


class _Blind:
    """The view of a reader that needs none."""

    def apply(self, record: Record) -> None:
        """Look away."""
