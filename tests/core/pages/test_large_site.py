"""A thousand events and a hundred trainers: every list stays light, and all of it is found."""

import json

import pytest

from benchmarks.synthetic import TODAY, TRAINERS, make_events, make_people
from samenkomst.core.model.catalogue import Catalogue, build_catalogue
from samenkomst.core.pages.lists import LATEST, LATEST_OF_CHOICE, ON_PAGE
from samenkomst.core.pages.page import Page
from samenkomst.core.pages.plan import Plan, plan_site
from samenkomst.core.translation import dutch
from tests.builders import SITE


def large(number: int) -> Catalogue:
    people = make_people()
    organisations = [{"id": f"organisatie-{each}", "name": f"Naam {each}"} for each in range(1, 11)]
    events = [{**each, "registration": {"state": "closed"}} for each in make_events(number)]
    catalogue, _ = build_catalogue(
        {
            "events.yaml": {"events": events},
            "people.yaml": {"people": people},
            "organisations.yaml": {"organisations": organisations},
            "forms.yaml": {"forms": []},
        }
    )
    assert catalogue is not None
    return catalogue


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_site(large(1000), SITE, {}, today=TODAY, translate=dutch)


def cards(page: Page) -> int:
    return sum(len(page.values.get(key, ())) for key in ("upcoming", "past", "cards"))


def test_no_list_holds_more_than_a_page(plan: Plan) -> None:
    lists = {page.url: page for page in plan.lists if "archief" not in page.url}
    assert max(map(cards, lists.values())) <= ON_PAGE + LATEST_OF_CHOICE
    assert cards(lists["evenementen/"]) == ON_PAGE + LATEST


def test_pages_of_the_overview_hold_every_event_to_come_once(plan: Plan) -> None:
    pages = [page for page in plan.lists if page.template == "overview.html"]
    shown = [card.url for page in pages for card in page.values["upcoming"]]
    assert shown == [card.url for card in plan.shown.upcoming]
    assert len({page.title for page in pages}) == len(pages) == -(-len(shown) // ON_PAGE)
    assert [link.url for link in pages[0].values["pages"]] == [page.url for page in pages]


def test_archive_holds_every_past_event_once(plan: Plan) -> None:
    years = [page for page in plan.lists if "archief/2" in page.url]
    assert sum(map(cards, years)) == len(plan.shown.past)


def test_people_stand_once_at_each_of_their_events(plan: Plan) -> None:
    """So all person pages together grow as the events do, not as people times events."""
    pages = [page for page in plan.others if page.template == "person.html"]
    assert len(pages) == TRAINERS
    assert sum(map(cards, pages)) <= 4 * 1000


def test_search_has_one_small_entry_a_page(plan: Plan) -> None:
    parts = {event.slug: plan.part(event) for event in plan.catalogue.events}
    entries = [json.loads(line) for line in plan.search_entries(parts)]
    past = {card.url for card in plan.shown.past}
    assert len(entries) == 1000 + TRAINERS + 10
    assert max(len(each["text"]) for each in entries if each["location"] in past) < 600
