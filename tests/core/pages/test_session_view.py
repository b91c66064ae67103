"""Sessions and groups of sessions in words."""

from datetime import date
from typing import Any

from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.people_view import People, PersonLine
from samenkomst.core.pages.reader import Reader
from samenkomst.core.pages.session_view import GroupView, Sessions, SessionView
from samenkomst.core.translation import dutch
from tests.builders import make_catalogue, make_event_raw, make_form_raw, make_session_raw

TODAY = date(2022, 3, 1)
SECOND = make_session_raw(id="avond", title="De avond", date="2022-05-24")


def sessions_of(**changes: Any) -> tuple[tuple[SessionView, ...], tuple[GroupView, ...]]:
    """Return the views of the sessions and of the groups of an event with these changes."""
    catalogue = make_catalogue(events=[make_event_raw(**changes)])
    (event,) = catalogue.events
    reader = Reader("nl", dutch)
    made = Sessions(
        Meetings(event, reader), People(catalogue, reader), reader, TODAY, has_form=True
    )
    return made.own, tuple(map(made.group, event.session_groups))


def only(**changes: Any) -> SessionView:
    views, _groups = sessions_of(sessions=[make_session_raw(**changes)])
    return views[0]


def make_view(**changes: Any) -> SessionView:
    empty = {
        "id": "middag",
        "title": "De middag",
        "number": "",
        "date": "",
        "machine_date": "",
        "times": "",
        "doors": "",
        "place": "",
        "livestream": "",
        "directions": "",
        "language": "",
        "lang": "",
        "status": "",
        "calendar_url": "",
        "moves": (),
        "reserve": "",
        "audience": (),
        "capacity": (),
        "text": "",
        "people": (),
        "programme": None,
        "costs": None,
        "registration": None,
    }
    return SessionView(**(empty | changes))


def test_session_shows_nothing_that_is_not_known() -> None:
    found = only(date=None, start=None, end=None, mode=None, place=None)
    assert found == make_view()
    assert not found.says_more


def test_session_is_shown_in_words() -> None:
    found = only(
        number="1.10",
        doors="9.00",
        place={"city": "Utrecht", "directions": "*Bus 3*"},
        language="en",
        audience=["Raadsleden"],
        capacity={"max": "8"},
        text="**b**",
        people=["noor-bakker"],
        moved_from=[{"date": "2021-03-12"}],
        reserve_date="2022-04-05",
    )
    assert found == make_view(
        number="1.10",
        date="dinsdag 29 maart 2022",
        machine_date="2022-03-29T09:30+02:00",
        times="9.30 tot 11.00 uur",
        doors="Deuren open om 9.00 uur",
        place="Op locatie: Utrecht",
        directions="*Bus 3*",
        language="Engels",
        lang="en",
        moves=("was 12 maart 2021",),
        reserve="dinsdag 5 april 2022",
        audience=("Raadsleden",),
        capacity=("Maximaal 8 deelnemers",),
        text="**b**",
        people=(PersonLine('Noor "Zus" <Bakker>', "mensen/noor-bakker/", ""),),
    )
    assert found.says_more


def test_cancelled_session_says_so_and_takes_nobody() -> None:
    found = only(cancelled="yes", registration={"state": "open", "form": "aanmelden"})
    assert (found.status, found.registration) == ("Gaat niet door", None)


def test_each_of_several_dated_sessions_has_a_calendar_file() -> None:
    views, _ = sessions_of(sessions=[make_session_raw(), SECOND])
    assert [view.calendar_url for view in views] == [
        "evenementen/ronde-tafel/middag.ics",
        "evenementen/ronde-tafel/avond.ics",
    ]
    off, _ = sessions_of(sessions=[make_session_raw(), SECOND], going_ahead="postponed")
    assert [view.calendar_url for view in off] == ["", ""]


def test_livestream_is_shown_until_it_is_over() -> None:
    live = "https://example.org/live"
    assert only(livestream=live).livestream == live
    assert only(livestream=live, date="2021-03-29").livestream == ""
    assert only(livestream=live, cancelled="yes").livestream == ""


def test_own_registration_stands_with_its_session() -> None:
    registration = only(registration={"state": "full"}).registration
    assert registration is not None
    assert (registration.label, registration.call) == ("Vol", "")


def test_own_form_of_a_session_has_an_address_of_its_own() -> None:
    catalogue = make_catalogue(
        events=[make_event_raw(sessions=[make_session_raw(registration=DINER), SECOND])],
        forms=[make_form_raw(), make_form_raw(id="diner")],
    )
    reader = Reader("nl", dutch)
    meetings = Meetings(catalogue.events[0], reader)
    made = Sessions(meetings, People(catalogue, reader), reader, TODAY, has_form=False)
    registration = made.own[0].registration
    assert registration is not None
    assert registration.call_url == "formulieren/ronde-tafel/diner/"


DINER = {"state": "open", "form": "diner"}
TERM = {"state": "open", "form": "aanmelden", "closes": "4 weken vooraf"}


def test_term_is_resolved_for_each_session_that_one_can_choose() -> None:
    views, _ = sessions_of(
        sessions=[make_session_raw(), SECOND],
        choose={"min": "1", "max": "1"},
        registration=TERM,
    )
    found = [view.registration for view in views]
    assert [(each.state, each.sentences, each.call) for each in found if each] == [
        (RegistrationState.OPEN, ("Aanmelden kan tot en met 1 maart 2022.",), ""),
        (RegistrationState.OPEN, ("Aanmelden kan tot en met 26 april 2022.",), ""),
    ]


def test_term_stands_once_where_one_attends_all_sessions() -> None:
    views, _ = sessions_of(sessions=[make_session_raw(), SECOND], registration=TERM)
    assert [view.registration for view in views] == [None, None]


def test_group_has_its_own_choice_costs_and_registration() -> None:
    group = {
        "id": "module",
        "title": "Module",
        "part_of_event": "yes",
        "choose": {"min": "1", "max": "1"},
        "text": "*Kies*",
        "audience": ["Raadsleden"],
        "capacity": {"max": "8"},
        "costs": {"free": "yes"},
        "registration": {"state": "few_left", "form": "aanmelden"},
        "sessions": [make_session_raw(id="a"), make_session_raw(id="b")],
    }
    _views, (found,) = sessions_of(session_groups=[group])
    assert (found.choose, found.text, found.audience, found.capacity, found.part_of_event) == (
        "U kiest er 1 van de 2.",
        "*Kies*",
        ("Raadsleden",),
        ("Maximaal 8 deelnemers",),
        True,
    )
    assert found.costs is not None
    assert found.costs.free == "Gratis"
    assert found.registration is not None
    assert (found.registration.label, found.registration.call) == (
        "Nog enkele plaatsen",
        "Meld u aan",
    )
    assert [session.id for session in found.sessions] == ["a", "b"]
