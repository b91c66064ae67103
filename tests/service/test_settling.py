"""What time calls for in all events, also when nobody comes by."""

from samenkomst.core.procedures import Act
from samenkomst.service import settle_all
from tests.builders import make_contract
from tests.service.desk import Desk, make_limited, make_procedure

REGISTER = make_procedure("registration")


def test_every_event_is_settled_and_only_what_is_due_is_written(desk: Desk) -> None:
    events = [make_limited(capacity=1, slug=slug, hold_days=1) for slug in ("een", "twee", "drie")]
    for event in events[:2]:
        for name in ("noor", "sam"):
            desk.send(event, REGISTER, name)
    assert desk.settle(*events) == 0
    desk.wait(days=2)
    assert desk.settle(*events) == 4
    assert [desk.states(event) for event in events] == [
        {"noor": "lapsed", "sam": "offered"},
        {"noor": "lapsed", "sam": "offered"},
        {},
    ]
    assert desk.settle(*events) == 0


def test_settling_sees_what_other_processes_wrote(desk: Desk) -> None:
    event = make_limited(capacity=1, hold_days=1)
    Desk(desk.path, "other").send(event, REGISTER, "noor")
    desk.wait(days=2)
    assert desk.settle(event) == 1


def test_two_who_settle_at_once_do_it_once(desk: Desk) -> None:
    event = make_limited(capacity=1)
    for name in ("noor", "sam"):
        desk.send(event, REGISTER, name)
    desk.step(event, "noor", Act.WITHDRAW)
    other = Desk(desk.path, "other")
    other.journal.catch_up()
    assert (desk.settle(event), other.settle(event)) == (1, 0)
    assert desk.types().count("step_taken") == 2


def test_site_without_submissions_has_nothing_due(desk: Desk) -> None:
    assert settle_all(make_contract(make_limited()), desk.accounts) == 0
    assert not desk.path.exists()


def test_event_that_the_site_no_longer_has_is_left_alone(desk: Desk) -> None:
    event = make_limited(capacity=1, hold_days=1)
    desk.send(event, REGISTER, "noor")
    desk.wait(days=2)
    assert settle_all(make_contract(make_limited(slug="ander")), desk.accounts) == 0
