"""One step at a time: places by the rules, the waitlist in order, deadlines."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from samenkomst.core.contract import EventEntry, Places, Unit
from samenkomst.core.procedures import Act, State
from samenkomst.service import Outcome, take_step
from tests.service.desk import Desk, make_limited, make_procedure

INTEREST, APPLY, REGISTER = (
    make_procedure(procedure) for procedure in ("interest", "application", "registration")
)


def fill(desk: Desk, event: EventEntry, *names: str, **answers: Any) -> None:
    """Let these people register, in this order."""
    for name in names:
        desk.send(event, REGISTER, name, **answers)


def apply(desk: Desk, event: EventEntry, *names: str) -> None:
    for name in names:
        desk.send(event, APPLY, name)


def decide(desk: Desk, event: EventEntry, act: Act, *names: str) -> list[Outcome]:
    return [desk.step(event, name, act, "Fieke") for name in names]


def test_step_that_the_procedure_does_not_allow_writes_nothing(desk: Desk) -> None:
    event = make_limited()
    apply(desk, event, "noor")
    before = desk.records()
    assert desk.step(event, "noor", Act.CONFIRM) == Outcome(State.APPLIED, False, "not_allowed")
    assert desk.records() == before


def test_step_of_somebody_at_another_event_is_of_nobody(desk: Desk) -> None:
    event, other = make_limited(), make_limited(slug="ander")
    apply(desk, event, "noor")
    unknown = Outcome(None, False, "unknown")
    identifier = desk.of(event, "noor").id
    assert (
        take_step(other, identifier, Act.WITHDRAW, by="participant", accounts=desk.accounts)
        == unknown
    )
    assert (
        take_step(event, "nobody", Act.WITHDRAW, by="participant", accounts=desk.accounts)
        == unknown
    )
    assert "step_taken" not in desk.types()


@pytest.mark.parametrize("act", [Act.WITHDRAW, Act.CONFIRM])
def test_step_twice_is_one_record_and_one_letter(desk: Desk, act: Act) -> None:
    event = make_limited(capacity=1, offer_days=1)
    fill(desk, event, "noor", "sam")
    desk.step(event, "noor", Act.WITHDRAW)
    desk.settle(event)
    first = desk.step(event, "sam", act)
    assert first == Outcome(State.WITHDRAWN if act is Act.WITHDRAW else State.PLACED, True)
    before = desk.records()
    assert desk.step(event, "sam", act) == Outcome(first.state, False)
    assert desk.records() == before


def test_place_that_comes_free_is_offered_to_the_first_in_line(desk: Desk) -> None:
    event = make_limited(capacity=1)
    fill(desk, event, "noor", "sam", "kim")
    desk.step(event, "noor", Act.WITHDRAW)
    assert desk.settle(event) == 1
    assert desk.states(event) == {"noor": "withdrawn", "sam": "offered", "kim": "waitlisted"}
    assert desk.of(event, "sam").deadline == "2026-11-24T22:59:59Z"
    assert desk.letters(event, "sam") == ["waitlisted", "offered"]
    assert desk.settle(event) == 0


def test_nobody_passes_the_waitlist(desk: Desk) -> None:
    """The place is free for a moment only to those who do not wait for it."""
    event = make_limited(capacity=1)
    fill(desk, event, "noor", "sam")
    desk.step(event, "noor", Act.WITHDRAW)
    fill(desk, event, "kim")
    assert desk.states(event) == {"noor": "withdrawn", "sam": "offered", "kim": "waitlisted"}


def test_offer_that_is_declined_or_not_answered_goes_to_the_next(desk: Desk) -> None:
    event = make_limited(capacity=1)
    fill(desk, event, "noor", "sam", "kim", "lou")
    desk.step(event, "noor", Act.WITHDRAW)
    desk.settle(event)
    assert desk.step(event, "sam", Act.DECLINE) == Outcome(State.DECLINED, True)
    desk.settle(event)
    assert desk.states(event)["kim"] == "offered"
    desk.wait(days=4)
    desk.settle(event)
    assert desk.states(event) == {
        "noor": "withdrawn",
        "sam": "declined",
        "kim": "lapsed",
        "lou": "offered",
    }
    assert desk.step(event, "lou", Act.CONFIRM) == Outcome(State.PLACED, True)
    # The offer's letter did not go out before it was answered, so nobody needs it.
    assert desk.letters(event, "lou") == ["waitlisted", "confirmed"]


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        (datetime(2026, 11, 24, 22, 59, 59, 999_999, UTC), State.PLACED),
        (datetime(2026, 11, 24, 23, 0, 0, 0, UTC), State.WAITLISTED),
    ],
)
def test_offer_stands_until_the_end_of_its_last_day_in_amsterdam(
    desk: Desk, moment: datetime, state: State
) -> None:
    """The last second counts; a second later the place is the next one's."""
    event = make_limited(capacity=1)
    fill(desk, event, "noor", "sam", "kim")
    desk.step(event, "noor", Act.WITHDRAW)
    desk.settle(event)
    desk.on(moment)
    assert desk.step(event, "sam", Act.CONFIRM).state is state


