"""By what one finds an event."""

from samenkomst.core.model.event import LIST_SLUGS
from samenkomst.core.pages.choices import FILTERS, find_choices
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import make_event, make_session_raw

HOSTILE = '<b>"&=1+1'


def test_choices_have_every_value_of_the_event_and_its_sessions() -> None:
    session = make_session_raw(mode="hybrid", audience=["Griffiers"])
    event = make_event(themes=[HOSTILE], audience=["Raadsleden"], sessions=[session])
    assert find_choices(event, Reader("nl", dutch)) == {
        "thema": {"b-1-1": HOSTILE},
        "soort": {"ronde-tafel": "ronde tafel"},
        "voor": {"raadsleden": "Raadsleden", "griffiers": "Griffiers"},
        "plaats": {"utrecht": "Utrecht"},
        "vorm": {"op-locatie-en-online": "Op locatie en online"},
    }


def test_value_that_is_written_in_two_ways_is_as_it_is_first() -> None:
    event = make_event(themes=["Werkdruk", "werkdruk"], sessions=[], kind=None)
    found = find_choices(event, Reader("nl", dutch))
    assert found["thema"] == {"werkdruk": "Werkdruk"}
    assert {key for key, values in found.items() if values} == {"thema"}


def test_model_keeps_the_addresses_of_filters_free() -> None:
    assert FILTERS.keys() <= set(LIST_SLUGS)
