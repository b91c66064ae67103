"""The editors' guide tells the truth: its examples load, its tables name every key and value."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from samenkomst.cli import main
from samenkomst.core.letter_text import PLACEHOLDERS
from samenkomst.core.model.catalogue import SHELVES, Catalogue
from samenkomst.core.model.event import RegistrationState
from samenkomst.core.model.scalars import Content
from samenkomst.core.pages.calendar import event_calendar
from samenkomst.core.pages.linked_data import event_linked_data
from samenkomst.core.pages.words import REGISTRATION
from samenkomst.core.translation import dutch
from samenkomst.stores.content import load_catalogue
from samenkomst.stores.yaml_tree import read_tree
from tests.docs.guide import Block, Table, blocks, code, tables

FILES = [each for each in blocks() if each.kind == "voorbeeld"]
PARTS = [each for each in blocks() if each.kind == "deel"]
URL = "https://evenementen.example.org/"


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
    for model in SHELVES.values():
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
    try:
        model.model_validate(tree)
    except ValidationError as error:
        return [each for each in error.errors() if each["loc"] and each["loc"][0] in tree]
    return []


def write(folder: Path, example: Block) -> None:
    (folder / example.name).write_text(example.text, encoding="utf-8")


def steps(folder: Path) -> Iterator[tuple[Block, Catalogue]]:
    """Yield each example with the content as a reader has it then: later files replace earlier."""
    folder.mkdir()
    first = {each.name: each for each in reversed(FILES)}
    for each in (*first.values(), *FILES):
        write(folder, each)
        if len(list(folder.iterdir())) == len(SHELVES):
            catalogue, problems = load_catalogue(folder)
            assert problems == [], each.text
            assert catalogue is not None
            yield each, catalogue


def test_examples_of_whole_files_load(tmp_path: Path) -> None:
    loaded = [each.name for each, _ in steps(tmp_path / "content")]
    assert set(loaded) == {f"{shelf}.yaml" for shelf in SHELVES}
    assert len(loaded) >= len(FILES) >= 7


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.text.split(":")[0])
def test_examples_of_parts_fit_their_model(part: Block) -> None:
    assert faults_in(MODELS[part.name], part.text) == []


def test_faults_in_sees_a_fault() -> None:
    assert faults_in(MODELS["Session"], "start: half tien") != []


def test_every_yaml_block_is_marked() -> None:
    unmarked = [each for each in blocks() if each.language == "yaml" and not each.kind]
    assert unmarked == []


def test_mistakes_are_shown_as_the_program_prints_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    list(steps(tmp_path / "content"))
    [wrong] = [each for each in blocks() if each.kind == "fout"]
    [shown] = [each for each in blocks() if each.kind == "uitvoer"]
    write(tmp_path / "content", wrong)
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.output) == (1, shown.text)


def test_every_model_has_one_table() -> None:
    assert sorted(each.name for each in tables("sleutels")) == sorted(MODELS)


def test_every_enum_has_one_table() -> None:
    assert sorted(each.name for each in tables("keuzes")) == sorted(ENUMS)


@pytest.mark.parametrize("table", tables("sleutels"), ids=lambda table: table.name)
def test_table_names_every_key_of_its_model(table: Table) -> None:
    fields = MODELS[table.name].model_fields
    needed = {code(row[0]): row[3].startswith("ja") for row in table.rows}
    assert needed == {name: field.is_required() for name, field in fields.items()}


@pytest.mark.parametrize("table", tables("sleutels"), ids=lambda table: table.name)
def test_table_has_examples_that_fit(table: Table) -> None:
    examples = [code(row[2]) for row in table.rows if code(row[2])]
    wrong = [each for each in examples if faults_in(MODELS[table.name], each)]
    assert wrong == []


@pytest.mark.parametrize("table", tables("keuzes"), ids=lambda table: table.name)
def test_table_names_every_value_of_its_enum(table: Table) -> None:
    values = [code(row[0]) for row in table.rows]
    assert values == [str(member) for member in ENUMS[table.name]]


def test_table_of_registration_says_what_the_page_says() -> None:
    [table] = [each for each in tables("keuzes") if each.name == "RegistrationState"]
    expected = tuple(
        (f"`{state}`", REGISTRATION[state], "ja" if state.takes_forms else "nee")
        for state in RegistrationState
    )
    assert table.rows == expected


def test_table_of_placeholders_is_complete() -> None:
    [table] = tables("invulplekken")
    assert [code(row[0]) for row in table.rows] == [f"{{{name}}}" for name in PLACEHOLDERS]


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


def test_postponing_changes_calendar_and_linked_data(tmp_path: Path) -> None:
    found = [
        (event_linked_data(event, catalogue, URL), event_calendar(event, URL, "example.org", dutch))
        for example, catalogue in steps(tmp_path / "content")
        for event in catalogue.events
        if example.name == "events.yaml"
    ]
    states = [
        (data["eventStatus"].rpartition("/")[2], data.get("startDate"), "BEGIN:VEVENT" in calendar)
        for data, calendar in found[-3:]
    ]
    assert states == [
        ("EventScheduled", "2027-03-11T09:30+01:00", True),
        ("EventPostponed", None, False),
        ("EventScheduled", "2027-10-07T09:30+02:00", True),
    ]
