"""The real events for machines: whatever organisers publish, the files obey their formats."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from samenkomst.core.contract import Site
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.pages.calendar_entry import Publisher
from samenkomst.core.pages.linked_data import event_linked_data
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.plan import plan_site
from samenkomst.core.translation import dutch
from samenkomst.stores.content import load_catalogue
from tests.core.pages.rules import check_linked_data, read_entries, read_feed
from tests.real_events.published import write_content

SITE = Site("Samenkomst", "nl", "https://samenkomst.example.org/")


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("real") / "content"
    write_content(folder, together=True)
    found, _ = load_catalogue(folder)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> dict[str, str]:
    return dict(plan_site(catalogue, SITE, {}, today=date(2015, 1, 1), translate=dutch).files)


def test_calendars_can_be_read_by_two_parsers(files: dict[str, str]) -> None:
    found = {url: read_entries(text) for url, text in files.items() if Path(url).suffix == ".ics"}
    single = [url for url in found if url.startswith("evenementen/") and url.count("/") == 1]
    assert len(found["agenda.ics"]) == sum(len(found[url]) for url in single)


def test_calendars_never_end_before_they_begin(files: dict[str, str]) -> None:
    for entry in read_entries(files["agenda.ics"]):
        if "dtend" in entry:
            assert entry["dtend"].dt > entry["dtstart"].dt


def test_feed_obeys_its_rules(catalogue: Catalogue, files: dict[str, str]) -> None:
    assert len(read_feed(files["feed.xml"])) == 6 + len(catalogue.events)


def test_events_json_obeys_its_schema(files: dict[str, str]) -> None:
    schema = json.loads(files["events.schema.json"])
    jsonschema.Draft202012Validator(schema).validate(json.loads(files["events.json"]))


def test_linked_data_obeys_its_rules(catalogue: Catalogue) -> None:
    publisher = Publisher(SITE, dutch)
    for event in catalogue.events:
        meetings = Meetings(event, publisher.reader)
        check_linked_data(event_linked_data(meetings, catalogue, publisher))
