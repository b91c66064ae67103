"""`events.json` and its schema, which must agree on everything."""

import json
from datetime import date
from typing import Any

import jsonschema
import pytest

from samenkomst.core.contract import Site
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.pages.events_json import event_data, events_lines
from samenkomst.core.pages.events_schema import events_schema
from samenkomst.core.pages.machine_files import machine_files
from samenkomst.core.pages.page import join_pieces
from tests.builders import SITE, TITLE, real_catalogue
from tests.core.pages.publishing import (
    PUBLISHER,
    catalogue_of,
    make_event_raw,
    make_session_raw,
    meetings_of,
)

SCHEMA = events_schema(SITE)
FULL = {
    "was": ["oud"],
    "themes": ["zorg"],
    "costs": {"prices": [{"label": "Leden", "amount": "1.094,50", "until": "2022-02-01"}]},
    "capacity": {"min": "8", "max": "20", "per_organisation": {"max": "2"}},
    "choose": {"min": "0", "max": "2"},
    "people": [{"person": "noor-bakker", "role": "moderator"}, {"name": "Twee docenten"}],
    "partners": [{"organisation": "voorbeeldfonds", "role": "funder"}],
    "related": [{"event": "ronde-tafel"}],
    "registration": {
        "state": "open",
        "form": "aanmelden",
        "opens": "2022-02-01",
        "opens_time": "9u",
        "closes": "4 weken vooraf",
    },
    "sessions": [
        make_session_raw(
            zone="Europe/London",
            end="1:00",
            next_day="yes",
            moved_from=[{"date": "2022-03-01", "start": "9.00"}],
            programme=[{"title": "Keuze", "choose": {"min": "1"}, "people": ["noor-bakker"]}],
        )
    ],
}


def read_data(catalogue: Catalogue, site: Site) -> dict[str, Any]:
    """Return the file, read back."""
    data = (event_data(meetings_of(event), catalogue, site) for event in catalogue.events)
    found: dict[str, Any] = json.loads(join_pieces(events_lines(data, site)))
    return found


def check(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the events in the file, which obeys its schema."""
    data = read_data(catalogue, SITE)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(
        data
    )
    events: list[dict[str, Any]] = data["events"]
    return events


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "https://example.org/events.schema.json"


def test_schema_refuses_what_is_not_there() -> None:
    """The negative control: a schema that accepts everything proves nothing."""
    data = read_data(catalogue_of(make_event_raw()), SITE)
    for change in ({"v": 1}, {"extra": 1}, {"events": [{"slug": "a"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(data | change, SCHEMA)


def test_events_json_holds_the_whole_of_an_event() -> None:
    (event,) = check(catalogue_of(make_event_raw(**FULL)))
    organiser = {"id": "voorbeeldfonds", "name": "Voorbeeld & Fonds", "url": "https://example.org"}
    noor = {"name": 'Noor "Zus" <Bakker>', "url": "https://example.org/mensen/noor-bakker/"}
    url = "https://example.org/evenementen/ronde-tafel/"
    assert event == {
        "slug": "ronde-tafel",
        "url": url,
        "was": ["oud"],
        "title": TITLE,
        "kind": "ronde tafel",
        "themes": ["zorg"],
        "summary": 'Samen "praten" & =1+1 <b>',
        "organiser": organiser,
        "going_ahead": "confirmed",
        "costs": {
            "prices": [{"label": "Leden", "amount": "1094.50", "until": "2022-02-01"}],
            "vat": "unknown",
            "currency": "EUR",
        },
        "capacity": {"min": 8, "max": 20, "per_organisation": {"max": 2}},
        "choose": {"min": 0, "max": 2},
        "people": [
            {"person": "noor-bakker", "role": "moderator", **noor},
            {"name": "Twee docenten"},
        ],
        "partners": [
            {
                "organisation": "voorbeeldfonds",
                "role": "funder",
                "name": "Voorbeeld & Fonds",
                "url": "https://example.org",
            }
        ],
        "related": [{"event": "ronde-tafel", "title": TITLE, "url": url}],
        "contact": [{"id": "noor-bakker", **noor}],
        "registration": {
            "state": "open",
            "form": "aanmelden",
            "opens": "2022-02-01",
            "opens_time": "09:00",
            "closes": {"term": "4 weken vooraf"},
        },
        "sessions": [
            {
                "id": "middag",
                "title": "De middag",
                "date": "2022-03-29",
                "start": "09:30",
                "end": "01:00",
                "next_day": True,
                "zone": "Europe/London",
                "begins": "2022-03-29T09:30+01:00",
                "ends": "2022-03-30T01:00+01:00",
                "mode": "in_person",
                "place": {"city": "Utrecht"},
                "moved_from": [{"date": "2022-03-01", "start": "09:00"}],
                "programme": [
                    {
                        "title": "Keuze",
                        "choose": {"min": 1},
                        "people": [{"person": "noor-bakker", **noor}],
                    }
                ],
            }
        ],
    }


def test_events_json_invents_no_end() -> None:
    session = make_session_raw(end=None)
    (event,) = check(catalogue_of(make_event_raw(sessions=[session])))
    assert event["sessions"][0]["begins"] == "2022-03-29T09:30+02:00"
    assert "ends" not in event["sessions"][0]


def test_events_json_keeps_what_is_typed_as_no() -> None:
    event = make_event_raw(costs={"free": "no"}, registration={"state": "not_needed"})
    (found,) = check(catalogue_of(event))
    assert found["costs"] == {"free": False, "vat": "unknown", "currency": "EUR"}


def test_events_json_leaves_out_what_says_nothing() -> None:
    registration = {"state": "open", "form": "aanmelden", "closes": "2022-03-01"}
    event = make_event_raw(
        capacity={"about": "no"}, registration={**registration, "inclusive": "yes"}, themes=[]
    )
    (found,) = check(catalogue_of(event))
    assert found["registration"] == {**registration, "closes": {"date": "2022-03-01"}}
    assert not {"capacity", "themes", "draft"} & found.keys()


def test_events_json_of_the_real_content_obeys_its_schema() -> None:
    assert [each["slug"] for each in check(real_catalogue())] == [
        "ronde-tafel-voor-gemeenten",
        "leernetwerk-aan-de-slag-met-werkdruk",
    ]


def test_events_json_leaves_out_how_to_reach_people() -> None:
    data = [
        event_data(meetings_of(each), real_catalogue(), SITE) for each in real_catalogue().events
    ]
    text = join_pieces(events_lines(data, SITE))
    assert "@aeno.nl" not in text
    assert "40894114" not in text


def test_robots_txt_names_the_sitemap() -> None:
    (text,) = dict(machine_files(catalogue_of(), (), PUBLISHER, date(2022, 1, 1)))["robots.txt"]
    assert text.splitlines()[-1] == "Sitemap: https://example.org/sitemap.xml"
