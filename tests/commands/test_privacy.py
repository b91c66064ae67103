"""`samenkomst erase`, `retain` and `key`, as a host runs them."""

import json
import os
import re
from itertools import count
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenkomst.cli import main
from samenkomst.core.ledger import Ledger
from samenkomst.core.record import Draft
from samenkomst.journals import open_journal
from samenkomst.settings import load_settings
from samenkomst.stores.age import Identity, Recipient
from samenkomst.stores.journal import Journal
from samenkomst.stores.lock import Lock
from tests.builders import HOSTILE, NOW, make_answers, make_contract, make_received

SETTINGS = {"SAMENKOMST_DATA": "var", "SAMENKOMST_TODAY": "2027-11-21"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the data folder of a site with two people in its journal."""
    monkeypatch.chdir(tmp_path)
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    settings = load_settings(SETTINGS, Path("none.toml"), secret_needed=False)
    settings.contract_path.parent.mkdir(parents=True, exist_ok=True)
    settings.contract_path.write_text(json.dumps(make_contract().to_json()), encoding="utf-8")
    receive("noor@example.org", "K7QM-2XHD")
    receive("sam@example.org", "AAAA-BBBB")
    return tmp_path / "var"


_numbers = count(1)


def receive(email: str, reference: str) -> None:
    answers = make_answers(email=email)
    record = make_received(email=email, person=email, reference=reference, answers=answers)
    fields = dict(record.fields)
    commit(Draft("submission_received", f"id{next(_numbers)}", fields))


def commit(draft: Draft) -> None:
    journal = Journal(Path("var/journal.jsonl"), Ledger(), lambda: NOW)
    journal.commit(lambda: [draft])
    journal.close()


def send_all() -> None:
    ledger = Ledger()
    journal = Journal(Path("var/journal.jsonl"), ledger, lambda: NOW)
    journal.catch_up()
    for letter in list(ledger.owed):
        journal.commit(lambda letter=letter: [Draft("letter_sent", letter)])
    journal.close()


def run(*arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(main, [*arguments], input=answer)


def text(data: Path) -> str:
    """Return all of the journal, files of earlier years included."""
    return "".join(path.read_text(encoding="ascii") for path in sorted(data.glob("journal*.jsonl")))


@pytest.mark.parametrize("answer", ["j", " Ja ", "y"])
def test_erase_asks_and_then_erases(data: Path, answer: str) -> None:
    result = run("erase", "Noor@example.org", answer=f"{answer}\n")
    assert result.exit_code == 0, result.output
    assert "Te wissen inzendingen: 1\n" in result.output
    assert "Gewist. Inzendingen: 1. Regels in het journaal: 2. Bewijs: " in result.output
    assert "noor@example.org" not in text(data)
    assert "sam@example.org" in text(data)
    assert "noor" not in result.output.casefold().replace("noor@example.org", "")


@pytest.mark.parametrize("answer", ["n\n", "\n", "jazeker niet\n", ""])
def test_erase_without_a_yes_changes_nothing(data: Path, answer: str) -> None:
    before = text(data)
    result = run("erase", "noor@example.org", answer=answer)
    assert (result.exit_code, text(data)) == (1, before)
    assert answer == "" or "Er is niets gewist.\n" in result.output


def test_erase_dry_run_changes_nothing(data: Path) -> None:
    before = text(data)
    result = run("erase", "k7qm 2xhd", "--dry-run")
    assert (result.exit_code, text(data)) == (0, before)
    assert re.fullmatch(r"Te wissen inzendingen: 1\n  K7QM-2XHD  [a-z-]+  [a-z ]+\n", result.output)


def test_erase_tells_and_shows_one_reading(data: Path) -> None:
    """A reading for the plan and one for what is shown could differ: someone else may erase."""
    journal = data / "journal.jsonl"
    damaged = journal.read_text("ascii").replace("sam@example.org", "sem@example.org", 1)
    journal.write_text(damaged, "ascii")
    told = run("erase", "noor@example.org", "--dry-run")
    assert told.exit_code == 0
    assert told.stdout.startswith("Te wissen inzendingen: 1\n  K7QM-2XHD  ")
    assert told.stderr.count("is beschadigd") == 1
    assert run("erase", "noor@example.org", answer="n\n").stderr.count("is beschadigd") == 1


@pytest.mark.parametrize("who", ["kim@example.org", "ZZZZ-ZZZZ", "<script>", "=1+1"])
def test_erase_of_nobody_says_so_and_changes_nothing(data: Path, who: str) -> None:
    before = text(data)
    result = run("erase", "--yes", who)
    assert (result.exit_code, result.output) == (1, f"Er is niets bekend van {who}.\n")
    assert text(data) == before


def test_erase_finds_someone_in_a_torn_line_alone(data: Path) -> None:
    torn, other = data / "journal.torn-900-1", data / "journal.torn-950-1"
    torn.write_text('{"email":"kim@example.org","answers":{"na', encoding="ascii")
    other.write_text('{"email":"bo@example.org', encoding="ascii")
    shown = run("erase", "--dry-run", "Kim@example.org")
    assert (shown.exit_code, torn.exists()) == (0, True)
    assert shown.output == "Geen inzending van Kim@example.org, wel een spoor in: {}\n".format(
        Path("var/journal.torn-900-1")
    )
    refused = run("erase", "Kim@example.org", answer="n\n")
    assert (refused.exit_code, torn.exists()) == (1, True)
    assert run("erase", "--yes", "Kim@example.org").exit_code == 0
    assert (torn.exists(), other.exists()) == (False, True)


def test_erase_of_who_never_sent_a_form_leaves_the_letters_of_others(data: Path) -> None:
    for name in ("mail/1.eml", "exports/lijst.csv", "exports/.lijst.csv.part"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("From: info@example.org\n\nDag Sam", encoding="ascii")
    before = sorted(data.rglob("*"))
    result = run("erase", "--yes", "info@example.org")
    assert (result.exit_code, result.output) == (1, "Er is niets bekend van info@example.org.\n")
    torn = data / "journal.torn-900-1"
    torn.write_text('{"email":"info@example.org"', encoding="ascii")
    assert run("erase", "--yes", "info@example.org").exit_code == 0
    assert sorted(data.rglob("*")) == before


def test_erase_of_who_is_mentioned_alone_takes_the_torn_line(data: Path) -> None:
    about = make_answers(email="bo@example.org", naam="Kies kim@example.org")
    record = make_received(
        email="bo@example.org", person="bo@example.org", reference="BBBB-CCCC", answers=about
    )
    commit(Draft("submission_received", "idbo", dict(record.fields)))
    torn, before = data / "journal.torn-900-1", text(data)
    torn.write_text('{"email":"kim@example.org","answers":{"na', encoding="ascii")
    shown = run("erase", "--dry-run", "kim@example.org")
    assert (shown.exit_code, torn.exists()) == (0, True)
    assert "BBBB-CCCC" in shown.output
    assert str(Path("var/journal.torn-900-1")) in shown.output
    assert run("erase", "--yes", "kim@example.org").exit_code == 0
    assert (torn.exists(), text(data)) == (False, before)
    again = run("erase", "--yes", "kim@example.org")
    assert (again.exit_code, "BBBB-CCCC" in again.output) == (0, True)
    assert "niets bekend" not in again.output


@pytest.mark.parametrize("who", ["@", "kim@", "@example.org", "K7"])
def test_erase_of_half_an_address_removes_nothing(data: Path, who: str) -> None:
    (data / "journal.torn-900-1").write_text("kim@example.org K7", encoding="ascii")
    before = text(data)
    run("erase", "--yes", who)
    assert (data / "journal.torn-900-1").exists()
    assert text(data) == before


def test_erase_twice_says_that_nothing_is_held(data: Path) -> None:
    run("erase", "--yes", "noor@example.org")
    assert run("erase", "--yes", "noor@example.org").exit_code == 1


def test_erase_waits_while_letters_are_sent(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samenkomst.commands.privacy.LETTER_WAIT", 0)
    before = text(data)
    with Lock(data / "deliver.lock", 0).hold(exclusive=True):
        result = run("erase", "--yes", "noor@example.org")
    assert (result.exit_code, text(data)) == (1, before)
    assert "Er worden nog brieven verstuurd." in result.output


def test_retain_keeps_what_is_not_over(data: Path) -> None:
    before = text(data)
    result = run("retain")
    assert (result.exit_code, text(data)) == (0, before)
    assert result.output.startswith("Bewaartermijn voorbij: 0 inzendingen")


def test_retain_erases_the_day_after(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    send_all()
    monkeypatch.setenv("SAMENKOMST_TODAY", "2027-11-22")
    result = run("retain")
    assert result.exit_code == 0, result.output
    assert "Bewaartermijn voorbij: 2 inzendingen" in result.output
    assert "example.org" not in text(data).replace("@example.org>", "")


def test_retain_tells_of_letters_still_owed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMENKOMST_TODAY", "2027-11-22")
    result = run("retain")
    assert "Niet gewist: 2 inzendingen waarvoor nog een brief klaarstaat." in result.output
    assert "noor@example.org" in text(data)


def test_retain_dry_run_changes_nothing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    send_all()
    monkeypatch.setenv("SAMENKOMST_TODAY", "2027-11-22")
    before = text(data)
    assert run("retain", "--dry-run").exit_code == 0
    assert text(data) == before


def test_all_that_is_held_comes_as_json(data: Path) -> None:
    result = run("export", "--person", "Noor@example.org")
    assert result.exit_code == 0, result.output
    path = data / "exports" / "persoon.json"
    [held] = json.loads(path.read_text(encoding="utf-8"))
    assert held["answers"]["naam"] == HOSTILE
    assert path.stat().st_mode & 0o777 == 0o600


def test_nothing_is_held_of_a_stranger(data: Path) -> None:
    result = run("export", "--person", "kim@example.org")
    assert (result.exit_code, result.output) == (1, "Er is niets bekend van kim@example.org.\n")
    assert not (data / "exports").exists()


def test_sealed_answers_are_shown_with_the_key_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = run("key", "geheim.txt").output.strip().rpartition("=")[2]
    monkeypatch.setenv("SAMENKOMST_AGE_RECIPIENT", public)
    settings = load_settings(os.environ, Path("none.toml"), secret_needed=False)
    fields = make_received(email="kim@example.org", person="kim", reference="CCCC-DDDD").fields
    sealing = open_journal(settings, Ledger())
    sealing.commit(lambda: [Draft("submission_received", "sealed", dict(fields))])
    sealing.close()
    assert "Den Bosch" not in run("show", "CCCC-DDDD").output
    assert "Den Bosch" in run("show", "CCCC-DDDD", "--identity", "geheim.txt").output
    run("key", "ander.txt")
    other = run("show", "CCCC-DDDD", "--identity", "ander.txt")
    assert (other.exit_code, other.output) == (1, "Deze sleutel past niet op de antwoorden.\n")


def test_key_tells_the_public_key_and_keeps_the_other(data: Path, tmp_path: Path) -> None:
    result = run("key", "geheim.txt")
    assert result.exit_code == 0, result.output
    public = result.output.strip().rpartition("SAMENKOMST_AGE_RECIPIENT=")[2]
    sealed = Recipient(public).seal("geheim")
    assert Identity(tmp_path / "geheim.txt").unseal(sealed) == "geheim"
    assert "AGE-SECRET-KEY" not in result.output


def test_key_never_overwrites(data: Path, tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("x", encoding="ascii")
    result = run("key", "geheim.txt")
    assert (result.exit_code, (tmp_path / "geheim.txt").read_text(encoding="ascii")) == (1, "x")
    assert result.output.startswith("geheim.txt bestaat al.")
