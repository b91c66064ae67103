"""What putting an event off, or calling it off, does to its forms."""

from typing import Any

import pytest

from samenkomst.core.pages.opening import close_when_off
from tests.builders import make_event, make_session_raw

OPEN = {"state": "open", "form": "aanmelden"}
MOVED = [{"date": "2022-03-01"}]


def states(**changes: Any) -> list[str]:
    """Return the state of registering for the event, its session, and its group with a session."""
    registrations = changes.pop("registration", OPEN)
    group = {
        "id": "module",
        "title": "Module",
        "registration": registrations,
        "sessions": [make_session_raw(id="dag", date=None, registration=registrations)],
    }
    session = make_session_raw(registration=registrations, **changes.pop("session", {}))
    event = make_event(
        sessions=[session], session_groups=[group], registration=registrations, **changes
    )
    [module] = close_when_off(event).session_groups
    parts = (event, close_when_off(event), *close_when_off(event).sessions, module)
    found = [part.registration for part in (*parts[1:], *module.sessions)]
    assert event.registration.state == registrations["state"]
    return [str(each.state) for each in found if each]


@pytest.mark.parametrize("state", ["open", "few_left", "waitlist", "on_request"])
@pytest.mark.parametrize("going_ahead", ["postponed", "cancelled"])
def test_forms_of_what_is_off_are_closed(going_ahead: str, state: str) -> None:
    found = states(going_ahead=going_ahead, registration=OPEN | {"state": state})
    assert found == ["closed"] * 4


@pytest.mark.parametrize("going_ahead", ["idea", "announced", "confirmed"])
def test_forms_of_what_goes_on_stay_open(going_ahead: str) -> None:
    assert states(going_ahead=going_ahead) == ["open"] * 4


def test_postponed_to_a_new_date_stays_open() -> None:
    found = states(going_ahead="postponed", session={"moved_from": MOVED})
    assert found == ["open", "open", "closed", "closed"]
    undated = {"moved_from": MOVED, "date": None}
    assert states(going_ahead="postponed", session=undated) == ["closed"] * 4


@pytest.mark.parametrize(
    "registration",
    [
        {"state": "interest", "form": "interesse"},
        {"state": "not_yet", "form": "aanmelden"},
        {"state": "external", "url": "https://example.org/"},
        {"state": "open", "email": "noor@example.org"},
    ],
)
def test_interest_and_what_is_not_ours_stays(registration: dict[str, str]) -> None:
    found = states(going_ahead="postponed", registration=registration)
    assert found == [registration["state"]] * 4


def test_interest_in_what_is_cancelled_is_closed() -> None:
    interest = {"state": "interest", "form": "interesse"}
    assert states(going_ahead="cancelled", registration=interest) == ["closed"] * 4
    one = {"cancelled": "yes"}
    found = states(going_ahead="postponed", registration=interest, session=one)
    assert found == ["interest", "closed", "interest", "interest"]


def test_session_that_is_off_is_closed_when_the_event_goes_ahead() -> None:
    assert states(session={"cancelled": "yes"}) == ["open", "closed", "open", "open"]
    lost = {"moved_from": MOVED, "date": None}
    assert states(session=lost) == ["open", "closed", "open", "open"]


def test_session_left_on_its_old_date_is_closed_beside_one_with_a_new_date() -> None:
    moved = make_session_raw(id="a", registration=OPEN, moved_from=MOVED)
    left = make_session_raw(id="b", registration=OPEN)
    event = close_when_off(make_event(going_ahead="postponed", sessions=[moved, left]))
    assert [str(each.registration.state) for each in event.sessions if each.registration] == [
        "open",
        "closed",
    ]


@pytest.mark.parametrize(
    ("sessions", "going_ahead", "state"),
    [
        ([{"cancelled": "yes"}, {"cancelled": "yes"}], "confirmed", "closed"),
        ([{"cancelled": "yes"}, {}], "confirmed", "open"),
        ([], "confirmed", "open"),
        ([], "postponed", "closed"),
        ([], "cancelled", "closed"),
    ],
)
def test_group_is_closed_when_all_of_it_is_off(
    sessions: list[dict[str, str]], going_ahead: str, state: str
) -> None:
    inside = [make_session_raw(id=f"m{n}", **each) for n, each in enumerate(sessions)]
    group = {"id": "module", "title": "Module", "registration": OPEN, "sessions": inside}
    event = make_event(going_ahead=going_ahead, session_groups=[group])
    [module] = close_when_off(event).session_groups
    assert module.registration
    assert module.registration.state == state


def test_group_without_sessions_stays_open_while_the_event_has_a_new_date() -> None:
    group = {"id": "module", "title": "Module", "registration": OPEN}
    moved = make_session_raw(moved_from=MOVED)
    event = make_event(going_ahead="postponed", sessions=[moved], session_groups=[group])
    [module] = close_when_off(event).session_groups
    assert module.registration
    assert module.registration.state == "open"
