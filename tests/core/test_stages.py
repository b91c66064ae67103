"""The steps of a procedure, and where someone is."""

from typing import Any

import pytest

from samenkomst.core.contract import Choice, ChoiceSession, Places
from samenkomst.core.procedures import LIVE, Procedure, State, states
from samenkomst.core.stages import Progress, Way, here, stages
from samenkomst.core.translation import dutch

SESSIONS = (ChoiceSession("a", "A", ""),)
INTAKE = Choice("intake", "Intake <b>", 1, 1, "applicants", SESSIONS)
HELPDESK = Choice("helpdesk", "Helpdesk", 0, 2, "participants", SESSIONS)


def way(procedure: str, **changes: Any) -> Way:
    found: dict[str, Any] = {"second_form": "Vragen {x}", "choices": (INTAKE, HELPDESK)}
    return Way(procedure, Places(capacity=8, hold_days=2), **(found | changes))


def keys(found: Way) -> list[str]:
    return [stage.key for stage in stages(found, dutch)]


def test_each_procedure_has_its_own_steps() -> None:
    assert keys(way("interest")) == ["submit", "invite", "answer", "place", "later"]
    assert keys(way("application")) == ["submit", "second", "choose", "decide", "later"]
    assert keys(way("registration")) == ["submit", "verify", "second", "choose", "later", "leave"]
    assert keys(way("")) == []


def test_steps_that_an_event_does_not_have_are_left_out() -> None:
    assert keys(Way("application", Places())) == ["submit", "decide"]
    assert keys(Way("registration", Places())) == ["submit", "leave"]


def test_event_without_limits_promises_a_place() -> None:
    texts = [
        stages(Way("interest", places), dutch)[-1].text
        for places in (Places(), Places(capacity=3), Places(per_organisation=2))
    ]
    assert ["wachtlijst" in text for text in texts] == [False, True, True]


def test_titles_are_never_read_as_a_template() -> None:
    texts = [stage.text for stage in stages(way("application"), dutch)]
    assert texts[1].endswith("Vragen {x}.")
    assert "Intake <b>" in texts[2]


@pytest.mark.parametrize(
    ("procedure", "state", "changes", "key"),
    [
        ("interest", State.INTERESTED, {}, "invite"),
        ("interest", State.INVITED, {}, "answer"),
        ("interest", State.PLACED, {}, "later"),
        ("interest", State.WAITLISTED, {}, "place"),
        ("interest", State.OFFERED, {}, "place"),
        ("application", State.APPLIED, {"answered": False, "chosen": False}, "second"),
        ("application", State.APPLIED, {"chosen": False}, "choose"),
        ("application", State.APPLIED, {}, "decide"),
        ("application", State.PLACED, {"answered": False, "chosen": False}, "later"),
        ("application", State.WAITLISTED, {}, "decide"),
        ("registration", State.PLACED, {"held": True}, "verify"),
        ("registration", State.PLACED, {"answered": False}, "second"),
        ("registration", State.PLACED, {}, "later"),
        ("registration", State.WAITLISTED, {}, "leave"),
    ],
)
def test_someone_is_at_one_step(
    procedure: str, state: State, changes: dict[str, bool], key: str
) -> None:
    found = stages(way(procedure), dutch)
    known = {"answered": True, "chosen": True, "held": False} | changes
    progress = Progress(state, **known)
    place = here(found, progress)
    assert place is not None
    assert found[place].key == key


@pytest.mark.parametrize("procedure", Procedure)
def test_everyone_who_still_takes_part_is_somewhere(procedure: Procedure) -> None:
    found = stages(way(procedure), dutch)
    for state in states(procedure):
        place = here(found, Progress(state, answered=False, chosen=False, held=True))
        assert (place is not None) == (state in LIVE)