@pytest.mark.parametrize(
    ("now", "deadline"),
    [
        (datetime(2026, 10, 22, 12, tzinfo=UTC), "2026-10-25T22:59:59Z"),  # summer time ends
        (datetime(2026, 10, 21, 22, 30, tzinfo=UTC), "2026-10-25T22:59:59Z"),  # the 22nd here
        (datetime(2026, 3, 26, 12, tzinfo=UTC), "2026-03-29T21:59:59Z"),  # summer time begins
        (datetime(2028, 2, 26, 12, tzinfo=UTC), "2028-02-29T22:59:59Z"),
    ],
)
def test_offer_counts_days_as_amsterdams_calendar_does(
    desk: Desk, now: datetime, deadline: str
) -> None:
    desk.on(now)
    event = make_limited(capacity=1)
    fill(desk, event, "noor", "sam")
    desk.step(event, "noor", Act.WITHDRAW)
    desk.settle(event)
    assert desk.of(event, "sam").deadline == deadline


def test_next_in_line_is_the_first_whose_organisation_may_have_more(desk: Desk) -> None:
    event = make_limited(capacity=3, per_organisation=2)
    fill(desk, event, "noor", "sam")
    fill(desk, event, "kim", gemeente="Utrecht")
    fill(desk, event, "lou")
    fill(desk, event, "max", gemeente="Amsterdam")
    desk.step(event, "kim", Act.WITHDRAW)
    desk.settle(event)
    assert [desk.states(event)[name] for name in ("lou", "max")] == ["waitlisted", "offered"]


def test_unverified_place_lapses_and_goes_to_the_next(desk: Desk) -> None:
    event = make_limited(capacity=1, hold_days=2)
    fill(desk, event, "noor", "sam")
    desk.wait(days=3)
    desk.settle(event)
    assert desk.states(event) == {"noor": "lapsed", "sam": "offered"}
    assert desk.letters(event, "noor") == ["confirmed", "lapsed"]


def test_verified_place_stays(desk: Desk) -> None:
    event = make_limited(capacity=1, hold_days=2)
    fill(desk, event, "noor", "sam")
    assert desk.step(event, "noor", Act.VERIFY) == Outcome(State.PLACED, True)
    assert desk.step(event, "noor", Act.VERIFY) == Outcome(State.PLACED, False)
    desk.wait(days=30)
    desk.settle(event)
    assert desk.states(event) == {"noor": "placed", "sam": "waitlisted"}


def test_who_lapsed_may_still_confirm_while_there_is_a_place(desk: Desk) -> None:
    event = make_limited(capacity=1, hold_days=2)
    fill(desk, event, "noor")
    desk.wait(days=3)
    assert desk.step(event, "noor", Act.CONFIRM) == Outcome(State.PLACED, True)
    assert desk.of(event, "noor").deadline == ""


def test_who_lapsed_and_confirms_too_late_waits_at_the_end(desk: Desk) -> None:
    event = make_limited(capacity=1, hold_days=2)
    fill(desk, event, "noor", "sam", "kim")
    desk.wait(days=3)
    assert desk.step(event, "noor", Act.CONFIRM) == Outcome(State.WAITLISTED, True)
    desk.step(event, "sam", Act.DECLINE)
    desk.settle(event)
    assert desk.states(event) == {"noor": "waitlisted", "sam": "declined", "kim": "offered"}


def test_application_is_accepted_into_a_place_and_into_no_more_than_there_are(desk: Desk) -> None:
    event = make_limited(capacity=1)
    apply(desk, event, "noor", "sam")
    assert decide(desk, event, Act.ACCEPT, "noor", "sam") == [
        Outcome(State.PLACED, True),
        Outcome(State.APPLIED, False, "full"),
    ]
    assert desk.letters(event, "noor") == ["received", "accepted"]


def test_acceptance_keeps_to_the_limit_per_organisation(desk: Desk) -> None:
    event = make_limited(capacity=9, per_organisation=1)
    apply(desk, event, "noor", "sam")
    assert decide(desk, event, Act.ACCEPT, "noor", "sam")[1].problem == "organisation_limit"


def test_organiser_may_reconsider(desk: Desk) -> None:
    event = make_limited()
    apply(desk, event, "noor")
    acts = (Act.REJECT, Act.RESERVE, Act.ACCEPT)
    states = [decide(desk, event, act, "noor")[0].state for act in acts]
    assert states == [State.REJECTED, State.WAITLISTED, State.PLACED]
    assert desk.letters(event, "noor") == ["received", "rejected", "reserve", "accepted"]
    assert decide(desk, event, Act.ACCEPT, "noor") == [Outcome(State.PLACED, False)]


