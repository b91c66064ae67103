"""Places as pure values: what is left, who is next, and why someone waits."""

from datetime import UTC, datetime

import pytest

from samenkomst.core.contract import EventEntry, Places, Unit
from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.places import (
    Explanation,
    PlacesView,
    Room,
    explain,
    free,
    may_place,
    next_in_line,
    taken,
    unit_of,
    view_places,
)
from samenkomst.core.record import Record
from tests.builders import NOW, make_entry, make_received, make_record

LATER = datetime(2026, 12, 24, tzinfo=UTC)


def make_event(
    capacity: int | None = None, most: int | None = None, minimum: int | None = None
) -> EventEntry:
    places = Places(capacity=capacity, minimum=minimum, per_organisation=most)
    return make_entry(units=(Unit("", "Ronde tafel", "aanmelden", places),))


def stand(seq: int, name: str, state: str, **changes: object) -> Record:
    """Return the record of someone who stands there at once."""
    found: dict[str, object] = {
        "procedure": "registration",
        "state": state,
        "person": f"{name}@example.org",
        "reference": name,
        "organisation": "GM0796",
        "people": 1,
        "by": "participant",
    }
    return make_received(seq, name, **(found | changes))


def step(seq: int, name: str, act: str, state: str, deadline: str = "") -> Record:
    return make_record(
        seq,
        "step_taken",
        f"s{seq}",
        submission=name,
        event="ronde-tafel",
        act=act,
        state=state,
        by="participant",
        deadline=deadline,
        text="",
    )


def in_line(ledger: Ledger, event: EventEntry, now: str = "2026-12-24T00:00:00Z") -> list[str]:
    return [one.id for one in next_in_line(ledger, event, "", now)]


def test_offers_take_places_and_who_waits_does_not() -> None:
    ledger = replay(
        [stand(1, "a", "placed", people=2), stand(2, "b", "offered"), stand(3, "c", "waitlisted")]
    )
    assert taken(ledger, "ronde-tafel") == 3
    assert free(ledger, make_event(capacity=5)) == 2
    assert free(ledger, make_event(capacity=1)) == 0
    assert free(ledger, make_event()) is None


@pytest.mark.parametrize(
    ("organisation", "people", "obstacle"),
    [
        ("GM0344", 1, ""),
        ("GM0344", 2, ""),
        ("GM0344", 3, "full"),
        ("GM0796", 1, "organisation_limit"),
        ("", 2, ""),
    ],
)
def test_place_needs_room_for_all_and_room_in_the_organisation(
    organisation: str, people: int, obstacle: str
) -> None:
    ledger = replay([stand(1, "a", "placed", people=2)])
    event = make_event(capacity=4, most=2)
    assert may_place(ledger, event, "", organisation, people) == obstacle


def test_place_for_which_someone_waits_is_not_free_for_others() -> None:
    ledger = replay([stand(1, "a", "waitlisted", people=2)])
    assert may_place(ledger, make_event(capacity=2), "", "GM0344", 1) == "behind_others"
    assert may_place(ledger, make_event(capacity=1), "", "GM0344", 1) == ""


def test_line_is_in_order_of_arrival_whatever_the_organisation_and_number() -> None:
    ledger = replay(
        [
            stand(1, "a", "waitlisted", people=2),
            stand(2, "b", "waitlisted", organisation="GM0344"),
            stand(3, "c", "waitlisted"),
            stand(4, "d", "waitlisted", organisation="GM0363"),
        ]
    )
    assert in_line(ledger, make_event(capacity=9)) == ["a", "b", "c", "d"]
    assert in_line(ledger, make_event(capacity=1)) == ["b"]
    assert in_line(ledger, make_event(capacity=9, most=2)) == ["a", "b", "d"]
    assert in_line(ledger, make_event(capacity=0)) == []


def test_group_too_large_for_what_is_left_lets_the_next_go_first() -> None:
    people = [("a", 1), ("b", 3), ("c", 1)]
    ledger = replay(
        stand(seq, name, "waitlisted", people=n) for seq, (name, n) in enumerate(people, 1)
    )
    assert in_line(ledger, make_event(capacity=3)) == ["a", "c"]


def test_who_came_back_stands_at_the_end() -> None:
    ledger = replay(
        [
            stand(1, "a", "waitlisted"),
            stand(2, "b", "waitlisted"),
            step(3, "a", "offer", "offered", "2026-12-01T22:59:59Z"),
            step(4, "a", "lapse", "lapsed"),
            step(5, "a", "confirm", "waitlisted"),
        ]
    )
    assert in_line(ledger, make_event(capacity=2)) == ["b", "a"]


def test_registration_does_not_pass_a_reserve_that_the_organiser_still_decides_about() -> None:
    """An editor changed the form from application to registration."""
    records = [
        stand(1, "a", "applied", procedure="application"),
        step(2, "a", "reserve", "waitlisted"),
        stand(3, "b", "waitlisted"),
    ]
    ledger = replay(records)
    event = make_event(capacity=9)
    assert in_line(ledger, event) == []
    assert explain(ledger, event, ledger.submissions["b"], LATER).code == "behind_others"
    ledger.apply(step(4, "a", "reject", "rejected"))
    assert in_line(ledger, event) == ["b"]


