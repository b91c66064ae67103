"""The programme: items, people and parallel options in words."""

from typing import Any

import pytest

from samenkomst.core.model.session import Session
from samenkomst.core.pages.people_view import People, PersonLine
from samenkomst.core.pages.programme_view import (
    ItemView,
    OptionView,
    ProgrammeView,
    TrackView,
    view_programme,
)
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import make_catalogue, make_session_raw, sound

READER = Reader("nl", dutch)


def view(*items: dict[str, Any], **changes: Any) -> ProgrammeView | None:
    raw = make_session_raw(programme=list(items) or None, **changes)
    people = People(make_catalogue(), READER)
    return view_programme(sound(Session, raw), people, READER)


def item(**raw: Any) -> ItemView:
    found = view({"title": "Ronde"} | raw)
    assert found is not None
    return found.items[0]


def test_programme_of_nothing_is_not_shown() -> None:
    assert view() is None


def test_programme_may_be_words_alone() -> None:
    found = view(programme_text="*Volgt*", programme_provisional="yes")
    assert found == ProgrammeView((), "*Volgt*", provisional=True)


def test_item_tells_what_was_given() -> None:
    found = item(
        start="9.30",
        number="1.10",
        kind="workshop",
        room="Zaal 2",
        text="*a*",
        provisional="yes",
        people=["noor-bakker", {"name": "Sam", "role": "moderator", "provisional": "yes"}],
    )
    assert found == ItemView(
        times="9.30 uur",
        machine_start="09:30",
        title="Ronde",
        kind="workshop",
        text="*a*",
        people=(
            PersonLine('Noor "Zus" <Bakker>', "mensen/noor-bakker/", ""),
            PersonLine("Sam", "", "gespreksleider", provisional=True),
        ),
        number="1.10",
        room="Zaal 2",
        provisional=True,
        kind_label="Workshop",
    )


@pytest.mark.parametrize(
    ("raw", "label", "pause"),
    [
        ({"title": "Workshop schrijven", "kind": "workshop"}, "", False),
        ({"kind": "workshop", "kind_text": "werkgroep"}, "werkgroep", False),
        ({"kind": "break"}, "", True),
        ({"kind": "social"}, "", True),
        ({}, "", False),
    ],
)
def test_kind_is_told_where_the_title_does_not(
    *, raw: dict[str, str], label: str, pause: bool
) -> None:
    found = item(**raw)
    assert (found.kind_label, found.is_pause) == (label, pause)


def test_option_that_is_full_says_so() -> None:
    options = [{"title": "A", "full": "yes"}, {"title": "B"}]
    (track,) = item(options=options).tracks
    assert [each.full for each in track.options] == [True, False]


def test_midnight_is_no_machine_time() -> None:
    assert (item(start="24:00").times, item(start="24:00").machine_start) == ("24.00 uur", "")


def test_options_stand_by_track_in_the_order_of_the_file() -> None:
    options = [
        {"title": "B", "track": "Water", "number": "1.1"},
        {"title": "A", "track": "Lucht"},
        {"title": "C", "track": "Water", "room": "Zaal 1", "provisional": "yes"},
    ]
    assert item(options=options).tracks == (
        TrackView(
            "Water",
            (
                OptionView("B", "1.1", "", "", (), provisional=False),
                OptionView("C", "", "Zaal 1", "", (), provisional=True),
            ),
        ),
        TrackView("Lucht", (OptionView("A", "", "", "", (), provisional=False),)),
    )


@pytest.mark.parametrize(
    ("raw", "notes"),
    [
        ({"options_count": "6"}, ("6 parallelle onderdelen, de titels volgen",)),
        (
            {"options_count": "4", "options": [{"title": "A"}]},
            ("4 parallelle onderdelen, nog niet alle titels zijn bekend",),
        ),
        (
            {"options": [{"title": "A"}, {"title": "B"}], "choose": {"min": "1", "max": "1"}},
            ("U kiest er 1 van de 2.",),
        ),
        ({"options": [{"title": "A"}]}, ()),
    ],
)
def test_item_tells_how_many_things_go_on(raw: dict[str, Any], notes: tuple[str, ...]) -> None:
    assert item(**raw).notes == notes


def test_items_keep_the_order_of_the_file() -> None:
    """A programme may run through the night."""
    found = view({"title": "Nacht", "start": "23.00"}, {"title": "Ochtend", "start": "1.00"})
    assert found is not None
    assert [each.title for each in found.items] == ["Nacht", "Ochtend"]