def test_reserve_list_waits_for_the_organiser_while_nothing_was_given_back(desk: Desk) -> None:
    """Half way through the decisions there are free places, and they are not yet the reserves'."""
    event = make_limited(capacity=3)
    apply(desk, event, "noor", "sam", "kim", "lou")
    decide(desk, event, Act.RESERVE, "noor", "kim")
    decide(desk, event, Act.ACCEPT, "sam")
    assert desk.settle(event) == 0


def test_reserve_list_moves_up_when_someone_who_was_accepted_withdraws(desk: Desk) -> None:
    event = make_limited(capacity=3)
    apply(desk, event, "noor", "sam", "kim", "lou")
    decide(desk, event, Act.RESERVE, "noor", "kim")
    decide(desk, event, Act.ACCEPT, "sam")
    desk.step(event, "sam", Act.WITHDRAW)
    assert desk.settle(event) == 1
    assert desk.states(event) == {
        "noor": "offered",
        "sam": "withdrawn",
        "kim": "waitlisted",
        "lou": "applied",
    }


def test_place_given_back_while_nobody_waits_stays_the_organisers(desk: Desk) -> None:
    event = make_limited(capacity=3)
    apply(desk, event, "noor", "sam")
    decide(desk, event, Act.ACCEPT, "noor")
    desk.step(event, "noor", Act.WITHDRAW)
    decide(desk, event, Act.RESERVE, "sam")
    assert desk.settle(event) == 0


def test_lowered_capacity_removes_nobody_and_gives_no_place(desk: Desk) -> None:
    event = make_limited(capacity=3)
    fill(desk, event, "noor", "sam", "kim", "lou")
    lower = make_limited(capacity=1)
    assert desk.settle(lower) == 0
    desk.step(lower, "noor", Act.WITHDRAW)
    desk.step(lower, "sam", Act.WITHDRAW)
    assert desk.settle(lower) == 0
    assert desk.states(lower)["kim"] == "placed"
    desk.step(lower, "kim", Act.WITHDRAW)
    desk.settle(lower)
    assert desk.states(lower)["lou"] == "offered"


def test_raised_capacity_gives_places_to_the_waitlist(desk: Desk) -> None:
    event = make_limited(capacity=1)
    fill(desk, event, "noor", "sam", "kim")
    assert desk.settle(make_limited(capacity=3)) == 2
    assert desk.states(event) == {"noor": "placed", "sam": "offered", "kim": "offered"}


def test_event_that_is_off_gives_no_places_and_lets_people_withdraw(desk: Desk) -> None:
    event = make_limited(capacity=1)
    fill(desk, event, "noor", "sam")
    off = make_limited(capacity=1, off=True)
    desk.step(event, "noor", Act.WITHDRAW)
    assert desk.settle(off) == 0
    desk.settle(event)
    assert desk.step(off, "sam", Act.CONFIRM) == Outcome(State.OFFERED, False, "event_off")
    assert desk.step(off, "sam", Act.WITHDRAW) == Outcome(State.WITHDRAWN, True)


def test_each_time_that_someone_leaves_is_counted(desk: Desk) -> None:
    event = make_limited(capacity=1)
    for times in (1, 2):
        fill(desk, event, "noor")
        desk.step(event, "noor", Act.WITHDRAW)
        desk.step(event, "noor", Act.WITHDRAW)
        assert desk.of(event, "noor").left == times
    assert vars(desk.replayed()) == vars(desk.ledger)


EVENING = Unit("avond", "Avond", "avond", Places(capacity=1))
BY_EVENING = make_procedure("registration", id="avond")


def test_each_unit_has_its_own_places_and_its_own_submission_of_a_person(desk: Desk) -> None:
    whole = make_limited(capacity=1)
    event = make_limited(units=(*whole.units, EVENING))
    for form in (REGISTER, BY_EVENING):
        for name in ("noor", "sam"):
            desk.receive(event, form, email=f"{name}@example.org")
    found = [(one.unit, one.state.value) for one in desk.ledger.of_event(event.slug)]
    assert found == [
        ("", "placed"),
        ("", "waitlisted"),
        ("avond", "placed"),
        ("avond", "waitlisted"),
    ]
    assert len({one.reference for one in desk.ledger.of_event(event.slug)}) == 4


def test_unit_that_an_editor_took_away_keeps_its_people_and_gives_no_places(desk: Desk) -> None:
    whole = make_limited(capacity=9)
    event = make_limited(units=(*whole.units, EVENING))
    for name in ("noor", "sam"):
        desk.receive(event, BY_EVENING, email=f"{name}@example.org")
    noor, sam = desk.ledger.of_event(event.slug)
    take_step(whole, noor.id, Act.WITHDRAW, by="participant", accounts=desk.accounts)
    assert desk.settle(whole) == 0
    assert desk.ledger.submissions[sam.id].state is State.WAITLISTED


