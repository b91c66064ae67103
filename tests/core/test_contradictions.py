"""Contradictions: what cannot be true together, told with the path to it."""

from typing import Any

import pytest

from samenkomst.core.model.catalogue import build_catalogue
from samenkomst.core.problem import severity_of
from tests.builders import (
    make_event_raw,
    make_field_raw,
    make_files,
    make_form_raw,
    make_organisation_raw,
    make_person_raw,
    make_session_raw,
)

DAY = {"date": "2027-03-16", "start": "9.30", "end": "12.30"}


def found(**shelves: list[Any]) -> list[tuple[str, str, str]]:
    """Return the contradictions as (severity, code, path)."""
    _, faults = build_catalogue(make_files(**shelves))
    return [
        (severity_of(each.code), each.code, "/".join(map(str, each.path[2:]))) for each in faults
    ]


def in_event(**changes: Any) -> list[tuple[str, str, str]]:
    return found(events=[make_event_raw(**changes)])


def in_session(**changes: Any) -> list[tuple[str, str, str]]:
    return in_event(sessions=[make_session_raw(**(DAY | changes))])


def test_sound_content_has_no_contradictions() -> None:
    assert found() == []


SESSION = "0/sessions/0"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([("9.30", "10.30"), ("10.30", "11.00"), ("11.00", None)], []),
        ([("9.30", "10.30"), ("10.15", "11.00")], [("items_overlap", "1/start")]),
        ([("10.30", None), ("10.00", None)], [("item_goes_back", "1/start")]),
        ([("9.00", "9.30"), ("9.30", None)], [("item_before_session", "0/start")]),
        ([("12.00", "13.00")], [("item_after_session", "0/end")]),
        ([("12.45", None)], [("item_after_session", "0/start")]),
        ([(None, None), ("9.30", None), (None, None)], []),
    ],
)
def test_programme_follows_the_clock_and_stays_in_its_session(
    items: list[tuple[str | None, str | None]], expected: list[tuple[str, str]]
) -> None:
    programme = [
        {"title": f"Deel {number}", "start": start, "end": end}
        for number, (start, end) in enumerate(items)
    ]
    assert in_session(programme=programme) == [
        ("warning", code, f"{SESSION}/programme/{path}") for code, path in expected
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"programme": [{"title": "Inloop", "start": "9.00", "kind": "doors"}]},
        {"programme": [{"title": "Inloop", "start": "9.15"}], "doors": "9.15"},
        {"programme": [{"title": "Borrel", "start": "12.30", "end": "14.00", "kind": "social"}]},
        {"programme": [{"title": "Ca.", "start": "12.00", "end": "12.45", "about": "yes"}]},
        {
            "programme": [
                {"title": "A", "start": "10.00", "end": "11.00", "room": "1"},
                {"title": "B", "start": "10.00", "end": "11.00", "room": "2"},
                {"title": "C", "start": "11.00", "room": "1"},
                {"title": "D", "start": "11.00"},
            ]
        },
        {
            "start": "22.00",
            "end": "2.00",
            "next_day": "yes",
            "programme": [
                {"title": "A", "start": "23.00", "end": "0.30", "next_day": "yes"},
                {"title": "B", "start": "0.30", "end": "2.00"},
            ],
        },
        {
            "start": "22.00",
            "end": "2.00",
            "next_day": "yes",
            "programme": [{"title": "A", "start": "23.00"}, {"title": "B", "start": "0.30"}],
        },
        {
            "end_date": "2027-03-17",
            "programme": [
                {"title": "Dag 1", "start": "10.00"},
                {"title": "Dag 2", "start": "9.30"},
            ],
        },
    ],
    ids=["doors", "doors key", "drinks", "about", "rooms", "midnight", "night", "two days"],
)
def test_programme_may_do_what_programmes_do(changes: dict[str, Any]) -> None:
    assert in_session(**changes) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"choose": {"max": "2"}}, ("error", "choose_too_many", "0/choose/max")),
        (
            {
                "session_groups": [
                    {
                        "id": "g",
                        "title": "G",
                        "choose": {"min": "2"},
                        "sessions": [{"id": "x", "title": "X"}],
                    }
                ]
            },
            ("error", "choose_too_many", "0/session_groups/0/choose/min"),
        ),
        (
            {"costs": {"free": "yes", "prices": [{"label": "Leden", "amount": "10"}]}},
            ("warning", "free_with_price", "0/costs/prices/0"),
        ),
        (
            {"capacity": {"max": "8", "per_organisation": {"max": "9"}}},
            ("error", "organisation_above_max", "0/capacity/per_organisation/max"),
        ),
        ({"ends": "2022-03-01"}, ("warning", "session_after_ends", "0/sessions/0/date")),
        (
            {"published": "2022-02-01", "updated": "2022-01-01"},
            ("warning", "updated_before_published", "0/updated"),
        ),
        (
            {"registration": {"state": "open", "form": "aanmelden", "closes": "2022-03-30"}},
            ("error", "closes_after_start", "0/registration/closes"),
        ),
        (
            {
                "registration": {
                    "state": "open",
                    "form": "aanmelden",
                    "closes": "2022-03-29",
                    "closes_time": "10.00",
                }
            },
            ("error", "closes_after_start", "0/registration/closes"),
        ),
        (
            {
                "going_ahead": "cancelled",
                "registration": {"state": "external", "url": "https://example.org/elders"},
            },
            ("warning", "open_though_off", "0/registration/state"),
        ),
        (
            {"replaced_by": "ronde-tafel"},
            ("warning", "replaced_but_on", "0/replaced_by"),
        ),
        (
            {"going_ahead": "postponed", "registration": {"state": "closed"}},
            ("warning", "postponed_with_date", "0/sessions/0/date"),
        ),
        ({"was": ["ronde-tafel"]}, ("error", "not_unique", "0/was/0")),
        (
            {"intro": "Zie [die](/evenementen/weg/)."},
            ("error", "unknown_link", "0/intro"),
        ),
        (
            {"registration": {"state": "closed", "steps": ["[Wie](/mensen/weg/)"]}},
            ("error", "unknown_link", "0/registration/steps/0"),
        ),
        (
            {"people": [{"name": 'Noor "Zus" <Baker>', "role": "guest"}]},
            ("warning", "name_in_people", "0/people/0/name"),
        ),
    ],
)
def test_contradiction_in_an_event_is_named(
    changes: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert in_event(**changes) == [expected]


@pytest.mark.parametrize(
    "changes",
    [
        {"intro": "Zie [deze](/evenementen/ronde-tafel/#programma) en [alle](/evenementen/)."},
        {"intro": "Zie [Noor](/mensen/noor-bakker/) en [die](/evenementen/ronde-tafel.ics)."},
        {"registration": {"state": "open", "form": "aanmelden", "closes": "2022-03-29"}},
        {"registration": {"state": "open", "form": "aanmelden", "closes": "4 weken vooraf"}},
        {"people": [{"name": "Twee docenten", "role": "teacher"}]},
        {"costs": {"free": "yes", "extras": [{"label": "Diner", "amount": "30"}]}},
        {"going_ahead": "cancelled", "registration": {"state": "closed"}},
    ],
)
def test_what_can_be_true_together_is_fine(changes: dict[str, Any]) -> None:
    assert in_event(**changes) == []


def test_open_form_of_what_is_postponed_is_warned_for_unless_we_close_it() -> None:
    def warned(**changes: Any) -> bool:
        session = make_session_raw(moved_from=[{"date": "2022-03-01"}], **changes)
        event = in_event(going_ahead="postponed", sessions=[session])
        return ("warning", "open_though_off", "0/registration/state") in event

    assert warned()
    assert not warned(date=None)
    assert not warned(cancelled="yes")


def test_new_date_of_a_session_beside_the_event_keeps_none_of_its_forms_open() -> None:
    """As what closes them: only a new date of the event itself does."""
    moved = make_session_raw(id="a", moved_from=[{"date": "2022-03-01"}])
    group = {"id": "intake", "title": "Intake", "sessions": [moved]}
    for inside, warned in (({}, False), ({"part_of_event": "yes"}, True)):
        event = in_event(
            going_ahead="postponed", sessions=None, session_groups=[{**group, **inside}]
        )
        assert (("warning", "open_though_off", "0/registration/state") in event) is warned


def test_later_dates_of_a_series_may_stay_open() -> None:
    """After the first date is only worth a warning; with a choice of dates it is quite ordinary."""
    sessions = [make_session_raw(), make_session_raw(id="b", title="B", date="2022-04-29")]
    registration = {"state": "open", "form": "aanmelden", "closes": "2022-04-01"}
    series = in_event(sessions=sessions, registration=registration)
    assert series == [("warning", "closes_after_first", "0/registration/closes")]
    choice = in_event(sessions=sessions, registration=registration, choose={"max": "1"})
    assert choice == []


TERM = {"state": "open", "form": "aanmelden", "closes": "4 weken vooraf"}
"""Before the session of 29 March 2022: until 1 March."""


@pytest.mark.parametrize(
    ("days", "late"),
    [
        ({"opens": "2022-03-01"}, False),
        ({"opens": "2022-03-02"}, True),
        ({"opens": "2022-03-01", "inclusive": "no"}, True),
        ({"opens": "2022-02-28", "inclusive": "no"}, False),
        ({"opens": "2022-03-01", "opens_time": "10.00", "closes_time": "10.01"}, False),
        ({"opens": "2022-03-01", "opens_time": "10.00", "closes_time": "10.00"}, True),
        ({"opens": "2022-03-02", "closes": "27 dagen vooraf"}, False),
    ],
)
def test_registration_that_opens_after_its_term_is_named(days: dict[str, str], late: bool) -> None:
    registration = TERM | days
    expected = [("error", "closes_before_opens", "0/registration/closes")] if late else []
    assert in_event(registration=registration) == expected
    assert in_event(registration=registration, sessions=[make_session_raw(date=None)]) == []
    group = {"id": "g", "title": "G", "sessions": [make_session_raw(id="x")]}
    for part, path in (
        ({"sessions": [make_session_raw(registration=registration)]}, "sessions/0"),
        ({"session_groups": [group | {"registration": registration}]}, "session_groups/0"),
    ):
        found = in_event(registration={"state": "closed"}, **part)
        place = f"0/{path}/registration/closes"
        assert [each for each in found if each[0] == "error"] == [
            ("error", "closes_before_opens", place) for _ in expected
        ]


def test_term_of_a_choice_of_dates_counts_from_the_last() -> None:
    """As on the page: until then one can still register for something."""
    sessions = [make_session_raw(), make_session_raw(id="b", title="B", date="2022-04-29")]
    registration = TERM | {"opens": "2022-03-02"}
    assert in_event(sessions=sessions, registration=registration) != []
    assert in_event(sessions=sessions, registration=registration, choose={"max": "1"}) == []


def test_term_of_what_is_off_is_not_held_against_its_old_date() -> None:
    """A new date is to come, and the day on which it opens may be known before."""
    late = ("error", "closes_before_opens", "0/registration/closes")
    for going_ahead, named in (("confirmed", True), ("postponed", False), ("cancelled", False)):
        found = in_event(going_ahead=going_ahead, registration=TERM | {"opens": "2022-03-02"})
        assert (late in found) is named


def test_session_that_stands_twice_is_named() -> None:
    sessions = [make_session_raw(), make_session_raw(id="b", title="B")]
    expected = [("warning", "same_moment", "0/sessions/1/date")]
    assert in_event(sessions=sessions) == expected
    sessions[1]["place"] = {"city": "Assen"}
    assert in_event(sessions=sessions) == []


def item(title: str, start: str, end: str | None, *people: str) -> dict[str, Any]:
    return {"title": title, "start": start, "end": end, "people": [*people], "room": title}


def test_person_at_two_items_at_once_is_named() -> None:
    programme = [
        item("A", "10.00", "11.00", "noor-bakker"),
        item("B", "10.30", "11.30", "noor-bakker"),
    ]
    expected = [("warning", "double_booked", f"{SESSION}/programme/1/people/0")]
    assert in_session(programme=programme) == expected


def test_person_at_two_events_at_once_is_named_with_both_places() -> None:
    first = make_event_raw(sessions=[make_session_raw(people=["noor-bakker"])])
    second = make_event_raw(slug="b", sessions=[make_session_raw(people=["noor-bakker"])])
    _, (fault,) = build_catalogue(make_files(events=[first, second]))
    assert (fault.code, fault.path[2:]) == ("double_booked", (1, "sessions", 0, "people", 0))
    assert fault.first == ("events.yaml", "events", 0, "sessions", 0, "people", 0)


def test_person_in_london_is_not_at_the_same_time_in_utrecht() -> None:
    here = make_session_raw(people=["noor-bakker"])
    there = make_session_raw(id="b", zone="Europe/London", start="10.30", end="12.00")
    there |= {"people": ["noor-bakker"], "mode": "online"}
    assert in_event(sessions=[here, there]) == []


@pytest.mark.parametrize(
    "programme",
    [
        [item("A", "10.00", None, "noor-bakker"), item("B", "10.30", None, "noor-bakker")],
        [item("A", "10.00", "11.00", "noor-bakker"), item("B", "11.00", None, "noor-bakker")],
        [item("A", "10.00", "11.00", "voorbeeldfonds"), item("B", "10.00", None, "voorbeeldfonds")],
    ],
    ids=["end not known", "after each other", "an organisation"],
)
def test_person_who_can_be_at_both_is_fine(programme: list[dict[str, Any]]) -> None:
    """An end that is not known is not guessed."""
    assert in_session(programme=programme, people=["noor-bakker"]) == []


def test_form_that_promises_something_else_than_the_state_is_named() -> None:
    forms = [make_form_raw(), make_form_raw(id="interesse", procedure="interest")]
    for form, state, expected in (
        ("interesse", "interest", []),
        ("interesse", "waitlist", []),
        ("aanmelden", "interest", [("error", "form_differs", "0/registration/form")]),
        ("interesse", "open", [("error", "form_differs", "0/registration/form")]),
    ):
        event = make_event_raw(registration={"state": state, "form": form})
        assert found(events=[event], forms=forms) == expected


def test_letter_that_names_a_contact_needs_one() -> None:
    form = make_form_raw(letter={"subject": "x", "text": "{reference} {page} {contact}"})
    assert found(forms=[form]) == []
    events = [make_event_raw(contact=None)]
    expected = [("error", "contact_needed", "0/registration/form")]
    assert found(forms=[form], events=events) == expected


def test_earlier_slug_of_two_events_is_named() -> None:
    events = [make_event_raw(was=["oud"]), make_event_raw(slug="b", was=["oud"])]
    assert found(events=events) == [("error", "not_unique", "1/was/0")]


def test_draft_that_a_published_event_names_is_a_warning() -> None:
    draft = make_event_raw(slug="b", draft="yes")
    related = make_event_raw(related=[{"event": "b"}], intro="Zie [b](/evenementen/b/).")
    assert found(events=[related, draft]) == [
        ("warning", "draft_referenced", "0/related/0/event"),
        ("warning", "draft_referenced", "0/intro"),
    ]
    assert found(events=[{**related, "draft": "yes"}, draft]) == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"name": "Noor Bakkér"}, True),
        ({"name": "Noor-Bakker"}, True),
        ({"name": "Noor Baker"}, True),
        ({"name": "Noor Bakker"}, True),
        ({"name": "Noor Bakker", "email": "anders@example.org"}, False),
        ({"name": "Noor Smit"}, False),
    ],
)
def test_two_people_with_almost_one_name_are_a_warning(
    other: dict[str, str], *, expected: bool
) -> None:
    people = [make_person_raw(name="Noor Bakker"), make_person_raw(id="b", email=None) | other]
    codes = [code for _, code, _ in found(people=people)]
    assert codes == (["similar_people"] if expected else [])


