"""What a visitor must not miss."""

from datetime import date
from typing import Any

import pytest

from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.banners import Banner, view_banners
from samenkomst.core.pages.glance import glance_at
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import make_catalogue, make_event_raw, make_session_raw

TODAY = date(2022, 3, 1)
LATER = date(2022, 5, 1)


def banners(*others: dict[str, Any], today: date = TODAY, **changes: Any) -> tuple[Banner, ...]:
    catalogue = make_catalogue(events=[make_event_raw(**changes), *others])
    event = catalogue.events[0]
    state, reader = RegistrationState.OPEN, Reader("nl", dutch)
    return view_banners(event, catalogue, state, glance_at(event, today, reader), reader)


def test_news_stands_newest_first_and_undated_on_top() -> None:
    notices = [
        {"title": "Oud", "date": "2022-01-01"},
        {"title": "Nieuw", "date": "2022-02-01"},
        {"title": "Altijd"},
    ]
    assert [(each.title, each.date) for each in banners(notices=notices)] == [
        ("Altijd", ""),
        ("Nieuw", "dinsdag 1 februari 2022"),
        ("Oud", "zaterdag 1 januari 2022"),
    ]


def test_state_is_told_once_however_much_news_there_is() -> None:
    notices = [{"title": "Nieuws"}, {"title": "Meer"}]
    found = banners(notices=notices, going_ahead="postponed")
    assert [(each.level, each.label, each.title) for each in found] == [
        ("postponed", "Uitgesteld", "Nieuws"),
        ("notice", "Let op", "Meer"),
    ]


def test_draft_says_first_that_it_is_one() -> None:
    found = banners(draft="yes", notices=[{"title": "Nieuws"}])
    assert [(each.level, each.label) for each in found] == [
        ("draft", "Concept"),
        ("notice", "Let op"),
    ]


def test_event_leads_to_what_replaces_it_and_back() -> None:
    other = make_event_raw(slug="ander", title="Het andere")
    (replaced,) = banners(other, replaced_by="ander")
    (replaces,) = banners(other, replaces="ander")
    assert replaced.link == replaces.link == ("Het andere", "evenementen/ander/")
    assert replaced.title == "Hiervoor in de plaats is een ander evenement gekomen."
    assert replaces.title == "Dit komt in de plaats van een ander evenement."


@pytest.mark.parametrize("going_ahead", ["postponed", "cancelled"])
def test_what_was_off_is_not_called_past(going_ahead: str) -> None:
    assert "past" not in {each.level for each in banners(today=LATER, going_ahead=going_ahead)}
    assert "past" in {each.level for each in banners(today=LATER)}


def test_past_event_with_a_report_says_nothing_of_registering() -> None:
    day = date(2022, 4, 1)
    title = "De laatste bijeenkomst was op dinsdag 29 maart 2022."
    assert banners(today=day, report="Mooi") == (Banner("past", "Geweest", title),)


def test_event_of_which_only_the_year_is_known_is_past_without_a_day() -> None:
    session = make_session_raw(date=None, date_text="2009")
    (found,) = banners(today=date(2022, 4, 1), sessions=[session], ends="2009-12-31")
    assert (found.level, found.title) == ("past", "Dit evenement is geweest.")


def test_standing_offer_that_ended_says_until_when_it_was_there() -> None:
    (found,) = banners(today=date(2022, 4, 1), sessions=None, ends="2022-03-31")
    assert found.title == "Dit aanbod liep tot en met donderdag 31 maart 2022."
