"""JSON-LD, by the rules of schema.org and of those who read it."""

from typing import Any

import pytest

from samenkomst.core.pages.linked_data import event_linked_data
from tests.builders import real_catalogue
from tests.core.pages.publishing import (
    PUBLISHER,
    catalogue_of,
    make_event_raw,
    make_session_raw,
    meetings_of,
)
from tests.core.pages.rules import check_linked_data, many

URL = "https://example.org/evenementen/ronde-tafel/"


def linked(**changes: Any) -> dict[str, Any]:
    """Return the description of an event that obeys the rules."""
    catalogue = catalogue_of(make_event_raw(**({"title": "Ronde tafel"} | changes)))
    data = event_linked_data(meetings_of(catalogue.events[0]), catalogue, PUBLISHER)
    check_linked_data(data)
    return data


def part(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: data[name] for name in names if name in data}


def test_event_in_full() -> None:
    assert linked() == {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": URL,
        "url": URL,
        "name": "Ronde tafel",
        "description": 'Samen "praten" & =1+1 <b>',
        "image": "https://example.org/evenementen/ronde-tafel.png",
        "inLanguage": "nl",
        "keywords": "ronde tafel",
        "startDate": "2022-03-29T09:30+02:00",
        "endDate": "2022-03-29T11:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Utrecht",
            "address": {"@type": "PostalAddress", "addressLocality": "Utrecht"},
        },
        "organizer": {
            "@type": "Organization",
            "name": "Voorbeeld & Fonds",
            "url": "https://example.org",
        },
    }


def test_event_invents_no_end_and_no_place() -> None:
    session = make_session_raw(end=None, mode=None, place={"text": "Ergens in het midden"})
    found = linked(sessions=[session])
    names = ("startDate", "endDate", "location", "eventAttendanceMode")
    assert part(found, *names) == {"startDate": "2022-03-29T09:30+02:00"}


@pytest.mark.parametrize(
    ("session", "event", "expected"),
    [
        ({}, {}, {"eventStatus": "EventScheduled", "startDate": "2022-03-29"}),
        ({}, {"going_ahead": "cancelled"}, {"eventStatus": "EventCancelled"}),
        ({"cancelled": "yes"}, {}, {"eventStatus": "EventCancelled"}),
        (
            {},
            {"going_ahead": "postponed"},
            {"eventStatus": "EventPostponed", "previousStartDate": "2022-03-29"},
        ),
        (
            {"date": None, "date_text": "volgt", "moved_from": [{"date": "2022-01-04"}]},
            {"going_ahead": "postponed"},
            {"eventStatus": "EventPostponed", "previousStartDate": "2022-01-04"},
        ),
        (
            {"moved_from": [{"date": "2022-01-04", "start": "9.00"}, {"date": "2022-02-01"}]},
            {},
            {
                "eventStatus": "EventRescheduled",
                "previousStartDate": ["2022-01-04T09:00+01:00", "2022-02-01"],
                "startDate": "2022-03-29",
            },
        ),
        (
            {"moved_from": [{"date": "2022-01-04"}]},
            {"going_ahead": "postponed"},
            {
                "eventStatus": "EventRescheduled",
                "previousStartDate": "2022-01-04",
                "startDate": "2022-03-29",
            },
        ),
        ({"moved_from": [{"place": "Zwolle"}]}, {}, {"eventStatus": "EventScheduled"}),
    ],
)
def test_status_follows_what_happened(
    session: dict[str, Any], event: dict[str, Any], expected: dict[str, Any]
) -> None:
    found = linked(sessions=[make_session_raw(start=None, end=None, **session)], **event)
    expected = expected | {"eventStatus": f"https://schema.org/{expected['eventStatus']}"}
    assert part(found, *expected) == expected
    assert ("previousStartDate" in found) == ("previousStartDate" in expected)


def test_sessions_are_parts_that_know_the_whole() -> None:
    sessions = [
        make_session_raw(mode="online", place=None),
        make_session_raw(id="avond", date="2022-04-05", end=None, cancelled="yes"),
    ]
    found = linked(sessions=sessions)
    assert part(found, "startDate", "endDate", "eventStatus", "eventAttendanceMode") == {
        "startDate": "2022-03-29T09:30+02:00",
        "endDate": "2022-03-29T11:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
    }
    names = ("@id", "eventStatus", "superEvent", "startDate")
    assert [part(each, *names) for each in found["subEvent"]] == [
        {
            "@id": f"{URL}#middag",
            "eventStatus": "https://schema.org/EventScheduled",
            "superEvent": {"@id": URL},
            "startDate": "2022-03-29T09:30+02:00",
        },
        {
            "@id": f"{URL}#avond",
            "eventStatus": "https://schema.org/EventCancelled",
            "superEvent": {"@id": URL},
            "startDate": "2022-04-05T09:30+02:00",
        },
    ]


