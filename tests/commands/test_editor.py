"""`samenkomst check`: errors stop, warnings do not, unless they are asked to."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenkomst.cli import main
from tests.stores.mistakes import EVENTS, write_sound

SUMMARY = "De content klopt: 1 evenementen, 1 mensen, 1 organisaties, 1 formulieren.\n"
WARNED = EVENTS.replace('end: "10.30"', 'end: "11.00"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_sound(tmp_path)
    return tmp_path


def check(folder: Path, *options: str, events: str = EVENTS) -> Result:
    (folder / "events.yaml").write_text(events, encoding="utf-8")
    return CliRunner().invoke(main, ["check", str(folder), *options])


def test_check_of_sound_content_tells_what_there_is(folder: Path) -> None:
    result = check(folder, "--strict")
    assert (result.exit_code, result.output) == (0, SUMMARY)


def test_check_with_an_error_ends_with_1_and_counts(folder: Path) -> None:
    result = check(folder, events=EVENTS.replace("title: Training schrijven", "titel: Cursus"))
    lines = result.output.split("\n")
    assert result.exit_code == 1
    assert lines[0] == f"{folder}/events.yaml:2:5: “title” ontbreekt. Het is hier verplicht."
    assert lines[1] == "    - slug: training"
    assert lines[-2] == "2 fouten gevonden."


def test_check_with_a_warning_tells_it_and_goes_on(folder: Path) -> None:
    result = check(folder, events=WARNED)
    lines = result.output.split("\n")
    assert result.exit_code == 0
    assert lines[0].startswith(f"{folder}/events.yaml:22:13: Let op: Dit onderdeel begint om 10:30")
    assert lines[1] == '    - start: "10.30"'
    assert lines[2:] == ["1 waarschuwing gevonden.", *SUMMARY.split("\n")]


def test_strict_check_with_a_warning_ends_with_1(folder: Path) -> None:
    result = check(folder, "--strict", events=WARNED)
    assert result.exit_code == 1
    assert result.output.endswith("1 waarschuwing gevonden.\n")


def test_check_counts_errors_alone_when_there_are_both(folder: Path) -> None:
    result = check(folder, events=WARNED.replace("burau", "x").replace("[taal]", "taal"))
    assert result.exit_code == 1
    assert "Let op: " in result.output
    assert result.output.endswith("1 fout gevonden.\n")
