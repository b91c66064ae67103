"""The table of the procedures, all of it: every state and act of each."""

import itertools

import pytest

from samenkomst.core.procedures import (
    HOLDING,
    LEFT,
    LIVE,
    STEPS,
    Act,
    Actor,
    Procedure,
    State,
    is_repeat,
    may,
    states,
    steps_of,
)

ALWAYS = "note send_link"
LIVING = "verify answer change withdraw>withdrawn:withdrawn"
PLACE = "placed:confirmed|waitlisted:waitlisted"
OFFER = "offer>offered:offered"
ANSWERED = "confirm>placed:confirmed decline>declined:declined lapse>lapsed:lapsed"

ALLOWED = {
    "interest": {
        None: "submit>interested:received",
        "interested": f"{LIVING} {ALWAYS} invite>invited:invitation",
        "invited": f"{LIVING} {ALWAYS} remind>invited:reminder confirm>{PLACE} "
        "decline>declined:declined lapse>lapsed:lapsed",
        "placed": f"{LIVING} {ALWAYS} choose",
        "offered": f"{LIVING} {ALWAYS} {ANSWERED}",
        "waitlisted": f"{LIVING} {ALWAYS} {OFFER}",
        "declined": f"{ALWAYS} submit>interested:received confirm>{PLACE}",
        "lapsed": f"{ALWAYS} submit>interested:received confirm>{PLACE}",
        "withdrawn": f"{ALWAYS} submit>interested:received",
    },
    "application": {
        None: "submit>applied:received",
        "interested": "submit>applied:received",
        "invited": "submit>applied:received",
        "applied": f"{LIVING} {ALWAYS} choose accept>placed:accepted reject>rejected:rejected "
        "reserve>waitlisted:reserve",
        "placed": f"{LIVING} {ALWAYS} choose",
        "offered": f"{LIVING} {ALWAYS} {ANSWERED}",
        "waitlisted": f"{LIVING} {ALWAYS} {OFFER} accept>placed:accepted reject>rejected:rejected",
        "rejected": f"{ALWAYS} accept>placed:accepted reserve>waitlisted:reserve",
        "declined": f"{ALWAYS} submit>applied:received",
        "lapsed": f"{ALWAYS} submit>applied:received confirm>{PLACE}",
        "withdrawn": f"{ALWAYS} submit>applied:received",
    },
    "registration": {
        None: f"submit>{PLACE}",
        "interested": f"submit>{PLACE}",
        "invited": f"submit>{PLACE}",
        "applied": f"submit>{PLACE}",
        "placed": f"{LIVING} {ALWAYS} choose lapse>lapsed:lapsed",
        "offered": f"{LIVING} {ALWAYS} {ANSWERED}",
        "waitlisted": f"{LIVING} {ALWAYS} {OFFER}",
        "declined": f"{ALWAYS} submit>{PLACE}",
        "lapsed": f"{ALWAYS} submit>{PLACE} confirm>{PLACE}",
        "withdrawn": f"{ALWAYS} submit>{PLACE}",
    },
}
"""What may follow what, written by hand: act>state:letter, or the act alone where one stays."""


def parse(row: str, state: str | None) -> dict[str, dict[str, str]]:
    """Return the targets and letters of each act in a row."""
    found: dict[str, dict[str, str]] = {}
    for word in row.split():
        act, _, targets = word.partition(">")
        pairs = [target.partition(":") for target in targets.split("|")] if targets else []
        found[act] = {name: letter for name, _, letter in pairs} or {str(state): ""}
    return found


CASES = list(itertools.product(Procedure, (None, *State), Act))


@pytest.mark.parametrize(("procedure", "state", "act"), CASES)
def test_step_is_allowed_exactly_where_the_table_says(
    procedure: Procedure, state: State | None, act: Act
) -> None:
    expected = parse(ALLOWED[procedure].get(state, ""), state).get(act)
    step = may(procedure, state, act)
    assert (None if step is None else dict(step.targets)) == expected