def test_rarer_spelling_of_a_theme_or_kind_is_a_warning() -> None:
    labels = [("werkdruk", "training"), ("werkdruk", "Training"), ("Werk-druk", "training")]
    events = [
        make_event_raw(slug=f"e{n}", themes=[theme], kind=kind, sessions=None)
        for n, (theme, kind) in enumerate(labels)
    ]
    assert found(events=events) == [
        ("warning", "two_spellings", "2/themes/0"),
        ("warning", "two_spellings", "1/kind"),
    ]


def test_numbers_and_short_words_are_no_spellings() -> None:
    themes = [["module 1", "raad"], ["module 2", "raak"]]
    events = [make_event_raw(slug=f"e{n}", themes=each) for n, each in enumerate(themes)]
    assert found(events=events) == []


def test_contradictions_are_found_beside_other_faults() -> None:
    """A mistake in one value hides no contradiction between the others."""
    session = make_session_raw(
        mode="video",
        programme=[{"title": "A", "start": "8.00"}, {"titel": "B", "start": "7.00"}],
    )
    events = [make_event_raw(title=None, sessions=[session], choose={"max": "3"})]
    codes = {code for _, code, _ in found(events=events, organisations=[make_organisation_raw()])}
    assert codes == {
        "missing",
        "choice",
        "extra_forbidden",
        "item_goes_back",
        "item_before_session",
        "choose_too_many",
    }


def second_form_faults(first: dict[str, Any], second: dict[str, Any], **event: Any) -> list[str]:
    """Return the faults in content with an ordinary form, and another named `vragen`."""
    forms = [make_form_raw(**first), make_form_raw(id="vragen", **second)]
    files = make_files(events=[make_event_raw(**event)], forms=forms)
    return [fault.code for fault in build_catalogue(files)[1]]


SECOND = {"procedure": None, "letter": None, "fields": [make_field_raw()]}


def test_second_form_stands_behind_a_first() -> None:
    assert second_form_faults({"second_form": "vragen"}, SECOND) == []
    assert second_form_faults({"second_form": "vragen"}, {}) == ["second_form_is_first"]
    assert second_form_faults({"second_form": "vragn"}, SECOND) == ["unknown_form"]


def test_page_cannot_carry_a_second_form() -> None:
    registration = {"state": "open", "form": "vragen"}
    assert second_form_faults({}, SECOND, registration=registration) == ["form_is_second"]


def test_group_stands_once() -> None:
    group = {"id": "dubbel", "title": "Groep"}
    files = make_files(events=[make_event_raw(session_groups=[group, group])])
    assert [fault.code for fault in build_catalogue(files)[1]] == ["not_unique"]
