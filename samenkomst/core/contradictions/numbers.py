"""Contradictions between numbers: more to choose than there is, and free with a price."""

from collections.abc import Iterator, Sequence

from samenkomst.core.contradictions.entry import all_sessions, known
from samenkomst.core.model.content import Content
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.limits import Limits


def check_choices(event: Event) -> Iterator[Fault]:
    """Yield a fault when one chooses more sessions than there are."""
    yield from _too_many((), known(event, "choose"), known(event, "sessions"))
    for number, group in enumerate(known(event, "session_groups") or ()):
        path = ("session_groups", number)
        yield from _too_many(path, known(group, "choose"), known(group, "sessions"))


def _too_many(
    path: Path, choose: Limits | None, sessions: Sequence[object] | None
) -> Iterator[Fault]:
    if choose is None or not sessions:
        return  # how many there will be is not known yet
    for key in ("min", "max"):
        wanted = known(choose, key)
        if wanted is not None and wanted > len(sessions):
            values = {"wanted": str(wanted), "found": str(len(sessions))}
            yield Fault((*path, "choose", key), "choose_too_many", values)


def check_free(event: Event) -> Iterator[Fault]:
    """Yield a warning for each price of something that is free."""
    places: list[tuple[Path, Content]] = [((), event), *all_sessions(event)]
    for path, part in places:
        costs = known(part, "costs")
        if costs is None or not known(costs, "free"):
            continue
        for index, price in enumerate(known(costs, "prices") or ()):
            if known(price, "amount"):
                yield Fault((*path, "costs", "prices", index), "free_with_price", {})
