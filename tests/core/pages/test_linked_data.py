"""Events for machines: schema.org on the page, and `events.json`."""

import json
from typing import Any

import pytest

from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.pages.linked_data import event_linked_data, events_json
from tests.builders import (
    TITLE,
    make_catalogue,
    make_event_raw,
    make_organisation_raw,
    make_session_raw,
    real_catalogue,
)

URL = "https://example.org/"
UNKNOWN = {"date": None, "start": None, "end": None, "mode": None, "place": None}


def describe(catalogue: Catalogue, number: int = 0) -> dict[str, Any]:
    data = event_linked_data(catalogue.events[number], catalogue, URL)
    assert json.loads(json.dumps(data)) == data
    return data


def describe_event(**changes: Any) -> dict[str, Any]:
    return describe(make_catalogue(events=[make_event_raw(**changes)]))


def test_event_is_described() -> None:
    people = [{"person": "noor-bakker", "role": "trainer"}]
    costs, capacity = {"free": "yes"}, {"min": "8", "max": "20"}
    assert describe_event(people=people, costs=costs, capacity=capacity) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": "https://example.org/evenementen/ronde-tafel/",
        "url": "https://example.org/evenementen/ronde-tafel/",
        "name": TITLE,
        "description": 'Samen "praten" & =1+1 <b>',
        "eventStatus": "https://schema.org/EventScheduled",
        "organizer": {
            "@type": "Organization",
            "name": "Voorbeeld & Fonds",
            "url": "https://example.org",
        },
        "performer": [{"@type": "Person", "name": 'Noor "Zus" <Bakker>'}],
        "isAccessibleForFree": True,
        "maximumAttendeeCapacity": 20,
        "startDate": "2022-03-29T09:30+02:00",
        "endDate": "2022-03-29T11:00+02:00",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Utrecht",
            "address": {"@type": "PostalAddress", "addressLocality": "Utrecht"},
        },
    }


def test_what_is_not_known_is_left_out() -> None:
    catalogue = make_catalogue(
        events=[make_event_raw(sessions=[make_session_raw(**UNKNOWN)])],
        organisations=[make_organisation_raw(url=None)],
    )
    assert describe(catalogue) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": "https://example.org/evenementen/ronde-tafel/",
        "url": "https://example.org/evenementen/ronde-tafel/",
        "name": TITLE,
        "description": 'Samen "praten" & =1+1 <b>',
        "eventStatus": "https://schema.org/EventScheduled",
        "organizer": {"@type": "Organization", "name": "Voorbeeld & Fonds"},
    }


@pytest.mark.parametrize(
    ("going_ahead", "status"),
    [
        ("idea", "EventScheduled"),
        ("announced", "EventScheduled"),
        ("confirmed", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
    ],
)
def test_one_word_changes_the_status(going_ahead: str, status: str) -> None:
    """Of the event, and of each of its meetings."""
    sessions = [make_session_raw(), make_session_raw(id="avond")]
    data = describe_event(going_ahead=going_ahead, sessions=sessions)
    found = {data["eventStatus"], *(each["eventStatus"] for each in data["subEvent"])}
    assert found == {f"https://schema.org/{status}"}


def test_postponed_event_without_a_date_promises_none() -> None:
    """The round table: a time of day and words, and no date."""
    data = describe(real_catalogue(), 0)
    assert data["name"] == "Ronde tafel voor gemeenten"
    assert data["eventStatus"] == "https://schema.org/EventPostponed"
    assert {"startDate", "endDate", "subEvent"} & set(data) == set()


def test_series_runs_from_its_first_to_its_last_meeting() -> None:
    data = describe(real_catalogue(), 1)
    assert (data["startDate"], data["endDate"]) == (
        "2022-03-29T09:30+02:00",
        "2022-09-13T14:00+02:00",
    )
    assert [each["startDate"] for each in data["subEvent"]] == [
        "2022-03-29T09:30+02:00",
        "2022-04-19T10:00+02:00",
        "2022-05-24T09:30+02:00",
        "2022-06-28T09:30+02:00",
        "2022-09-13T10:00+02:00",
    ]
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [each["@type"] for each in data["location"]] == ["VirtualLocation", "Place"]


@pytest.mark.parametrize(
    ("session", "start", "end"),
    [
        ({"end": None}, "2022-03-29T09:30+02:00", None),
        ({"start": None, "end": None}, "2022-03-29", None),
        ({"start": "20.00", "end": "24:00"}, "2022-03-29T20:00+02:00", "2022-03-30T00:00+02:00"),
    ],
)
def test_end_is_never_invented(session: dict[str, Any], start: str, end: str | None) -> None:
    data = describe_event(sessions=[make_session_raw(**session)])
    assert (data["startDate"], data.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("mode", "schema", "location"),
    [
        ("online", "OnlineEventAttendanceMode", ["VirtualLocation"]),
        ("hybrid", "MixedEventAttendanceMode", ["VirtualLocation", "Place"]),
        ("in_person", "OfflineEventAttendanceMode", ["Place"]),
    ],
)
def test_mode_says_where_one_attends(mode: str, schema: str, location: list[str]) -> None:
    place = None if mode == "online" else {"city": "Utrecht"}
    data = describe_event(sessions=[make_session_raw(mode=mode, place=place)])
    found = data["location"] if isinstance(data["location"], list) else [data["location"]]
    assert data["eventAttendanceMode"] == f"https://schema.org/{schema}"
    assert [each["@type"] for each in found] == location


def test_event_that_is_not_free_does_not_say_so() -> None:
    """`free: no` says that it costs something; a missing value says nothing."""
    assert "isAccessibleForFree" not in describe_event(costs={"free": "no", "text": "€ 10"})
    assert "isAccessibleForFree" not in describe_event()


def test_events_json_gives_each_axis_by_itself() -> None:
    first = make_event_raw(going_ahead="postponed", themes=["werk"])
    later = {"id": "later", "title": "Later", "date_text": "begin 2022"}
    second = make_event_raw(slug="tweede", title="Tweede", kind=None, sessions=[later])
    assert events_json(make_catalogue(events=[first, second]), URL) == {
        "v": 1,
        "events": [
            {
                "slug": "ronde-tafel",
                "url": "https://example.org/evenementen/ronde-tafel/",
                "title": TITLE,
                "kind": "ronde tafel",
                "themes": ["werk"],
                "summary": 'Samen "praten" & =1+1 <b>',
                "organiser": "Voorbeeld & Fonds",
                "going_ahead": "postponed",
                "registration": "open",
                "sessions": [
                    {
                        "id": "middag",
                        "title": "De middag",
                        "date": "2022-03-29",
                        "start": "09:30",
                        "end": "11:00",
                        "mode": "in_person",
                        "place": {"city": "Utrecht"},
                    }
                ],
            },
            {
                "slug": "tweede",
                "url": "https://example.org/evenementen/tweede/",
                "title": "Tweede",
                "summary": 'Samen "praten" & =1+1 <b>',
                "organiser": "Voorbeeld & Fonds",
                "going_ahead": "confirmed",
                "registration": "open",
                "sessions": [later],
            },
        ],
    }
