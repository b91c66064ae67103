"""From interest to participation: invite, confirm or decline, remind, and what comes after."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from samenkomst.core.contract import EventEntry, Unit
from samenkomst.core.pages.compile_forms import EventCalendars, compile_entry
from samenkomst.core.pages.glance import glance_at
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.reader import Reader
from samenkomst.core.procedures import Act, State
from samenkomst.core.translation import dutch
from samenkomst.service import Outcome
from samenkomst.service.inviting import AT_ONCE, Invitation, invite, plan_invitation
from tests.builders import make_catalogue, make_event_raw, make_session_raw
from tests.service.desk import Desk, make_limited, make_procedure

INTEREST = make_procedure("interest")
DEADLINE = date(2026, 12, 10)
LAST = "2026-12-10T22:59:59Z"


def show_interest(desk: Desk, event: EventEntry, *names: str, **answers: Any) -> None:
    for name in names:
        desk.send(event, INTEREST, name, **answers)


def invite_all(desk: Desk, event: EventEntry, deadline: date = DEADLINE) -> Invitation:
    return invite(event, deadline=deadline, by="Fieke", accounts=desk.accounts)


def test_everyone_who_showed_interest_is_invited_once(desk: Desk) -> None:
    event = make_limited(capacity=1)
    show_interest(desk, event, "noor", "sam")
    plan = plan_invitation(event, desk.ledger, DEADLINE, desk.now)
    assert [one.person for one in plan.submissions] == ["noor@example.org", "sam@example.org"]
    assert plan.deadline == LAST
    assert len(invite_all(desk, event).submissions) == 2
    assert invite_all(desk, event) == Invitation(LAST, (), "nobody")
    assert desk.steps() == [("invite", "invited", "Fieke")] * 2
    assert [desk.of(event, name).deadline for name in ("noor", "sam")] == [LAST] * 2
    assert desk.letters(event, "noor") == ["received", "invitation"]


def test_who_shows_interest_after_the_invitation_can_be_invited_too(desk: Desk) -> None:
    event = make_limited()
    show_interest(desk, event, "noor")
    invite_all(desk, event)
    show_interest(desk, event, "sam")
    (sam,) = invite_all(desk, event).submissions
    assert sam.person == "sam@example.org"


def test_long_list_is_invited_in_parts_and_tells_how_far_it_is(desk: Desk) -> None:
    event = make_limited()
    show_interest(desk, event, *(f"p{number}" for number in range(AT_ONCE + 1)))
    told: list[int] = []
    done = invite(
        event, deadline=DEADLINE, by="Fieke", progress=told.append, accounts=desk.accounts
    )
    assert (told, len(done.submissions)) == ([AT_ONCE, AT_ONCE + 1], AT_ONCE + 1)
    assert set(desk.states(event).values()) == {"invited"}


@pytest.mark.parametrize(
    ("changes", "deadline", "problem"),
    [
        ({"off": True}, DEADLINE, "event_off"),
        ({"dated": False}, DEADLINE, "not_dated"),
        ({}, date(2026, 11, 20), "deadline_past"),
    ],
)
def test_invitation_that_cannot_be_right_is_not_sent(
    desk: Desk, changes: dict[str, Any], deadline: date, problem: str
) -> None:
    event = make_limited(**changes)
    show_interest(desk, event, "noor")
    assert invite_all(desk, event, deadline).problem == problem
    assert desk.steps() == []


def of_two_days(last_day: str) -> EventEntry:
    """Return an event that goes on for long, with a day that has its own form and last day."""
    day = Unit("dag", "Dag", "dag", closes=last_day, last_day=last_day)
    return make_limited(last_day="2027-12-31", units=(*make_limited().units, day))


def ask_for_both(desk: Desk, event: EventEntry) -> None:
    for form in (INTEREST, make_procedure("interest", id="dag")):
        desk.receive(event, form, email="noor@example.org")


def test_nobody_is_invited_for_a_unit_that_is_over(desk: Desk) -> None:
    ask_for_both(desk, over := of_two_days("2026-11-20"))
    asked = [one.unit for one in invite_all(desk, over).submissions]
    assert (asked, invite_all(desk, over).problem) == ([""], "event_over")
    assert [one.unit for one in invite_all(desk, of_two_days("2026-12-20")).submissions] == ["dag"]


@pytest.mark.parametrize(("last_day", "reminded"), [("2026-12-01", 1), ("2026-12-20", 2)])
def test_nobody_is_reminded_of_a_unit_that_is_over(
    desk: Desk, last_day: str, reminded: int
) -> None:
    ask_for_both(desk, event := of_two_days(last_day))
    invite_all(desk, event)
    desk.on(datetime(2026, 12, 9, tzinfo=UTC))
    assert desk.settle(event) == reminded


def test_invitation_may_end_today(desk: Desk) -> None:
    event = make_limited()
    show_interest(desk, event, "noor")
    assert invite_all(desk, event, desk.now.date()).problem == ""


def test_confirming_gives_a_place_and_when_there_is_none_the_truth(desk: Desk) -> None:
    event = make_limited(capacity=1)
    show_interest(desk, event, "noor", "sam", "kim")
    invite_all(desk, event)
    assert desk.step(event, "sam", Act.CONFIRM) == Outcome(State.PLACED, True)
    assert desk.step(event, "noor", Act.CONFIRM) == Outcome(State.WAITLISTED, True)
    assert desk.step(event, "kim", Act.DECLINE) == Outcome(State.DECLINED, True)
    assert desk.letters(event, "noor") == ["received", "waitlisted"]


def test_confirming_keeps_to_the_limit_per_organisation(desk: Desk) -> None:
    event = make_limited(per_organisation=2)
    show_interest(desk, event, "noor")
    show_interest(desk, event, "sam", gemeente="'s-Hertogenbosch")
    show_interest(desk, event, "kim", gemeente="GEMEENTE  den bosch")
    invite_all(desk, event)
    states = [desk.step(event, name, Act.CONFIRM).state for name in ("kim", "noor", "sam")]
    assert states == [State.PLACED, State.PLACED, State.WAITLISTED]


def test_changing_ones_mind_gets_what_there_is_then(desk: Desk) -> None:
    event = make_limited(capacity=1)
    show_interest(desk, event, "noor")
    invite_all(desk, event)
    desk.step(event, "noor", Act.DECLINE)
    assert desk.step(event, "noor", Act.CONFIRM) == Outcome(State.PLACED, True)
    assert desk.step(event, "noor", Act.DECLINE) == Outcome(State.PLACED, False, "not_allowed")


def test_free_places_wait_for_the_deadline_and_then_go_to_the_waitlist_in_order(
    desk: Desk,
) -> None:
    event = make_limited(capacity=1)
    show_interest(desk, event, "noor", "sam", "kim", "lou")
    invite_all(desk, event)
    for name in ("noor", "kim", "sam"):
        desk.step(event, name, Act.CONFIRM)
    desk.step(event, "noor", Act.WITHDRAW)
    desk.settle(event)
    # Lou can still answer, and comes behind those who wait.
    assert desk.step(event, "lou", Act.CONFIRM) == Outcome(State.WAITLISTED, True)
    desk.on(datetime(2026, 12, 10, 22, 59, 59, tzinfo=UTC))
    desk.settle(event)
    assert desk.states(event)["kim"] == "waitlisted"
    desk.wait(seconds=1)
    desk.settle(event)
    assert desk.states(event) == {
        "noor": "withdrawn",
        "sam": "waitlisted",
        "kim": "offered",
        "lou": "waitlisted",
    }


def test_who_does_not_answer_is_reminded_once_and_then_lapses(desk: Desk) -> None:
    event = make_limited()
    show_interest(desk, event, "noor", "sam")
    invite_all(desk, event)
    desk.step(event, "sam", Act.CONFIRM)
    desk.on(datetime(2026, 12, 7, 22, 59, 59, tzinfo=UTC))
    assert desk.settle(event) == 0
    desk.wait(seconds=1)
    assert desk.settle(event) == 1
    assert desk.settle(event) == 0
    assert desk.letters(event, "noor") == ["received", "invitation", "reminder"]
    desk.wait(days=3)
    desk.settle(event)
    assert desk.states(event) == {"noor": "lapsed", "sam": "placed"}
    assert desk.steps()[-2:] == [("remind", "invited", "system"), ("lapse", "lapsed", "system")]
    # Letters that had not gone out are of no use any more.
    assert desk.letters(event, "noor") == ["received", "lapsed"]


def test_reminder_comes_at_once_when_the_deadline_is_near_already(desk: Desk) -> None:
    event = make_limited(reminder_days=3)
    show_interest(desk, event, "noor")
    invite_all(desk, event, desk.now.date() + timedelta(days=1))
    assert desk.settle(event) == 1


def test_nobody_is_reminded_of_an_event_that_is_off(desk: Desk) -> None:
    event = make_limited()
    show_interest(desk, event, "noor")
    invite_all(desk, event)
    desk.on(datetime(2026, 12, 9, tzinfo=UTC))
    assert desk.settle(make_limited(off=True)) == 0


def test_postponed_event_with_a_new_date_invites_reminds_and_gives_places(desk: Desk) -> None:
    moved = make_session_raw(date="2027-03-29", moved_from=[{"date": "2026-11-29"}])
    catalogue = make_catalogue(events=[make_event_raw(going_ahead="postponed", sessions=[moved])])
    [known], reader = catalogue.events, Reader("nl", dutch)
    glance = glance_at(known, date(2026, 12, 1), reader)
    meetings = Meetings(known, reader)
    event = compile_entry(meetings, glance, catalogue, EventCalendars(), reader)
    show_interest(desk, event, "noor", "sam")
    assert len(invite_all(desk, event).submissions) == 2
    assert desk.step(event, "sam", Act.CONFIRM) == Outcome(State.PLACED, True)
    desk.on(datetime(2026, 12, 9, tzinfo=UTC))
    assert desk.settle(event) == 1
    assert desk.letters(event, "noor") == ["received", "invitation", "reminder"]
    desk.wait(days=3)
    desk.settle(event)
    assert desk.states(event) == {"noor": "lapsed", "sam": "placed"}


def test_who_lapsed_may_still_come(desk: Desk) -> None:
    event = make_limited(capacity=1)
    show_interest(desk, event, "noor", "sam")
    invite_all(desk, event)
    desk.on(datetime(2026, 12, 12, tzinfo=UTC))
    assert desk.step(event, "noor", Act.CONFIRM) == Outcome(State.PLACED, True)
    assert desk.step(event, "sam", Act.CONFIRM) == Outcome(State.WAITLISTED, True)


def test_invitation_tells_the_facts_of_that_moment(desk: Desk) -> None:
    event = make_limited(facts=(("Wanneer", "volgt"),), dated=False)
    show_interest(desk, event, "noor")
    dated = make_limited()
    invite_all(desk, dated)
    assert desk.types() == ["event_told", "submission_received", "event_told", "step_taken"]
    assert desk.of(event, "noor").told == 1