def test_series_ends_on_the_last_day_when_its_time_is_not_known() -> None:
    sessions = [make_session_raw(), make_session_raw(id="b", date="2022-04-05", end=None)]
    assert linked(sessions=sessions)["endDate"] == "2022-04-05"


def test_livestream_is_where_one_watches() -> None:
    live = "https://example.org/live"
    session = make_session_raw(mode="hybrid", livestream=live)
    assert linked(sessions=[session])["location"][0] == {"@type": "VirtualLocation", "url": live}


def test_doors_have_their_own_time() -> None:
    found = linked(sessions=[make_session_raw(doors="9.00", zone="Europe/London")])
    assert found["doorTime"] == "2022-03-29T09:00+01:00"


def test_offers_say_what_and_until_when() -> None:
    found = linked(
        costs={
            "vat": "incl",
            "prices": [
                {"label": "Vroeg", "amount": "1.094,50", "until": "2022-02-01"},
                {"label": "In overleg", "text": "op aanvraag"},
            ],
            "extras": [{"label": "Diner", "amount": "60", "currency": "AUD", "vat": "unknown"}],
        },
        registration={
            "state": "few_left",
            "form": "aanmelden",
            "opens": "2022-01-10",
            "closes": "2 weken vooraf",
        },
    )
    shared = {
        "@type": "Offer",
        "url": URL,
        "availability": "https://schema.org/LimitedAvailability",
        "validFrom": "2022-01-10",
    }
    assert found["offers"] == [
        shared
        | {
            "name": "Vroeg",
            "price": "1094.50",
            "priceCurrency": "EUR",
            "validThrough": "2022-02-01",
            "priceSpecification": {
                "@type": "PriceSpecification",
                "price": "1094.50",
                "priceCurrency": "EUR",
                "valueAddedTaxIncluded": True,
            },
        },
        shared
        | {
            "name": "Diner",
            "price": "60.00",
            "priceCurrency": "AUD",
            "validThrough": "2022-03-15",
        },
    ]


@pytest.mark.parametrize("words", ["vanaf", "Minimaal", "from"])
def test_price_from_an_amount_is_no_exact_price(words: str) -> None:
    prices = [{"label": "Deelname", "amount": "200", "text": words, "vat": "excl"}]
    assert linked(costs={"prices": prices})["offers"] == {
        "@type": "AggregateOffer",
        "url": URL,
        "availability": "https://schema.org/InStock",
        "name": "Deelname",
        "lowPrice": "200.00",
        "priceCurrency": "EUR",
        "priceSpecification": {
            "@type": "PriceSpecification",
            "minPrice": "200.00",
            "priceCurrency": "EUR",
            "valueAddedTaxIncluded": False,
        },
    }


def test_price_of_about_an_amount_is_no_offer() -> None:
    words = ("ca.", "Maximaal", "voor leden", "vanaf")
    prices = [{"amount": str(10 + index), "text": text} for index, text in enumerate(words)]
    found = linked(costs={"prices": [*prices, {"text": "vanaf € 12"}]})["offers"]
    assert [each.get("price") or each.get("lowPrice") for each in found] == ["12.00", "13.00"]


@pytest.mark.parametrize(
    ("day", "time", "valid_from"),
    [
        ("2022-01-10", "10.00", "2022-01-10T10:00+01:00"),
        ("2022-01-10", "0.00", "2022-01-10T00:00+01:00"),
        ("2022-01-10", "24.00", "2022-01-11T00:00+01:00"),
        ("2022-03-27", "10.00", "2022-03-27T10:00+02:00"),
        ("2021-10-31", "2.30", "2021-10-31T02:30+02:00"),
    ],
)
def test_offer_is_valid_from_the_time_that_registration_opens(
    day: str, time: str, valid_from: str
) -> None:
    registration = {"state": "open", "form": "aanmelden", "opens": day, "opens_time": time}
    found = linked(costs={"free": "yes"}, registration=registration)
    assert found["offers"]["validFrom"] == valid_from


def test_offer_is_valid_until_the_time_that_registration_closes() -> None:
    registration = {"state": "open", "form": "aanmelden", "closes": "2022-03-15"}
    found = linked(costs={"free": "yes"}, registration=registration)
    assert found["offers"]["validThrough"] == "2022-03-15"
    registration["closes_time"] = "12.00"
    found = linked(costs={"free": "yes"}, registration=registration)
    assert found["offers"]["validThrough"] == "2022-03-15T12:00+01:00"


