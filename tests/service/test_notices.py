"""Telling everyone concerned what changed, once."""

from samenkomst.core.contract import EventEntry
from samenkomst.core.ledger import Facts
from samenkomst.core.procedures import Act
from samenkomst.service.inviting import AT_ONCE
from samenkomst.service.notices import Change, notify, plan_notice
from tests.builders import HOSTILE
from tests.service.desk import Desk, make_limited, make_procedure

REGISTER = make_procedure("registration")
OLD: Facts = (("Waar", "Utrecht"),)
NEW: Facts = (("Waar", HOSTILE),)
BEFORE, AFTER = make_limited(facts=OLD), make_limited(facts=NEW)


def names(changes: list[Change]) -> list[str]:
    return [each.submission.person.partition("@")[0] for each in changes]


def tell(desk: Desk, event: EventEntry) -> list[Change]:
    return notify(event, by="Fieke", accounts=desk.accounts)


def test_everyone_who_takes_part_is_told_old_and_new_once(desk: Desk) -> None:
    for name in ("noor", "sam", "kim"):
        desk.send(BEFORE, REGISTER, name)
    desk.step(BEFORE, "kim", Act.WITHDRAW)
    plan = plan_notice(AFTER, desk.ledger)
    assert names(plan) == ["noor", "sam"]
    assert tell(desk, AFTER) == plan
    assert (plan[0].old, plan[0].new) == (OLD, NEW)
    assert desk.types()[-3:] == ["event_told", "change_told", "change_told"]
    fields = desk.records()[-1].fields
    assert (fields["old"], fields["new"]) == ([["Waar", "Utrecht"]], [["Waar", HOSTILE]])
    assert desk.letters(AFTER, "sam") == ["confirmed", "change"]
    assert (tell(desk, AFTER), plan_notice(AFTER, desk.ledger)) == ([], [])


def test_who_came_after_the_change_knows_it_already(desk: Desk) -> None:
    desk.send(BEFORE, REGISTER, "noor")
    desk.send(AFTER, REGISTER, "sam")
    assert names(tell(desk, AFTER)) == ["noor"]


def test_change_that_was_taken_back_before_anyone_was_told_is_none(desk: Desk) -> None:
    desk.send(BEFORE, REGISTER, "noor")
    desk.send(AFTER, REGISTER, "sam")
    assert names(tell(desk, BEFORE)) == ["sam"]


def test_second_change_is_told_against_what_each_one_knows(desk: Desk) -> None:
    desk.send(BEFORE, REGISTER, "noor")
    tell(desk, AFTER)
    third = make_limited(facts=(("Waar", "Zwolle"),))
    (change,) = tell(desk, third)
    assert (change.old, change.new) == (NEW, third.facts)


def test_event_whose_facts_did_not_change_concerns_nobody(desk: Desk) -> None:
    desk.send(BEFORE, REGISTER, "noor")
    before = desk.records()
    assert tell(desk, BEFORE) == []
    assert desk.records() == before


def test_long_list_is_told_in_parts(desk: Desk) -> None:
    for number in range(AT_ONCE + 1):
        desk.send(BEFORE, REGISTER, f"p{number}")
    done: list[int] = []
    told = notify(AFTER, by="Fieke", progress=done.append, accounts=desk.accounts)
    assert (done, len(told)) == ([AT_ONCE, AT_ONCE + 1], AT_ONCE + 1)
    assert desk.types().count("event_told") == 2


def test_who_confirms_has_seen_the_facts_of_that_moment(desk: Desk) -> None:
    full = make_limited(capacity=1, facts=OLD)
    for name in ("noor", "sam"):
        desk.send(full, REGISTER, name)
    desk.step(full, "noor", Act.WITHDRAW)
    desk.settle(full)
    changed = make_limited(capacity=1, facts=NEW)
    desk.step(changed, "sam", Act.CONFIRM)
    assert plan_notice(changed, desk.ledger) == []
