"""`samenkomst check`: errors stop, warnings do not, unless they are asked to."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenkomst.cli import GROUPS, main
from samenkomst.settings import Settings
from tests.stores.mistakes import EVENTS, write_sound

ROOT = Path(__file__).parents[2]
SUMMARY = "De content klopt: 1 evenement, 1 mens, 1 organisatie, 1 formulier.\n"
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


def test_help_names_every_command_once_under_who_needs_it() -> None:
    with main.make_context("samenkomst", [], resilient_parsing=True) as context:
        names = main.list_commands(context)
        shown = main.get_help(context)
    assert sorted(name for group in GROUPS.values() for name in group) == names
    assert all(f"{heading}:" in shown for heading in GROUPS)
    assert "alles van\n" in shown  # a sentence goes on at the next line, and is not cut off
    assert "..." not in shown.replace("[ARGS]...", "")


@pytest.mark.parametrize("command", ["build", "serve", "start"])
def test_command_for_a_site_says_that_there_is_none_here(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [command])
    assert result.exit_code == 1
    assert f"In deze map staat geen site: {tmp_path}\n" in result.output
    assert list(tmp_path.iterdir()) == []  # no secret, no folder


def test_check_says_that_there_is_no_content_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "Hier is geen map “content”." in result.output


@pytest.mark.parametrize(
    ("command", "other"), [("serve", "samenkomst serve --port "), ("start", "make run PORT=")]
)
def test_command_says_that_its_port_is_taken(
    command: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, [command, "--port", str(port)])
    assert result.exit_code == 1
    assert f"Poort {port} is bezet." in result.output
    assert result.output.endswith(f"{other}{port + 1}\n")


def test_build_with_the_address_of_the_example_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[Settings] = []
    monkeypatch.setattr("samenkomst.programs.build_site", lambda found, **_: built.append(found))
    monkeypatch.delenv("SAMENKOMST_BASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    settings = Path("mkdocs.yml")
    settings.write_bytes((ROOT / "mkdocs.yml").read_bytes())
    assert "adres van het voorbeeld" in CliRunner().invoke(main, ["build"]).stderr
    own = {"SAMENKOMST_BASE_URL": "https://evenementen.example.net/"}
    assert CliRunner().invoke(main, ["build"], env=own).stderr == ""
    elsewhere = (
        "# was: https://samenkomst.example.org/\nextra:\n  over: https://samenkomst.example.org/\n"
    )
    settings.write_text(f"site_url: https://evenementen.example.net/\n{elsewhere}", "utf-8")
    assert CliRunner().invoke(main, ["build"]).stderr == ""
    assert len(built) == 3
