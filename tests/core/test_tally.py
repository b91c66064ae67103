"""Running counts say what counting everyone would say."""

from collections import Counter

from hypothesis import given, strategies as st

from samenkomst.core.procedures import HOLDING, State
from samenkomst.core.submission import Submission
from samenkomst.core.tally import Tally, enter, in_order, leave
from tests.builders import make_submission

PEOPLE = st.builds(
    make_submission,
    id=st.sampled_from("abcdefgh"),
    organisation=st.sampled_from(["", "GM0344", "GM0796"]),
    people=st.integers(1, 3),
    state=st.sampled_from(State),
    since=st.integers(1, 50),
)


@given(st.lists(PEOPLE))
def test_counts_equal_those_of_counting_everyone(changes: list[Submission]) -> None:
    tally, there = Tally(), dict[str, Submission]()
    for one in changes:
        if one.id in there:
            leave(tally, there[one.id])
        enter(tally, one)
        there[one.id] = one
    people, held = Counter[str](), Counter[str]()
    for one in there.values():
        people[one.state] += one.people
        if one.state in HOLDING and one.organisation:
            held[one.organisation] += one.people
    assert {state: n for state, n in tally.people.items() if n} == people
    assert (tally.by_organisation, tally.taken) == (
        held,
        people[State.PLACED] + people[State.OFFERED],
    )
    waiting = [one for one in there.values() if one.state is State.WAITLISTED]
    found = [since for _, since in in_order(tally, list(tally.waiting))]
    assert found == sorted(one.since for one in waiting)
    assert {kind for kind in tally.waiting} == {(one.organisation, one.people) for one in waiting}
    assert tally.given_back == 0 or waiting
