"""Events as lists know them."""

import pickle
from datetime import date
from typing import Any

from samenkomst.core.pages.listed import Listed, list_event, show_cards, split
from samenkomst.core.pages.people_view import People
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import make_catalogue, make_event_raw, make_session_raw

TODAY = date(2022, 3, 29)
HOSTILE = '<script>"&=1+1'


def listed(slug: str, day: str | None = None, **changes: Any) -> Listed:
    sessions = [make_session_raw(date=day)] if day else []
    event = make_event_raw(slug=slug, title=slug, sessions=sessions, **changes)
    reader, catalogue = Reader("nl", dutch), make_catalogue(events=[event])
    return list_event(catalogue.events[0], People(catalogue, reader), TODAY, reader)


def urls(found: list[Listed]) -> list[str]:
    return [each.card.title for each in found]


def test_what_comes_is_first_date_first_and_what_was_latest_first() -> None:
    found = [
        listed("ongedateerd"),
        listed("later", "2022-05-01"),
        listed("eerst", "2021-05-01"),
        listed("straks", "2022-04-01"),
        listed("laatst", "2022-03-28"),
        listed("ook-straks", "2022-04-01"),
    ]
    coming, over = split(found)
    assert urls(coming) == ["straks", "ook-straks", "later", "ongedateerd"]
    assert urls(over) == ["laatst", "eerst"]


def test_card_tells_the_role_of_who_is_asked_for() -> None:
    event = listed("een", "2022-05-01", people=[{"person": "noor-bakker", "role_text": HOSTILE}])
    assert show_cards([event]) == (event.card,)
    role = f"{HOSTILE} en contactpersoon"
    assert show_cards([event], "noor-bakker") == (event.card._replace(role=role),)
    assert show_cards([event], "iemand-anders") == (event.card,)


def test_digest_differs_with_each_word_on_the_card() -> None:
    same, other = listed("een", "2022-05-01"), listed("een", "2022-05-01", summary=HOSTILE)
    assert same.digest == listed("een", "2022-05-01", intro="Niet op de kaart").digest
    assert same.digest != other.digest
    assert show_cards([same]).digests == [(same.digest, "")]


def test_listed_is_the_same_when_remembered() -> None:
    event = listed("een", "2022-05-01", summary=HOSTILE)
    assert pickle.loads(pickle.dumps(event)) == event  # noqa: S301 - our own