@pytest.mark.parametrize(
    ("state", "availability"),
    [
        ("open", "InStock"),
        ("full", "SoldOut"),
        ("waitlist", "SoldOut"),
        ("closed", None),
        ("interest", None),
    ],
)
def test_offer_of_nothing_is_free_and_as_available_as_said(
    state: str, availability: str | None
) -> None:
    found = linked(costs={"free": "yes"}, registration={"state": state, "form": "aanmelden"})
    expected = {"@type": "Offer", "url": URL, "price": "0", "priceCurrency": "EUR"}
    if availability:
        expected["availability"] = f"https://schema.org/{availability}"
    assert found["offers"] == expected
    assert found["isAccessibleForFree"] is True


def test_nothing_is_offered_of_what_is_off() -> None:
    assert "offers" not in linked(costs={"free": "yes"}, going_ahead="cancelled")


def test_organisations_stand_under_their_own_word() -> None:
    roles = ("organiser", "funder", "sponsor", "host", "announcer")
    found = linked(partners=[{"name": each, "role": each} for each in roles])
    assert {
        key: [each["name"] for each in many(found[key])]
        for key in ("organizer", "funder", "sponsor", "contributor")
    } == {
        "organizer": ["Voorbeeld & Fonds", "organiser"],
        "funder": ["funder"],
        "sponsor": ["sponsor"],
        "contributor": ["host"],
    }


def test_performers_are_those_who_are_certain() -> None:
    people = [
        {"person": "noor-bakker", "role": "moderator"},
        {"name": "Onder voorbehoud", "provisional": "yes"},
        {"person": "voorbeeldfonds"},
    ]
    assert linked(people=people)["performer"] == [
        {
            "@type": "Person",
            "name": 'Noor "Zus" <Bakker>',
            "url": "https://example.org/mensen/noor-bakker/",
        },
        {"@type": "Organization", "name": "Voorbeeld & Fonds", "url": "https://example.org"},
    ]


@pytest.mark.parametrize(
    ("capacity", "expected"),
    [
        ({"max": "20"}, 20),
        ({"max": "6", "unit": "teams"}, None),
        ({"max": "9", "about": "yes"}, None),
    ],
)
def test_capacity_counts_people_only(capacity: dict[str, str], expected: int | None) -> None:
    assert linked(capacity=capacity).get("maximumAttendeeCapacity") == expected


def test_type_follows_from_who_teaches_and_when() -> None:
    teaching: dict[str, Any] = {"people": [{"name": "An", "role": "teacher"}]}
    assert linked(**teaching)["@type"] == "EducationEvent"
    assert linked(accreditation=[{"points": "4"}])["@type"] == "EducationEvent"
    assert linked(**teaching, sessions=[])["@type"] == "Course"
    assert linked(sessions=[])["@type"] == "Event"


def test_course_has_the_editions_that_one_chooses_from() -> None:
    groups = [
        {
            "id": name,
            "title": name.title(),
            "part_of_event": "yes",
            "sessions": [make_session_raw(id=f"{name}-1", date=day)],
        }
        for name, day in (("voorjaar", "2022-03-29"), ("najaar", "2022-10-04"))
    ]
    found = linked(
        people=[{"name": "An", "role": "trainer"}],
        sessions=[],
        session_groups=groups,
        choose={"max": "1"},
    )
    names = ("@type", "@id", "name", "startDate", "endDate")
    assert found["@type"] == "Course"
    assert [part(each, *names) for each in found["hasCourseInstance"]] == [
        {
            "@type": "CourseInstance",
            "@id": f"{URL}#voorjaar",
            "name": "Voorjaar",
            "startDate": "2022-03-29T09:30+02:00",
            "endDate": "2022-03-29T11:00+02:00",
        },
        {
            "@type": "CourseInstance",
            "@id": f"{URL}#najaar",
            "name": "Najaar",
            "startDate": "2022-10-04T09:30+02:00",
            "endDate": "2022-10-04T11:00+02:00",
        },
    ]


def test_real_events_obey_the_rules() -> None:
    catalogue = real_catalogue()
    found = [
        event_linked_data(meetings_of(event), catalogue, PUBLISHER) for event in catalogue.events
    ]
    for data in found:
        check_linked_data(data)
    assert [each["@type"] for each in found] == ["Event", "EducationEvent"]