class Unscanned(dict[str, Any]):
    """Gives who is asked for by id, and fails when someone goes through everybody."""

    def scan(self, *arguments: Any) -> Any:
        raise AssertionError("a decision looked at everyone")

    __iter__ = values = items = keys = scan


def test_no_decision_looks_at_everyone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With 100,000 submissions it must take as long as with ten."""
    event = make_limited(capacity=2, per_organisation=2, hold_days=1)
    fill(desk, event, "noor", "sam", "kim")
    desk.ledger.submissions = Unscanned(desk.ledger.submissions)
    monkeypatch.setattr(type(desk.ledger), "of_event", Unscanned.scan)
    fill(desk, event, "lou")
    desk.step(event, "sam", Act.WITHDRAW)
    desk.wait(days=2)
    assert desk.settle(event) == 3
    with pytest.raises(AssertionError, match="looked at everyone"):
        desk.states(event)


def test_event_that_is_over_gives_no_places(desk: Desk) -> None:
    """An organiser can still decide, for the record; and one can still withdraw."""
    day = desk.now.date().isoformat()
    event = make_limited(capacity=1, last_day=day, closes=day, takes_forms=True)
    fill(desk, event, "noor", "sam", "kim")
    desk.step(event, "noor", Act.WITHDRAW)
    desk.settle(event)
    apply(desk, event, "lou")
    desk.wait(days=1)
    before = desk.records()
    over = Outcome(State.OFFERED, False, "event_over")
    assert desk.step(event, "sam", Act.CONFIRM) == over
    assert desk.step(event, "sam", Act.CONFIRM, "Fieke") == over
    desk.wait(days=30)
    assert desk.settle(event) == 0  # nobody lapses, nobody is offered a place
    assert desk.records() == before
    assert desk.step(event, "sam", Act.WITHDRAW) == Outcome(State.WITHDRAWN, True)
    assert desk.settle(event) == 0
    assert desk.step(event, "lou", Act.ACCEPT, "Fieke") == Outcome(State.PLACED, True)


def test_event_ends_with_its_last_day_in_amsterdam() -> None:
    event = make_limited(last_day="2026-11-21", takes_forms=False)
    moments = {
        datetime(2026, 11, 21, 22, 59, 59, tzinfo=UTC): False,
        datetime(2026, 11, 21, 23, 0, tzinfo=UTC): True,
    }
    assert {each: event.has_ended("registration", each) for each in moments} == moments
    undated = make_limited(last_day="", takes_forms=False)
    assert not undated.has_ended("interest", datetime(2999, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(("last_day", "offered"), [("2026-11-20", 0), ("2026-12-24", 1)])
def test_place_in_a_unit_that_is_over_is_offered_to_nobody(
    desk: Desk, last_day: str, offered: int
) -> None:
    """Its event goes on; who withdraws afterwards leaves a place of no use."""
    evening = replace(EVENING, closes="2026-11-20", last_day=last_day)
    event = make_limited(last_day="2026-12-31", units=(*make_limited().units, evening))
    for name in ("noor", "sam"):
        desk.receive(event, BY_EVENING, email=f"{name}@example.org")
    noor, _ = desk.ledger.of_event(event.slug)
    take_step(event, noor.id, Act.WITHDRAW, by="participant", accounts=desk.accounts)
    assert desk.settle(event) == offered


def test_unit_ends_before_its_event() -> None:
    """Who comes to another unit is not over; without a day of its own it ends as the event does."""
    units = (
        Unit("", "Reeks", ""),
        Unit("dag", "Dag", "dag", last_day="2026-11-21"),
        Unit("diner", "Diner", "diner", last_day="2026-11-30"),
        Unit("gids", "Gids", "gids"),
    )
    event = make_limited(last_day="2026-11-30", takes_forms=False, units=units)
    moment = datetime(2026, 11, 25, tzinfo=UTC)
    ended = {each.id: event.has_ended("registration", moment, each.id) for each in units}
    assert ended == {"": False, "dag": True, "diner": False, "gids": False}
    after = datetime(2026, 12, 1, tzinfo=UTC)
    assert all(event.has_ended("registration", after, each.id) for each in units)


@pytest.mark.parametrize(("procedure", "ended"), [("interest", True), ("registration", False)])
def test_form_that_an_editor_leaves_open_gives_places_after_the_last_day(
    procedure: str, *, ended: bool
) -> None:
    event = make_limited(last_day="2026-11-21", takes_forms=True)
    assert event.has_ended(procedure, datetime(2026, 12, 1, tzinfo=UTC)) is ended
