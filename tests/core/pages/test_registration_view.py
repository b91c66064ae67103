"""How one takes part: what stands on the page, and that it stays true."""

from datetime import date, timedelta
from typing import Any

import pytest

from samenkomst.core.model.registration import Registration
from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.registration_view import (
    MilestoneView,
    RegistrationView,
    view_registration,
)
from samenkomst.core.translation import dutch
from tests.builders import sound

READER = Reader("nl", dutch)
TODAY, FIRST = date(2022, 3, 1), date(2022, 4, 10)
FORM = {"state": "open", "form": "aanmelden"}


def view(raw: dict[str, Any], today: date = TODAY, first: date | None = FIRST) -> RegistrationView:
    return view_registration(sound(Registration, raw), first, today, READER, has_form="form" in raw)


@pytest.mark.parametrize(
    ("closes", "sentence"),
    [
        ({"closes": "2022-03-15"}, "Aanmelden kan tot en met 15 maart 2022."),
        ({"closes": "2022-03-15", "inclusive": "no"}, "Aanmelden kan vóór 15 maart 2022."),
        (
            {"closes": "2022-03-15", "closes_time": "12.00"},
            "Aanmelden kan tot 15 maart 2022, 12.00 uur.",
        ),
        ({"closes": "4 weken vooraf"}, "Aanmelden kan tot en met 13 maart 2022."),
        ({"closes": "1 maand vooraf"}, "Aanmelden kan tot en met 10 maart 2022."),
    ],
)
def test_deadline_takes_the_place_of_open(closes: dict[str, str], sentence: str) -> None:
    """“Open” becomes untrue when nobody builds the site; a day does not."""
    assert view(FORM | closes).sentences == (sentence,)


OPENS = {"opens": "2022-03-01", "opens_time": "10.00"}
SINCE = "Aanmelden kan vanaf 1 maart 2022 om 10.00 uur."


@pytest.mark.parametrize("days", [1, 30])
def test_opening_time_is_told_before_its_day(days: int) -> None:
    found = view(FORM | OPENS, TODAY - timedelta(days))
    assert (found.state, found.sentences, found.call) == ("not_yet", (SINCE,), "")


def test_opening_day_has_the_form_and_says_from_what_time() -> None:
    """A page is built once for the whole day: what it says is true before and after the hour."""
    found = view(FORM | OPENS)
    assert (found.state, found.sentences, found.call) == ("open", (SINCE,), "Meld u aan")
    assert found.label == ""
    until = view(FORM | OPENS | {"closes": "2022-03-01", "closes_time": "12.00"})
    assert until.sentences == (SINCE, "Aanmelden kan tot 1 maart 2022, 12.00 uur.")
    words = view(FORM | OPENS | {"closes_text": "Zolang er plaats is."})
    assert words.sentences == (SINCE, "Zolang er plaats is.")


DATED = [
    ("few_left", "Er zijn nog enkele plaatsen.", "Aanmelden kan"),
    ("waitlist", "Alle plaatsen zijn bezet. Er is een wachtlijst.", "Op de wachtlijst gaan kan"),
    ("interest", "", "Interesse tonen kan"),
    ("on_request", "", "Een aanvraag doen kan"),
    ("external", "U meldt zich aan op een andere website.", "Aanmelden kan"),
]


@pytest.mark.parametrize(("state", "told", "can"), DATED)
def test_first_and_last_moment_are_told_in_the_words_of_the_state(
    state: str, told: str, can: str
) -> None:
    """And nothing that says "now", where that is not true all day: the handler knows the hour."""
    raw = ({"url": "https://example.org/x"} if state == "external" else FORM) | {"state": state}
    since, until = f"{can} vanaf 1 maart 2022 om 10.00 uur.", f"{can} tot 1 maart 2022, 12.00 uur."
    today = {"closes": "2022-03-01", "closes_time": "12.00"}
    kept = (told,) if told else ()
    assert view(raw | OPENS).sentences == (*kept, since)
    assert view(raw | today).sentences == (*kept, until)
    assert view(raw | OPENS | today).sentences == (*kept, since, until)
    assert view(raw | OPENS | today, TODAY - timedelta(days=1)).sentences == (since, until)
    assert view(raw | OPENS | today).label == view(raw).label != ""


@pytest.mark.parametrize("state", ["full", "closed", "not_needed", "invitation"])
def test_opening_time_of_what_takes_no_forms_is_not_told(state: str) -> None:
    assert view(FORM | OPENS | {"state": state}) == view(FORM | {"state": state})


def test_opening_time_is_past_on_the_next_day() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert view(FORM | OPENS, tomorrow) == view(FORM, tomorrow)
    midnight = view(FORM | OPENS | {"opens_time": "0.00"})
    assert midnight.sentences == ("Aanmelden kan vanaf 1 maart 2022 om 0.00 uur.",)


@pytest.mark.parametrize(
    ("closes", "days", "label"),
    [
        ({"closes": "2022-03-01", "closes_time": "12.00"}, 0, ""),
        ({"closes": "2022-03-01", "closes_time": "0.00"}, 0, ""),
        ({"closes": "2022-03-01", "closes_time": "12.00", "inclusive": "no"}, 0, ""),
        ({"closes": "4 weken vooraf", "closes_time": "12.00"}, 12, ""),
        ({"closes": "2022-03-01", "closes_time": "12.00"}, -1, "Aanmelden kan"),
        ({"closes": "2022-03-01", "closes_time": "12.00"}, 1, "Aanmelding gesloten"),
        ({"closes": "2022-03-01"}, 0, "Aanmelden kan"),
    ],
)
def test_closing_day_with_a_time_has_no_label(
    closes: dict[str, str], days: int, label: str
) -> None:
    """The label would say all day what is true for a part of it."""
    assert view(FORM | closes, TODAY + timedelta(days)).label == label


