"""The content folder: which files count, in which order, and what is refused."""

from pathlib import Path

import pytest

from samenkomst.core.problem import Problem
from samenkomst.core.translation import dutch
from samenkomst.stores.content import load_catalogue
from tests.stores.mistakes import SOUND

EVENT = """\
slug: {slug}
title: Taalcafé {slug}
organiser: bureau
registration:
  state: not_needed
"""


def add_event(folder: Path, slug: str, name: str = "") -> Path:
    path = folder / "events" / f"{name or slug}.yaml"
    path.write_text(EVENT.format(slug=slug), encoding="utf-8")
    return path


def problems_in(folder: Path) -> list[Problem]:
    return load_catalogue(folder)[1]


def told(folder: Path) -> list[tuple[str, str]]:
    return [(str(each.place), each.code) for each in problems_in(folder)]


def slugs_in(folder: Path) -> list[str]:
    catalogue, problems = load_catalogue(folder)
    assert problems == []
    assert catalogue is not None
    return [event.slug for event in catalogue.events]


def test_events_come_from_one_file_and_from_files_of_their_own(folder: Path) -> None:
    for slug in ("zomer", "herfst", "winter"):
        add_event(folder, slug)
    assert slugs_in(folder) == ["training", "herfst", "winter", "zomer"]


def test_events_file_may_be_absent_beside_the_folder(folder: Path) -> None:
    (folder / "events.yaml").unlink()
    add_event(folder, "zomer")
    assert slugs_in(folder) == ["zomer"]


def test_events_file_is_missed_when_there_is_no_folder_either(folder: Path) -> None:
    (folder / "events.yaml").unlink()
    (folder / "events").rmdir()
    assert told(folder) == [("events.yaml", "file_missing")]


def test_missing_folder_is_told_and_not_raised(tmp_path: Path) -> None:
    found = told(tmp_path / "nergens")
    assert {code for _, code in found} == {"file_missing"}


def test_problem_in_a_file_of_its_own_names_it(folder: Path) -> None:
    path = add_event(folder, "zomer")
    path.write_text(EVENT.format(slug="zomer").replace("bureau", "burau"), encoding="utf-8")
    (problem,) = problems_in(folder)
    assert str(problem.place) == "events/zomer.yaml:3:1"
    assert problem.excerpt == "organiser: burau"
    assert "Bedoelt u “bureau”?" in problem.explain(dutch)


def test_slug_that_stands_in_two_files_names_the_first(folder: Path) -> None:
    add_event(folder, "training")
    (problem,) = [each for each in problems_in(folder) if each.code == "not_unique"]
    assert str(problem.place) == "events/training.yaml:1:1"
    assert problem.values["first"] == "events.yaml:2:5"


def test_file_with_another_name_than_its_slug_is_a_warning(folder: Path) -> None:
    add_event(folder, "zomer", name="zomr")
    catalogue, problems = load_catalogue(folder)
    assert catalogue is not None
    assert [(str(each.place), each.code, each.severity) for each in problems] == [
        ("events/zomr.yaml:1:1", "file_name_differs", "warning")
    ]


def test_file_of_its_own_with_a_list_is_explained(folder: Path) -> None:
    (folder / "events" / "zomer.yaml").write_text("events:\n  - slug: zomer\n", encoding="utf-8")
    assert told(folder) == [("events/zomer.yaml:1:1", "file_is_list")]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("event.yaml", " Bedoelt u “events.yaml”?"),
        ("peple.yaml", " Bedoelt u “people.yaml”?"),
        ("forms.yml", " Bedoelt u “forms.yaml”?"),
        ("event", " Bedoelt u “events/”?"),
        ("foto.jpg", ""),
        ("events/zomer.yml", " Bedoelt u “events/zomer.yaml”?"),
        ("events/notities.txt", ""),
    ],
)
def test_file_that_we_do_not_know_is_not_passed_over(folder: Path, name: str, hint: str) -> None:
    (folder / name).write_bytes(b"")
    (problem,) = problems_in(folder)
    assert (str(problem.place), problem.code) == (name, "file_unknown")
    assert problem.values["suggestion"] in (hint, hint or " Bedoelt u “events/notities.yaml”?")


@pytest.mark.parametrize(
    "name", ["README.md", "schema", ".DS_Store", ".events.yaml.swp", "events.yaml~", "events/.keep"]
)
def test_files_that_belong_to_people_and_programs_may_be_there(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\xff")
    assert problems_in(folder) == []


@pytest.mark.parametrize("name", ["people.yaml", "events/geheim.yaml"])
def test_link_to_a_file_outside_the_folder_is_refused(folder: Path, name: str) -> None:
    secret = folder.parent / "geheim"
    secret.write_text("people:\n", encoding="utf-8")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(secret)
    assert told(folder) == [(name, "file_outside")]


def test_folder_with_events_that_leads_outside_is_refused(folder: Path) -> None:
    elsewhere = folder.parent / "elders"
    elsewhere.mkdir()
    (elsewhere / "x.yaml").write_text(EVENT.format(slug="x"), encoding="utf-8")
    (folder / "events").rmdir()
    (folder / "events").symlink_to(elsewhere)
    assert told(folder) == [("events/x.yaml", "file_outside")]


def test_link_inside_the_folder_is_followed(folder: Path) -> None:
    path = add_event(folder, "zomer")
    path.rename(folder / "events" / ".zomer")
    path.symlink_to(folder / "events" / ".zomer")
    assert slugs_in(folder) == ["training", "zomer"]


@pytest.mark.parametrize("target", ["zelf.yaml", "nergens.yaml"])
def test_link_that_leads_nowhere_is_told(folder: Path, target: str) -> None:
    (folder / "events" / "zelf.yaml").symlink_to(target)
    assert told(folder) == [("events/zelf.yaml", "file_unreadable")]


def test_folder_in_place_of_a_file_is_told(folder: Path) -> None:
    (folder / "people.yaml").unlink()
    (folder / "people.yaml").mkdir()
    assert told(folder) == [("people.yaml", "file_unreadable")]


def test_file_in_another_encoding_is_told(folder: Path) -> None:
    (folder / "people.yaml").write_bytes("people:\n  - id: anna # é".encode("latin-1"))
    assert told(folder) == [("people.yaml", "not_utf8")]


def test_file_that_cannot_be_read_gives_no_second_problem_elsewhere(folder: Path) -> None:
    """Every reference to the people in it would be one."""
    (folder / "people.yaml").write_text("people:\n\t- id: anna\n", encoding="utf-8")
    assert told(folder) == [("people.yaml:2:1", "yaml_tab")]


def test_windows_line_ends_and_a_byte_order_mark_are_fine(folder: Path) -> None:
    text = SOUND["events"].replace("\n", "\r\n")
    (folder / "events.yaml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert slugs_in(folder) == ["training"]


def test_problems_come_in_the_same_order_each_time(folder: Path) -> None:
    for slug in "qwertyuiop":
        add_event(folder, slug, name=f"{slug}-anders")
    assert told(folder) == told(folder)
    assert [place for place, _ in told(folder)] == sorted(place for place, _ in told(folder))
