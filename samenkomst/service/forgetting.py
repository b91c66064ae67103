"""The use cases of forgetting: erase a person, end what was kept long enough, show what is held.

A crash at any step leaves work that the next run finishes. First the journal says who goes: from
then on no process finds them, and no letter is owed. Then the files beside it go, while their
names can still be read; then the lines; last the journal says that it is done.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from samenkomst.core.contract import Contract
from samenkomst.core.erasure import (
    ERASED,
    colleague_answers,
    concerns,
    mentions,
    without_colleague,
    without_person,
)
from samenkomst.core.expiry import Expiry, find_expired
from samenkomst.core.ledger import Ledger
from samenkomst.core.person_key import person_key
from samenkomst.core.procedures import Act, State, may
from samenkomst.core.record import Draft, Record
from samenkomst.core.reference import normalise_reference
from samenkomst.core.submission import Submission
from samenkomst.service.drafts import draft_step
from samenkomst.service.journal import SYSTEM

Rewritten = Mapping[str, Any] | None


class Archive(Protocol):
    """What forgetting asks of a journal."""

    def commit(self, decide: Callable[[], Sequence[Draft]], *, spare: bool = False) -> list[Record]:
        """Decide and record in one critical section; on disk when this returns.

        `spare` lets this write use the last of the disk: forgetting makes room.
        """
        ...

    def rewrite(self, replace: Callable[[Record], Rewritten]) -> int:
        """Give records other members, keep their place, and return how many changed."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is to be forgotten, and where they stand; nothing more."""

    submissions: tuple[str, ...]
    """Ids of the submissions that go."""
    records: frozenset[str]
    """Ids of the records that those submissions consist of."""
    needles: frozenset[str]
    """What names them in files: references and addresses."""
    person: str = ""
    """The address that goes from others' answers too, or nothing."""
    colleague_of: tuple[str, ...] = ()
    """References of those who brought this person as a colleague."""
    mentioned_by: tuple[str, ...] = ()
    """References of those who name the address in words of their own: for a person to judge."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of this person is held."""
        return not (self.submissions or self.colleague_of or self.mentioned_by)


def plan_erasure(ledger: Ledger, records: Iterable[Record], who: str) -> Plan:
    """Return what is held of `who`: a reference (that submission) or an address (all of them)."""
    person = person_key(who) if "@" in who else ""
    found = _of_person(ledger, person) if person else _of_reference(ledger, who)
    ids = tuple(each.id for each in found)
    held = list(records)
    plan = _plan(ids, held, person)
    if not person:
        return plan
    others = [each for each in held if not concerns(each, ids, plan.records)]
    colleague = [each for each in others if without_colleague(each, person)]
    spoken = [each for each in others if each not in colleague and mentions(each, person)]
    return Plan(
        submissions=ids,
        records=plan.records,
        needles=plan.needles | {person},
        person=person,
        colleague_of=_references(ledger, colleague),
        mentioned_by=_references(ledger, spoken),
    )


def _of_person(ledger: Ledger, person: str) -> list[Submission]:
    return [each for each in ledger.submissions.values() if each.person == person]


def _of_reference(ledger: Ledger, reference: str) -> list[Submission]:
    found = ledger.of_reference(normalise_reference(reference))
    return [] if found is None else [found]


def _references(ledger: Ledger, records: Iterable[Record]) -> tuple[str, ...]:
    ids = dict.fromkeys(str(each.fields.get("submission", each.id)) for each in records)
    return tuple(ledger.submissions[each].reference for each in ids if each in ledger.submissions)


