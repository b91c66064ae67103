"""Mistakes in content: each is told with file, line, column, the line as typed and what to do."""

from pathlib import Path

import pytest

from samenkomst.core.problem import Problem
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import dutch
from samenkomst.stores.content import load_catalogue
from tests.stores.mistakes import MISTAKES, SOUND, Mistake


def problems_in(folder: Path, **changed: str) -> list[Problem]:
    """Return the problems in sound content with other files for those named."""
    for name, text in (SOUND | changed).items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    _, problems = load_catalogue(folder)
    return problems


def typed_line(problem: Problem, text: str) -> str:
    """Return the line in `text` that the problem points to, as a screen can show it."""
    line = text.split("\n")[(problem.place.line or 1) - 1].strip()
    return "".join(each if each.isprintable() else "�" for each in line)


def test_sound_content_has_no_problems(tmp_path: Path) -> None:
    assert problems_in(tmp_path) == []


def test_there_are_many_mistakes_of_many_kinds() -> None:
    codes = {told.split()[1] for each in MISTAKES for told in (each.told, each.also) if told}
    assert len(MISTAKES) >= 100
    assert len(codes) >= 60


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.wrong.strip()[-40:])
def test_mistake_is_told(mistake: Mistake, tmp_path: Path) -> None:
    expected = [each for each in (mistake.told, mistake.also) if each]
    name = mistake.told.split(".")[0]
    assert mistake.right in SOUND[name]
    wrong = SOUND[name].replace(mistake.right, mistake.wrong, 1)
    problems = problems_in(tmp_path, **{name: wrong})
    told = [f"{each.place} {each.code}: {each.explain(dutch)}" for each in problems]
    assert len(told) == len(expected)
    for sentence, start in zip(told, expected, strict=True):
        place, words = start.split(": ", 1)
        assert sentence.startswith(f"{place}: ")
        assert words in sentence
    assert [each.excerpt for each in problems] == [typed_line(each, wrong) for each in problems]


@pytest.mark.parametrize(
    ("right", "wrong", "place"),
    [
        ("slug: training", "slug: {}", "events.yaml:2:5"),
        ("slug: training", "slug: training\n    audience: [{}]", "events.yaml:3:16"),
        ("slug: training", "slug: training\n    was: [{}]", "events.yaml:3:11"),
    ],
)
def test_name_of_which_no_file_can_be_made_is_told(
    tmp_path: Path, right: str, wrong: str, place: str
) -> None:
    events = SOUND["events"].replace(right, wrong.format("x" * 201), 1)
    found = {each.code: each for each in problems_in(tmp_path, events=events)}["slug_too_long"]
    words = f"“{'x' * 40}…” is te lang voor een adres. Gebruik ten hoogste 200 tekens."
    assert (str(found.place), found.explain(dutch)) == (place, words)


TEN_OF_SYNTAX = """\
events:
  - slug: training
    title: Sessie 1: Je rechten
    subtitle: Café #12: Opgaven
    summary: "Race" naar de raad
    kind: @Work
    length: [Online] dag
    intro: 'De raad
    going_ahead: !let op
    recurrence: *elke
    organiser: bureau
    audience: [Raadsleden
    bring: {Laptop
    registration:
      state: not_needed
"""
TEN_OF_CONTENT = """\
events:
  - slug: Training
    titel: Training
    going_ahead: uitgesteld
    organiser: burau
    themes: taal
    sessions:
      - id: dag
        title: Dag
        date: 2027-02-30
        start: half tien
        mode: onlien
        doors: 10 uur
      - id: dag
        title: Dag
        end: "12.00"
    contact: [ana]
    registration:
      state: open
"""


def test_file_with_ten_mistakes_of_syntax_tells_ten(tmp_path: Path) -> None:
    problems = problems_in(tmp_path, events=TEN_OF_SYNTAX)
    assert [(each.place.line, each.code) for each in problems] == [
        (3, "yaml_colon"),
        (4, "yaml_comment"),
        (5, "yaml_quote"),
        (6, "yaml_first_character"),
        (7, "yaml_bracket"),
        (8, "yaml_quote"),
        (9, "yaml_tag"),
        (10, "yaml_anchor"),
        (12, "yaml_bracket"),
        (13, "yaml_bracket"),
    ]


def test_file_with_mistakes_of_every_kind_tells_all(tmp_path: Path) -> None:
    problems = problems_in(tmp_path, events=TEN_OF_CONTENT)
    assert [(each.place.line, each.code) for each in problems] == [
        (2, "slug"),
        (2, "missing"),
        (3, "extra_forbidden"),
        (4, "choice"),
        (5, "unknown_organisation"),
        (6, "list_expected"),
        (10, "date_impossible"),
        (11, "time"),
        (12, "choice"),
        (14, "not_unique"),
        (16, "time_without_start"),
        (17, "unknown_person_or_organisation"),
        (18, "form_needed"),
    ]


def test_mistakes_in_all_files_are_told_in_the_order_of_the_files(tmp_path: Path) -> None:
    wrong = {name: text.replace("  - id: ", "  - id: Fout ") for name, text in SOUND.items()}
    wrong["events"] = SOUND["events"].replace("slug: training", "slug: @fout")
    problems = problems_in(tmp_path, **wrong)
    found = [(each.place.source, each.code) for each in problems]
    assert found[0] == ("events.yaml", "yaml_first_character")
    assert [each for each in found if each[1] == "slug"] == [
        ("people.yaml", "slug"),
        ("organisations.yaml", "slug"),
        ("forms.yaml", "slug"),
    ]


@pytest.mark.parametrize("typed", ["events: [", "events: [\n", "events:\n  - {slug: x\n\n"])
def test_bracket_that_stays_open_is_found_where_it_stands(typed: str, tmp_path: Path) -> None:
    (problem,) = problems_in(tmp_path, events=typed)
    character = typed.split("\n")[(problem.place.line or 0) - 1][(problem.place.column or 0) - 1]
    assert (problem.code, character in "[{") == ("yaml_bracket", True)


def test_every_problem_text_can_be_filled_in() -> None:
    """A sentence with a value that nobody gives would end the command itself."""
    assert [code for code, text in TEXTS.items() if text.count("{") != text.count("}")] == []