def test_deadline_in_words_says_nothing_of_now_on_the_day_that_changes() -> None:
    closes = {"closes": "2022-03-01", "closes_time": "12.00", "closes_text": "Tot 12 uur."}
    assert view(FORM | closes).sentences == ("Tot 12 uur.",)
    before = view(FORM | closes, TODAY - timedelta(days=1))
    assert before.sentences == ("U kunt zich aanmelden.", "Tot 12 uur.")


@pytest.mark.parametrize("days", [-1, 0])
def test_deadline_in_words_takes_the_place_of_the_day_before_it_opens_too(days: int) -> None:
    closes = {"closes": "2022-03-29", "closes_text": "Zolang er plaats is."}
    found = view(FORM | OPENS | closes, TODAY + timedelta(days))
    assert found.sentences == (SINCE, "Zolang er plaats is.")


def test_term_before_an_unknown_day_stays_a_term() -> None:
    found = view(FORM | {"closes": "4 weken vooraf"}, first=None)
    assert found.sentences == ("Aanmelden kan tot 4 weken vooraf.",)


def test_deadline_in_words_is_told_as_it_was_written() -> None:
    words = "Uiterlijk een week tevoren."
    assert view(FORM | {"closes_text": words}).sentences == ("U kunt zich aanmelden.", words)


@pytest.mark.parametrize(
    ("raw", "today", "state", "sentences", "call"),
    [
        (
            FORM | {"opens": "2022-03-02"},
            TODAY,
            "not_yet",
            ("Aanmelden kan vanaf 2 maart 2022.",),
            "",
        ),
        (FORM | {"opens": "2022-03-01"}, TODAY, "open", ("U kunt zich aanmelden.",), "Meld u aan"),
        (
            FORM | {"closes": "2022-02-28"},
            TODAY,
            "closed",
            ("De aanmelding is gesloten.", "Aanmelden kon tot en met 28 februari 2022."),
            "",
        ),
        (FORM | {"closes": "2022-03-01"}, TODAY, "open", None, "Meld u aan"),
        (FORM | {"closes": "2022-03-01", "inclusive": "no"}, TODAY, "closed", None, ""),
        ({"state": "full", "form": "aanmelden"}, TODAY, "full", ("Alle plaatsen zijn bezet.",), ""),
        ({"state": "not_needed"}, TODAY, "not_needed", None, ""),
        (FORM | {"state": "interest"}, TODAY, "interest", None, "Toon uw interesse"),
        (FORM | {"state": "waitlist"}, TODAY, "waitlist", None, "Ga op de wachtlijst"),
        ({"state": "full", "email": "a@example.org"}, TODAY, "full", None, ""),
        ({}, TODAY, "unknown", (), ""),
    ],
)
def test_button_fits_the_state(
    raw: dict[str, Any],
    today: date,
    state: str,
    sentences: tuple[str, ...] | None,
    call: str,
) -> None:
    found = view(raw, today)
    assert (found.state, found.call) == (RegistrationState(state), call)
    assert bool(found.call) == bool(found.call_url)
    if sentences is not None:
        assert found.sentences == sentences


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        (FORM, "#formulier"),
        ({"state": "external", "url": "https://example.org/x"}, "https://example.org/x"),
        (
            {"state": "open", "email": "a@example.org", "subject": "Dag & nacht?"},
            "mailto:a@example.org?subject=Dag%20%26%20nacht%3F",
        ),
        ({"state": "waitlist", "phone": "+31 (0)30 1"}, "tel:+310301"),
        ({"state": "on_request"}, ""),
    ],
)
def test_button_leads_to_the_way_that_was_given(raw: dict[str, Any], url: str) -> None:
    assert view(raw).call_url == url


@pytest.mark.parametrize(
    ("closes", "ended"),
    [
        ({"closes": "2022-03-01"}, False),
        ({"closes": "2022-03-01", "inclusive": "no"}, True),
        ({"closes": "2022-02-28"}, True),
        ({"closes": "4 weken vooraf"}, False),
    ],
)
def test_closed_before_its_last_day_does_not_tell_that_day(
    closes: dict[str, str], ended: bool
) -> None:
    sentences = view(FORM | {"state": "closed"} | closes).sentences
    assert sentences[0] == "De aanmelding is gesloten."
    assert len(sentences) == (2 if ended else 1)


def test_other_ways_stand_beside_the_button() -> None:
    raw = {"state": "open", "url": "https://example.org/x", "email": "a@example.org", "phone": "1"}
    found = view(raw)
    assert (found.call_url, found.call_address) == ("https://example.org/x", "")
    assert found.ways == (("a@example.org", "mailto:a@example.org"), ("1", "tel:1"))


def test_form_that_the_page_does_not_carry_has_no_button() -> None:
    registration = sound(Registration, FORM)
    found = view_registration(registration, FIRST, TODAY, READER, has_form=False)
    assert (found.call, found.call_url) == ("", "")


def test_all_that_goes_with_registering_is_told() -> None:
    raw = FORM | {
        "covers": "alle dagen",
        "after": "*Post*",
        "steps": ["Vul in."],
        "text": "*Uitleg*",
        "milestones": [{"title": "Namen", "date": "2022-03-20"}, {"title": "Later", "text": "x"}],
    }
    found = view(raw)
    assert (found.covers, found.after, found.steps, found.text) == (
        "alle dagen",
        "*Post*",
        ("Vul in.",),
        "*Uitleg*",
    )
    assert found.milestones == (
        MilestoneView("Namen", "20 maart 2022", ""),
        MilestoneView("Later", "", "x"),
    )
    assert found.says_something
    assert not view({}).says_something