def _plan(ids: Collection[str], records: Iterable[Record], person: str = "") -> Plan:
    own = [each for each in records if each.id in ids or each.fields.get("submission") in ids]
    names = {str(each.fields.get(name, "")) for each in own for name in ("reference", "email")}
    return Plan(
        submissions=tuple(ids),
        records=frozenset(each.id for each in own),
        needles=frozenset(names - {""}),
        person=person,
    )


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What an erasure did, without a word about whom; nothing more."""

    id: str
    submissions: int
    records: int
    """Lines that were emptied."""


def erase(
    plan: Plan,
    *,
    journal: Archive,
    new_id: Callable[[], str],
    remove_files: Callable[[Collection[str]], object],
    leave: Callable[[Collection[str]], Sequence[Draft]] = lambda _: (),
) -> Forgotten:
    """Forget the people of `plan`, for good, and return the receipt. Raises what the journal does.

    `remove_files` removes the files that hold one of the texts it gets; `leave` says how those
    submissions leave what is still to come (`withdrawals`). No letter may be on its way meanwhile:
    what its sending writes would come after us.
    """
    begun = Draft("erasure_begun", new_id(), {"submissions": list(plan.submissions)})
    journal.commit(lambda: [*leave(plan.submissions), begun], spare=True)
    return _finish(begun.id, plan, journal, new_id, remove_files)


def withdrawals(
    submissions: Collection[str],
    ledger: Ledger,
    contract: Contract,
    today: date,
    new_id: Callable[[], str],
) -> list[Draft]:
    """Return how these submissions leave the events that are still to come: their places are free.

    Of what is over, a place stays taken: so many people were there.
    """
    found = [ledger.submissions[each] for each in submissions if each in ledger.submissions]
    return [
        draft_step(one, Act.WITHDRAW, State.WITHDRAWN, new_id(), SYSTEM)
        for one in found
        if may(one.procedure, one.state, Act.WITHDRAW) and not _is_over(one, contract, today)
    ]


def _is_over(one: Submission, contract: Contract, today: date) -> bool:
    event = contract.events.get(one.event)
    return event is None or "" < event.last_day_of(one.unit) < today.isoformat()


def _finish(
    erasure: str,
    plan: Plan,
    journal: Archive,
    new_id: Callable[[], str],
    remove_files: Callable[[Collection[str]], object],
) -> Forgotten:
    remove_files(plan.needles)

    def forget(record: Record) -> Rewritten:
        if ERASED in record.fields:
            return None
        if concerns(record, plan.submissions, plan.records):
            return without_person(record)
        return without_colleague(record, plan.person) if plan.person else None

    changed = journal.rewrite(forget)
    done = {"erasure": erasure, "submissions": len(plan.submissions), "records": changed}
    journal.commit(lambda: [Draft("erasure_finished", new_id(), done)], spare=True)
    return Forgotten(erasure, len(plan.submissions), changed)


def finish_erasures(
    records: Sequence[Record],
    *,
    journal: Archive,
    new_id: Callable[[], str],
    remove_files: Callable[[Collection[str]], object],
) -> list[Forgotten]:
    """Finish every erasure that a crash cut short, and return their receipts."""
    return [
        _finish(
            begun.id, _plan(begun.fields["submissions"], records), journal, new_id, remove_files
        )
        for begun in unfinished(records)
    ]


def unfinished(records: Sequence[Record]) -> Iterator[Record]:
    """Yield the erasures that were begun and not finished."""
    done = {each.fields["erasure"] for each in records if each.type == "erasure_finished"}
    return (each for each in records if each.type == "erasure_begun" and each.id not in done)


def plan_expiry(
    ledger: Ledger, records: Sequence[Record], contract: Contract, today: date
) -> Expiry:
    """Return what the forms' periods call for on `today`."""
    owed = frozenset(each.submission for each in ledger.owed.values())
    return find_expired(records, contract, owed, today)


def end_expired(
    expiry: Expiry,
    records: Sequence[Record],
    *,
    journal: Archive,
    new_id: Callable[[], str],
    remove_files: Callable[[Collection[str]], object],
) -> Forgotten:
    """Remove what was kept long enough, and return the receipt. Raises what the journal does."""
    answers = journal.rewrite(expiry.without_expired) if expiry.fields else 0
    plan = _plan(sorted(expiry.submissions), records)
    if not plan.submissions:
        return Forgotten("", 0, answers)
    forgotten = erase(plan, journal=journal, new_id=new_id, remove_files=remove_files)
    return Forgotten(forgotten.id, forgotten.submissions, forgotten.records + answers)


def list_held(ledger: Ledger, records: Sequence[Record], who: str) -> list[Record]:
    """Return every record about `who`, complete (AVG, articles 15 and 20).

    Of someone whom another brought along, only what is about that colleague.
    """
    plan = plan_erasure(ledger, records, who)
    return [held for each in records if (held := _held(each, plan)) is not None]


def _held(record: Record, plan: Plan) -> Record | None:
    if concerns(record, plan.submissions, plan.records):
        return record
    answers = colleague_answers(record, plan.person) if plan.person else {}
    if not answers:
        return None
    fields = {"event": record.fields.get("event", ""), "answers": answers}
    return record._replace(fields=fields)
