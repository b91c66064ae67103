"""What every store of records offers: JSON lines, PostgreSQL, and what stands around them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from samenkomst.core.record import Draft, Record


class Store(Protocol):
    """What every store of records offers."""

    @property
    def finished(self) -> bool:
        """Whether this writer refuses for good."""
        ...

    @property
    def repairs(self) -> Sequence[object]:
        """What was repaired at opening, for the log."""
        ...

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        """Decide and record in one critical section; on disk when this returns."""
        ...

    def catch_up(self) -> None:
        """Bring the view up to date with what others wrote."""
        ...

    def get(self, seq: int) -> Record | None:
        """Return one record."""
        ...

    def rewrite(self, replace: Callable[[Record], Mapping[str, Any] | None]) -> int:
        """Give records other members, keep their place, and return how many changed."""
        ...

    def close(self) -> None:
        """Give back what is open."""
        ...
