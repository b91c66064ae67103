"""The commands for copies of the journal, as the person at the keyboard meets them."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenkomst.cli import main
from samenkomst.commands import office
from samenkomst.stores.disk import Room
from samenkomst.stores.inspection import verify
from tests.stores.journals import fill, good_ids


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAMENKOMST_DATA", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "var"


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_backup_and_restore_tell_what_they_did(data: Path) -> None:
    fill(data / "journal.jsonl", *"abc")
    done = run("backup", "kopie")
    assert (done.exit_code, done.output) == (0, "3 regels staan in kopie, laatste nummer 3.\n")
    again = run("backup", "kopie")
    assert (again.exit_code, again.output) == (1, "De map kopie bestaat al. Kies een nieuwe.\n")
    refused = run("restore", "kopie")
    assert (refused.exit_code, "Zet de map met gegevens eerst opzij" in refused.output) == (1, True)
    data.rename("opzij")
    assert run("restore", "kopie").exit_code == 0
    assert good_ids(data / "journal.jsonl") == list("abc")


def test_backup_without_a_journal_says_so(data: Path) -> None:
    done = run("backup", "kopie")
    assert (done.exit_code, Path("kopie").exists()) == (1, False)
    assert "nog geen journaal" in done.output


def test_repair_tells_what_came_back_and_what_is_lost(data: Path) -> None:
    path = data / "journal.jsonl"
    fill(path, *"ab")
    assert run("backup", "kopie").exit_code == 0
    fill(path, *"cd")
    damaged = path.read_bytes().replace(b'"id":"b"', b'"id":"B"').replace(b'"id":"c"', b'"id":"C"')
    path.write_bytes(damaged)
    told = run("verify")
    assert (told.exit_code, told.output.count("beschadigd (de controlesom klopt niet)")) == (1, 2)
    done = run("repair", "--backup", "kopie")
    assert (done.exit_code, "Uit de kopie: 2" in done.output) == (0, True)
    assert "Verloren: 3" in done.output
    assert (verify(path).damages, good_ids(path)) == ((), ["a", "b", "lost-3", "d"])
    assert run("repair").output == "Er is niets te herstellen.\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize(
    "words", [("repair",), ("restore", "kopie"), ("import-journal", "lijst"), ("start",)]
)
def test_command_that_writes_says_that_the_data_is_of_another_user(
    data: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(*_: object) -> int:
        built.append("")
        return 1

    built: list[str] = []
    monkeypatch.setattr("samenkomst.programs.build_local", build)
    monkeypatch.setattr("samenkomst.programs.port_is_free", lambda _: True)
    Path("mkdocs.yml").touch()
    Path("lijst").touch()
    fill(data / "journal.jsonl", "a")
    assert run("backup", "kopie").exit_code == 0
    assert "andere gebruiker" not in run(*words).output
    os.chown(data, 65534, 65534)
    first = run(*words).output.splitlines()[0]
    assert first.startswith(f"Let op: de map {data} is van een andere gebruiker.")
    assert len(built) == (2 if words == ("start",) else 0)


def test_commands_leave_postgresql_to_its_own_tools(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db.example.org/samenkomst")
    done = run("backup", "kopie")
    assert (done.exit_code, "pg_dump" in done.output) == (1, True)


def test_full_disk_is_told_in_time(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(data / "journal.jsonl", "a")
    monkeypatch.setattr(office, "room", lambda _: Room(19, 100))
    assert "meer dan 80 % vol" in run("verify").output
    monkeypatch.setattr(office, "room", lambda _: Room(20, 100))
    assert "vol" not in run("verify").output