def test_registration_does_not_pass_who_waits_for_an_invitation_to_end() -> None:
    records = [
        stand(1, "a", "interested", procedure="interest"),
        step(2, "a", "invite", "invited", "2026-12-01T22:59:59Z"),
        step(3, "a", "confirm", "waitlisted"),
        stand(4, "b", "waitlisted"),
    ]
    ledger = replay(records)
    assert in_line(ledger, make_event(capacity=9), "2026-12-01T22:59:59Z") == []
    assert in_line(ledger, make_event(capacity=9), "2026-12-01T23:00:00Z") == ["a", "b"]


def test_unit_without_an_entry_is_the_event_or_gone() -> None:
    assert unit_of(make_entry(), "").places == Places()
    assert unit_of(make_entry(), "avond").places == Places(capacity=0)


def why(records: list[Record], name: str, event: EventEntry, now: datetime = LATER) -> Explanation:
    ledger = replay(records)
    return explain(ledger, event, ledger.submissions[name], now)


def test_who_waits_is_told_the_position_and_the_reason() -> None:
    records = [
        stand(1, "a", "placed"),
        stand(2, "b", "waitlisted"),
        stand(3, "c", "waitlisted", organisation="GM0344"),
    ]
    assert why(records, "c", make_event(capacity=1)) == Explanation("full", 2, "", 0, None, 0)
    assert why(records, "b", make_event(capacity=9, most=1)) == Explanation(
        "organisation_limit", 1, "", 8, 1, 1
    )
    assert why(records, "c", make_event(capacity=9)) == Explanation("behind_others", 2, "", 8)
    assert why(records, "c", make_event(capacity=9, most=1)).code == "next"


def test_who_waits_for_an_invitation_to_end_is_told_when() -> None:
    records = [
        stand(1, "a", "interested", procedure="interest"),
        stand(2, "b", "interested", procedure="interest"),
        step(3, "a", "invite", "invited", "2026-12-01T22:59:59Z"),
        step(4, "b", "invite", "invited", "2026-12-01T22:59:59Z"),
        step(5, "a", "confirm", "waitlisted"),
    ]
    event = make_event(capacity=9)
    assert why(records, "a", event, NOW) == Explanation(
        "invitation_open", 1, "2026-12-01T22:59:59Z", 9
    )
    assert why(records, "a", event).code == "next"
    assert why(records, "b", event, NOW) == Explanation("invited", 0, "2026-12-01T22:59:59Z", 9)


def test_reserve_is_told_that_the_organiser_gives_the_places() -> None:
    records = [
        stand(1, "a", "applied", procedure="application"),
        step(2, "a", "reserve", "waitlisted"),
    ]
    assert why(records, "a", make_event(capacity=9)).code == "not_given_back"


def test_who_has_a_place_is_told_so() -> None:
    assert why([stand(1, "a", "placed")], "a", make_event(capacity=9, most=2)) == Explanation(
        "placed", 0, "", 8, 2, 1
    )


def test_view_of_places_names_what_is_lacking_and_what_is_too_much() -> None:
    records = [
        stand(1, "a", "placed", people=2, procedure="application"),
        stand(2, "b", "applied", people=3, procedure="application"),
        stand(3, "c", "waitlisted", procedure="application"),
        stand(4, "d", "withdrawn", procedure="application"),
    ]
    (view,) = view_places(replay(records), make_event(capacity=1, most=2, minimum=8))
    assert view == PlacesView(
        unit="",
        title="Ronde tafel",
        capacity=1,
        minimum=8,
        per_organisation=2,
        people={"applied": 3, "placed": 2, "waitlisted": 1, "withdrawn": 1},
        taken=2,
        free=0,
        over=1,
        in_=5,
        short=3,
        at_limit=("GM0796",),
    )


def test_view_of_an_event_without_submissions_or_limits() -> None:
    (view,) = view_places(Ledger(), make_event())
    assert (view.taken, view.free, view.over, view.short, view.people) == (0, None, 0, 0, {})


def test_view_keeps_units_that_the_editor_took_away() -> None:
    ledger = replay([stand(1, "a", "placed", unit="avond"), stand(2, "b", "placed")])
    views = view_places(ledger, make_event(capacity=9))
    assert [(view.unit, view.taken, view.over) for view in views] == [("", 1, 0), ("avond", 1, 1)]


def test_room_shrinks_as_it_is_given() -> None:
    room = Room(Places(capacity=2, per_organisation=1), 0, {})
    room.take("GM0796", 1)
    assert (room.free, room.obstacle("GM0796", 1), room.obstacle("GM0344", 1)) == (
        1,
        "organisation_limit",
        "",
    )
