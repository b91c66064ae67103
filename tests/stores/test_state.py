"""The state of a view as text and back."""

import marshal
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st

from samenkomst.core.ledger import replay
from samenkomst.core.procedures import State
from samenkomst.core.record import Reason, Record
from samenkomst.core.submission import Letter, Submission
from samenkomst.core.tally import Tally
from samenkomst.stores.state import Unknown, dump, load
from tests.builders import make_received

plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False)
)
letters = st.builds(Letter, st.text(), st.text(), st.text(), st.text(), st.integers())
submissions = st.builds(
    Submission, **{name: st.text() for name in Submission._fields}
    | {"forms": st.lists(st.text()).map(tuple), "seqs": st.lists(st.integers()).map(tuple)}
    | {"state": st.sampled_from(State), "choices": st.just({})},
)  # fmt: skip
tallies = st.builds(Tally, people=st.dictionaries(st.text(), st.integers()))
keys = st.text() | st.integers() | st.tuples(st.text(), st.text())
values = st.recursive(
    plain | letters | submissions | tallies | st.sampled_from(Reason),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(keys, inner)
        | st.sets(plain.filter(lambda each: each is not None))
    ),
    max_leaves=20,
)


def typed(value: Any) -> str:
    """Return the value with every type in it: 1, 1.0 and True are equal, and must not be here."""
    return repr(value) if not isinstance(value, set) else str(sorted(map(repr, value)))


@given(st.dictionaries(st.text(), values, max_size=5))
def test_state_comes_back_the_same(state: dict[str, Any]) -> None:
    found = load(dump(state))
    assert found == state
    assert [type(each) for each in found.values()] == [type(each) for each in state.values()]


@dataclass(slots=True)
class Changing:
    text: str


SHARED: list[str] = ["a"]
CHANGING = Changing("a")


@pytest.mark.parametrize(
    "value",
    [
        [CHANGING, CHANGING],
        {"a": CHANGING, "b": [CHANGING, 1]},
        datetime(2026, 1, 1),  # noqa: DTZ001
        object(),
        b"bytes",
        float("nan"),
        [SHARED, SHARED],
        {"a": SHARED, "b": [SHARED]},
    ],
)
def test_state_that_would_come_back_different_is_refused(value: object) -> None:
    with pytest.raises((Unknown, ValueError)):
        dump({"value": value})


@pytest.mark.parametrize(
    "written",
    [
        ["dict", ["plain", ["a"]], ["plain", []]],
        [],
        ["record", "os:system", "id"],
        ["what"],
        ["dict", ["plain", ["a"]], ["what"]],
        ["dict", ["plain", ["a"]], ["records", "samenkomst.core.ledger:Letter", ["plain", []]]],
        "text",
    ],
)
def test_state_of_another_form_is_not_read(written: object) -> None:
    with pytest.raises((ValueError, TypeError, LookupError)):
        load(marshal.dumps(written))


def test_state_keeps_records_apart_from_their_look_alikes() -> None:
    record = Record(1, "at", "note", "a", {"n": [1, "2"]})
    found = load(dump({"records": [record], "pair": ("a", ("b",)), "whole": {(1, 2): 3}}))
    assert found == {"records": [record], "pair": ("a", ("b",)), "whole": {(1, 2): 3}}


def test_ledger_comes_back_with_all_that_it_counts() -> None:
    ledger = replay([make_received(), make_received(2, "b1", person="sam", reference="B")])
    found = load(dump(vars(ledger)))
    assert found == vars(ledger)
    assert ledger.tallies == found["tallies"] != {}


def test_what_is_in_many_places_stays_one() -> None:
    """The memory of a process that starts with a checkpoint is that of one that replayed."""
    ledger = replay([make_received(n, f"a{n}", person=f"p{n}", reference=str(n)) for n in (1, 2)])
    first, second = load(dump(vars(ledger)))["submissions"].values()
    assert first.event is second.event
    assert first.choices is second.choices
    assert first.latest is first.id
