"""What the use cases ask of a journal and of chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from samenkomst.core.record import Draft, Record

PARTICIPANT = "participant"
SYSTEM = "system"
"""Who acts, in records; an organiser is there with a name."""


class Journal(Protocol):
    """What the use cases ask of a journal; JSON lines and PostgreSQL both give it."""

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        """Decide and record in one critical section of that event; on disk when this returns.

        `spare` lets this write use the last of the disk, which new forms may not.
        """
        ...

    def catch_up(self) -> None:
        """Bring the ledger up to date with what others wrote."""
        ...

    def get(self, seq: int) -> Record | None:
        """Return one record."""
        ...


@dataclass(frozen=True, slots=True)
class Chance:
    """Where new ids and references come from, so that tests can choose them."""

    new_id: Callable[[], str]
    choose: Callable[[str], str]
    """Picks one character of a text at random, unpredictably."""
