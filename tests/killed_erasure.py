"""`python -m tests.killed_erasure DATA STEP`: an erasure that is killed at one of its steps."""

import os
import signal
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.record import Draft, Record
from samenkomst.service.forgetting import erase, plan_erasure
from samenkomst.stores.inspection import read
from samenkomst.stores.journal import Journal
from samenkomst.stores.traces import remove_traces
from tests.patience import PATIENCE


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


class Dying(Journal):
    """A journal whose process is killed before a step."""

    step = ""

    def rewrite(self, replace: Callable[[Record], Mapping[str, Any] | None]) -> int:
        """Rewrite, unless this is the step."""
        if self.step == "rewrite":
            die()
        return super().rewrite(replace)

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        """Commit, unless this is the last step."""
        if self.step == "finish" and any(each.type == "erasure_finished" for each in decide()):
            die()
        return super().commit(decide, event=event, spare=spare)


def main(data: str, step: str) -> None:
    """Erase Noor, and be killed."""
    path = Path(data) / "journal.jsonl"
    records = [each for each in read(path) if isinstance(each, Record)]
    journal = Dying(path, Ledger(), lambda: datetime.now(UTC), wait=PATIENCE)
    journal.step = step

    def remove(needles: Collection[str]) -> None:
        if step == "files":
            die()
        remove_traces(Path(data), needles)

    plan = plan_erasure(replay(records), records, "noor@example.org")
    erase(plan, journal=journal, new_id=lambda: f"e-{step}-{os.getpid()}", remove_files=remove)


if __name__ == "__main__":
    main(*sys.argv[1:])
