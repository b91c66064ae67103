"""The editors' guide tells the truth: its examples load, its tables name every key and value."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from click.testing import CliRunner
from mkdocs.config import load_config

from samenkomst.cli import main
from samenkomst.core.contract import Site
from samenkomst.core.letter_text import PLACEHOLDERS
from samenkomst.core.model.catalogue import SHELVES, Catalogue
from samenkomst.core.model.content import Content
from samenkomst.core.model.event import Event
from samenkomst.core.model.reading import nothing_found, read_group
from samenkomst.core.model.statement import Statement
from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.calendar_entry import Publisher
from samenkomst.core.pages.linked_data import event_linked_data
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.outlook import count_changes, outlook_of
from samenkomst.core.pages.plan import plan_site
from samenkomst.core.pages.words import REGISTRATION
from samenkomst.core.shelves import STATEMENT
from samenkomst.core.translation import dutch
from samenkomst.site.assets import read_stylesheet
from samenkomst.site.look import make_look
from samenkomst.site.look_problems import COLOURS, FILES as FILES_OF_THE_LOOK
from samenkomst.stores.content import load_catalogue
from samenkomst.stores.new_event import KINDS
from samenkomst.stores.schema_files import write_schemas
from samenkomst.stores.yaml_tree import read_tree
from tests.builders import sound
from tests.core.pages.publishing import calendar_of
from tests.docs.guide import FOLDER, START, Block, Table, blocks, code, tables

FILES = [each for each in blocks() if each.kind == "voorbeeld"]
SHELF_FILES = {f"{shelf}.yaml" for shelf in SHELVES}
PARTS = [each for each in blocks() if each.kind == "deel"]
URL = "https://evenementen.example.org/"
TODAY = date(2027, 1, 4)
SITE = Site("Voorbeeld", "nl", URL)


def found_types(annotation: Any, known: dict[str, type]) -> None:
    """Add every model and enum inside `annotation` to `known`, by name."""
    for each in get_args(annotation):
        found_types(each, known)
    if isinstance(annotation, type) and issubclass(annotation, Content | StrEnum):
        known[annotation.__name__] = annotation
        if issubclass(annotation, Content):
            for field in annotation.model_fields.values():
                found_types(field.annotation, known)


def all_types() -> dict[str, type]:
    """Return every model and enum that a content file can reach, by name."""
    known: dict[str, type] = {}
    for model in (*SHELVES.values(), Statement):
        found_types(model, known)
    return known


TYPES = all_types()
MODELS = {name: each for name, each in TYPES.items() if issubclass(each, Content)}
ENUMS = {name: each for name, each in TYPES.items() if issubclass(each, StrEnum)}


def faults_in(model: type[Content], typed: str) -> list[Any]:
    """Return what is wrong with the keys in `typed`; keys that are not there do not count."""
    tree, _, problems = read_tree("voorbeeld.yaml", typed)
    if problems or not isinstance(tree, dict):
        return problems or [tree]
    found = nothing_found()
    read_group(model, tree, (), found)
    return [each for each in found.faults if each.path and each.path[0] in tree]


def write(folder: Path, example: Block) -> None:
    path = folder / example.name
    path.parent.mkdir(exist_ok=True)
    path.write_text(example.text, encoding="utf-8")


def write_all(folder: Path) -> None:
    """Write every example: the content as a reader has it at the end."""
    for each in FILES:
        write(folder, each)


def steps(folder: Path) -> Iterator[tuple[Block, Catalogue]]:
    """Yield each example with the content as a reader has it then: later files replace earlier."""
    first = {each.name: each for each in reversed(FILES) if each.name in SHELF_FILES}
    for each in (*first.values(), *FILES):
        write(folder, each)
        if all((folder / name).exists() for name in SHELF_FILES):
            catalogue, problems = load_catalogue(folder)
            assert problems == [], each.text
            assert catalogue is not None
            yield each, catalogue


def test_examples_of_whole_files_load(tmp_path: Path) -> None:
    loaded = [each.name for each, _ in steps(tmp_path / "content")]
    assert {name for name in loaded if "/" not in name} == {*SHELF_FILES, f"{STATEMENT}.yaml"}
    assert len(loaded) >= len(FILES) >= 10


EVENT = {
    "slug": "een-voorbeeld",
    "title": "Een voorbeeld",
    "summary": "Een voorbeeld uit de handleiding.",
    "organiser": "voorbeeldbureau",
    "contact": "[anna-bakker]",
}
SESSION = {"id": "een-voorbeeld", "title": "Een voorbeeld"}


def complete(part: str, keys: dict[str, str]) -> str:
    """Return `part` as the item of a list, after those of `keys` that it does not have."""
    typed = {line.split(":")[0] for line in part.splitlines()}
    lines = [f"{key}: {value}" for key, value in keys.items() if key not in typed]
    return "- " + "\n".join([*lines, part.rstrip()]).replace("\n", "\n  ") + "\n"


def as_event(part: Block) -> str:
    """Return the content file of an event, or of an event with a session, that holds `part`."""
    if part.name == "Event":
        return "events:\n" + complete(part.text, EVENT)
    assert part.name == "Session"
    return "events:\n" + complete("sessions:\n" + complete(part.text, SESSION), EVENT)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.text.split(":")[0])
def test_examples_of_parts_fit_their_model(part: Block) -> None:
    assert faults_in(MODELS[part.name], part.text) == []


@pytest.mark.parametrize(
    "part",
    [each for each in PARTS if each.name in ("Event", "Session")],
    ids=lambda part: part.text.split(":")[0],
)
def test_examples_of_parts_become_pages(tmp_path: Path, part: Block) -> None:
    write_all(tmp_path / "content")
    text = as_event(part)
    (tmp_path / "content" / "events.yaml").write_text(text, encoding="utf-8")
    catalogue, problems = load_catalogue(tmp_path / "content")
    assert problems == [], text
    assert catalogue is not None
    plan = plan_site(catalogue, SITE, {}, today=TODAY, translate=dutch, drafts=True)
    assert f"evenementen/{catalogue.events[0].slug}/" in [page.url for page in plan.pages]


def test_faults_in_sees_a_fault() -> None:
    assert faults_in(MODELS["Session"], "start: half tien") != []


def test_every_yaml_block_is_marked() -> None:
    unmarked = [each for each in blocks() if each.language == "yaml" and not each.kind]
    assert unmarked == []


SHOWN = [
    (wrong, shown)
    for wrong, shown in pairwise(blocks())
    if (wrong.kind, shown.kind) == ("fout", "uitvoer")
]


@pytest.mark.parametrize(("wrong", "shown"), SHOWN, ids=["errors", "warnings"])
def test_problems_are_shown_as_the_program_prints_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: Block, shown: Block
) -> None:
    monkeypatch.chdir(tmp_path)
    for example in (*(each for each in FILES if each.name in SHELF_FILES), wrong):
        write(tmp_path / "content", example)
    result = CliRunner().invoke(main, ["check"])
    assert (result.output, result.exit_code) == (shown.text, int("gevonden.\n" in shown.text[-20:]))


def test_every_model_has_one_table() -> None:
    assert sorted(each.name for each in tables("sleutels")) == sorted(MODELS)


def test_every_enum_has_one_table() -> None:
    assert sorted(each.name for each in tables("keuzes")) == sorted(ENUMS)


@pytest.mark.parametrize("table", tables("sleutels"), ids=lambda table: table.name)
def test_table_names_every_key_of_its_model(table: Table) -> None:
    fields = MODELS[table.name].model_fields
    needed = sorted((code(row[0]), row[3].startswith("ja")) for row in table.rows)
    assert needed == sorted((name, field.is_required()) for name, field in fields.items())


@pytest.mark.parametrize("table", tables("sleutels"), ids=lambda table: table.name)
def test_table_has_examples_that_fit(table: Table) -> None:
    examples = [code(row[2]) for row in table.rows if code(row[2])]
    wrong = [each for each in examples if faults_in(MODELS[table.name], each)]
    assert wrong == []


@pytest.mark.parametrize("table", tables("keuzes"), ids=lambda table: table.name)
def test_table_names_every_value_of_its_enum(table: Table) -> None:
    values = [code(row[0]) for row in table.rows]
    assert values == [str(member) for member in ENUMS[table.name]]


def test_table_of_the_identity_names_every_key() -> None:
    [table] = tables("identiteit")
    assert sorted(code(row[0]) for row in table.rows) == sorted((*COLOURS, *FILES_OF_THE_LOOK))


def test_files_of_the_identity_reach_the_site() -> None:
    [table] = tables("identiteit")
    files = [code(row[2]).partition(": ")[2] for row in table.rows if "/" in code(row[2])]
    excluded = load_config(str(FOLDER.parents[1] / "mkdocs.yml")).exclude_docs
    assert excluded is not None
    assert excluded.match_file("screenshots/ontvangst.png")
    assert len(files) == 2
    assert [each for each in files if excluded.match_file(each)] == []


def test_example_of_the_identity_can_be_read(tmp_path: Path) -> None:
    [example] = [each for each in blocks() if each.kind == "instelling"]
    options = yaml.safe_load(example.text)["plugins"]["samenkomst"]["identity"]
    look, problems = make_look(options, tmp_path, read_stylesheet(), dutch)
    assert problems == []
    assert look is not None
    assert "#154273" in look.style


def test_shortfall_is_shown_as_the_program_tells_it(tmp_path: Path) -> None:
    [shown] = [
        each.text.strip() for each in blocks() if (each.kind, each.name) == ("uitvoer", "kleur")
    ]
    _, problems = make_look({"colour": "#e17000"}, tmp_path, read_stylesheet(), dutch)
    assert problems[0].explain(dutch) == shown


def test_table_of_registration_says_what_the_page_says() -> None:
    [table] = [each for each in tables("keuzes") if each.name == "RegistrationState"]
    expected = tuple(
        (f"`{state}`", REGISTRATION[state], "ja" if state.takes_forms else "nee")
        for state in RegistrationState
    )
    assert table.rows == expected


def test_table_of_placeholders_is_complete() -> None:
    [table] = tables("invulplekken")
    assert [code(row[0]) for row in table.rows] == [
        f"{{{name}}}" for name in PLACEHOLDERS["received"]
    ]


def test_table_of_kinds_names_every_starting_point() -> None:
    [table] = tables("soorten")
    assert [code(row[0]) for row in table.rows] == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_starting_point_fits_the_content_of_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    write_all(tmp_path / "content")
    result = CliRunner().invoke(main, ["new", "event", "taalcafe-in-mei", "--kind", kind])
    catalogue, problems = load_catalogue(tmp_path / "content")
    assert (result.exit_code, problems) == (0, [])
    assert catalogue is not None
    assert "taalcafe-in-mei" in [event.slug for event in catalogue.events]


def test_lines_for_editor_programs_name_the_schemas(tmp_path: Path) -> None:
    written = {f"{path.parent.name}/{path.name}" for path in write_schemas(tmp_path)}
    text = START.read_text(encoding="utf-8")
    named = re.findall(r"`# yaml-language-server: \$schema=(?:\.\./)?(\S+)`", text)
    assert set(named) == written


def typed_in_event(line: str) -> tuple[Any, bool]:
    """Return what the program makes of a line in an event, and whether it complains."""
    text = f"slug: voorbeeld\n{line}\nkind: training\n"
    tree, _, problems = read_tree("events.yaml", text)
    key = line.split(":")[0]
    value = tree.get(key) if isinstance(tree, dict) else None
    complains = bool(problems) or value is None or bool(faults_in(MODELS["Event"], text))
    return value, complains


[PITFALLS] = tables("valkuilen")


@pytest.mark.parametrize("row", PITFALLS.rows, ids=lambda row: code(row[0]))
def test_pitfall_goes_as_the_guide_says(row: tuple[str, ...]) -> None:
    typed, happens, better = row
    value, complains = typed_in_event(code(typed))
    good, complains_still = typed_in_event(code(better))
    assert complains == happens.startswith("Fout")
    assert happens.startswith(("Fout", "Let op"))
    assert complains or value != good or "gaat het goed" in happens
    assert good is not None
    assert not complains_still


def states_of_training(folder: Path) -> list[tuple[Any, ...]]:
    """Return what search engines and calendars read after each change of the guide's training."""
    publisher = Publisher(SITE, dutch)
    found = [
        (
            event_linked_data(Meetings(event, publisher.reader), catalogue, publisher),
            calendar_of(event),
        )
        for example, catalogue in steps(folder)
        for event in catalogue.events
        if example.name == "events.yaml" and event.slug == "training-helder-schrijven"
    ]
    return [
        (
            data["eventStatus"].rpartition("/")[2],
            data.get("startDate"),
            *re.findall("^(?:STATUS|SEQUENCE):(.*)$", calendar.replace("\r", ""), re.MULTILINE),
        )
        for data, calendar in found[-3:]
    ]


def test_postponing_changes_calendar_and_linked_data(tmp_path: Path) -> None:
    assert states_of_training(tmp_path / "content") == [
        ("EventScheduled", "2027-03-11T09:30+01:00", "0", "CONFIRMED"),
        ("EventPostponed", None, "1", "CANCELLED"),
        ("EventRescheduled", "2027-10-07T09:30+02:00", "2", "CONFIRMED"),
    ]


def sequence(moves: int, **changes: Any) -> str:
    """Return the number of a session that was moved so often, as in the table of the guide."""
    earlier = [{"date": f"2027-01-0{day}"} for day in range(1, moves + 1)]
    session = {**SESSION, "moved_from": earlier, **changes}
    event = sound(Event, {**EVENT, "contact": [], "sessions": [session]})
    [known] = event.sessions
    return str(count_changes(known, outlook_of(event, known)))


def test_table_of_sequences_says_what_the_calendar_counts() -> None:
    [table] = tables("volgnummers")
    dated = {"date": "2027-03-11"}
    assert [row[1] for row in table.rows] == [
        sequence(0, **dated),
        sequence(1),
        sequence(1, **dated),
        sequence(2, **dated),
        sequence(2, **dated, cancelled="yes"),
    ]
