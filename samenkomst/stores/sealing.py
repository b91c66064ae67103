"""A journal whose answers are sealed on their way in."""

from collections.abc import Callable, Sequence

from samenkomst.core.record import Draft, Record
from samenkomst.core.sealed import sealed_draft
from samenkomst.stores.store import Store


class SealingJournal:
    """A store that seals every answer before it is written; all else it leaves to `store`."""

    def __init__(self, store: Store, seal: Callable[[str], str]) -> None:
        self.store = store
        self._seal = seal
        self.catch_up = store.catch_up
        self.get = store.get
        self.rewrite = store.rewrite
        self.close = store.close

    @property
    def finished(self) -> bool:
        """Whether this writer refuses for good."""
        return self.store.finished

    @property
    def repairs(self) -> Sequence[object]:
        """What was repaired at opening, for the log."""
        return self.store.repairs

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        """Decide, seal the answers and record, in one critical section."""

        def decide_and_seal() -> list[Draft]:
            return [sealed_draft(draft, self._seal) for draft in decide()]

        return self.store.commit(decide_and_seal, event=event, spare=spare)