def test_table_has_no_row_twice_and_none_beside_those_tried() -> None:
    keys = [(step.procedure, step.source, step.act) for step in STEPS]
    assert len(keys) == len(set(keys))
    assert set(keys) <= set(CASES)


def test_every_state_can_be_reached_and_left() -> None:
    for procedure in Procedure:
        reached = {
            target for step in STEPS if step.procedure == procedure for target in step.targets
        }
        assert reached == set(states(procedure))
        for state in states(procedure):
            assert any(
                step.source is state and set(step.targets) != {state}
                for step in STEPS
                if step.procedure == procedure
            )


def test_each_act_is_one_actors() -> None:
    actors: dict[Act, set[Actor]] = {}
    for step in STEPS:
        actors.setdefault(step.act, set()).add(step.actor)
    assert {act: len(found) for act, found in actors.items()} == dict.fromkeys(Act, 1)
    by_time = {act for act, found in actors.items() if found == {Actor.SYSTEM}}
    assert by_time == {Act.REMIND, Act.OFFER, Act.LAPSE}
    by_organiser = {act for act, found in actors.items() if found == {Actor.ORGANISER}}
    assert by_organiser == {Act.INVITE, Act.ACCEPT, Act.REJECT, Act.RESERVE, Act.NOTE}


def test_whoever_lives_can_withdraw_and_whoever_left_can_come_back() -> None:
    for procedure in Procedure:
        for state in states(procedure):
            assert (may(procedure, state, Act.WITHDRAW) is not None) == (state in LIVE)
            assert (may(procedure, state, Act.SUBMIT) is not None) == (state in LEFT)


def test_only_two_states_hold_places() -> None:
    assert {State.PLACED, State.OFFERED} == HOLDING


def test_places_are_given_by_steps_that_the_use_cases_guard() -> None:
    """A new arrow into a place must be held against capacity: here, by name."""
    into = {
        (step.act, step.source in HOLDING)
        for step in STEPS
        if HOLDING & set(step.targets) and set(step.targets) != {step.source}
    }
    assert into == {
        (Act.SUBMIT, False),
        (Act.CONFIRM, False),
        (Act.CONFIRM, True),
        (Act.ACCEPT, False),
        (Act.OFFER, False),
    }


@pytest.mark.parametrize(
    ("procedure", "state", "act", "repeat"),
    [
        ("interest", State.PLACED, Act.CONFIRM, True),
        ("interest", State.WAITLISTED, Act.CONFIRM, True),
        ("interest", State.INVITED, Act.CONFIRM, False),
        ("interest", State.INTERESTED, Act.CONFIRM, False),
        ("interest", State.WITHDRAWN, Act.WITHDRAW, True),
        ("interest", State.DECLINED, Act.WITHDRAW, False),
        ("interest", State.DECLINED, Act.DECLINE, True),
        ("application", State.PLACED, Act.ACCEPT, True),
        ("application", State.WITHDRAWN, Act.ACCEPT, False),
        ("application", State.REJECTED, Act.REJECT, True),
        ("application", State.WAITLISTED, Act.RESERVE, True),
    ],
)
def test_repeat_is_told_from_what_is_not_allowed(
    procedure: str, state: State, act: Act, repeat: bool
) -> None:
    assert is_repeat(procedure, state, act) is repeat


def test_steps_of_a_participant_are_those_with_a_button() -> None:
    found = steps_of("interest", State.INVITED, Actor.PARTICIPANT)
    assert [step.act for step in found] == [
        Act.CONFIRM,
        Act.DECLINE,
        Act.WITHDRAW,
        Act.VERIFY,
        Act.CHANGE,
        Act.ANSWER,
        Act.SEND_LINK,
    ]


def test_procedure_that_nobody_knows_allows_nothing() -> None:
    assert may("lottery", State.APPLIED, Act.WITHDRAW) is None
    assert not is_repeat("lottery", State.WITHDRAWN, Act.WITHDRAW)
