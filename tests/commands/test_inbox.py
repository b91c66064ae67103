"""What organisers read at a terminal: inbox, show, places, attendance and export."""

import stat
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner
from openpyxl import load_workbook

from samenkomst.cli import main
from samenkomst.core.contract import Places, Unit
from samenkomst.core.procedures import Act
from tests.builders import HOSTILE
from tests.organiser import Organiser

EVIL = "\x1b[2J Sam \u202e"


@pytest.fixture
def organiser(tmp_path: Path) -> Organiser:
    return Organiser(tmp_path)


def invited(organiser: Organiser, *names: str, **answers: str) -> list[str]:
    """Let people show interest and be invited; return their references."""
    found = [organiser.receive(name=name, **answers).reference for name in names]
    organiser.run("invite", "ronde-tafel", "--until", "2027-03-12")
    return found


def test_inbox_of_nothing_says_so(organiser: Organiser) -> None:
    assert organiser.run("inbox").out == "Er is nog niets binnengekomen.\n"
    organiser.receive()
    assert organiser.run("inbox", "--state", "placed").out == "Er is niemand.\n"


def test_inbox_of_another_folder_says_that_there_is_no_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["inbox"], env={"SAMENKOMST_DATA": "var"})
    assert result.stderr.startswith(f"Let op: er is geen map {tmp_path / 'var'} met gegevens.")
    (tmp_path / "var").mkdir()
    assert CliRunner().invoke(main, ["inbox"], env={"SAMENKOMST_DATA": "var"}).stderr == ""


def test_inbox_shows_one_event_and_one_state(organiser: Organiser) -> None:
    organiser.receive(name="Sam")
    placed = organiser.receive("studiedag", "Kim").reference
    lines = organiser.run("inbox").out.splitlines()
    assert len(lines) == 3
    only = organiser.run("inbox", "ronde-tafel").out.splitlines()
    assert [line.split() for line in only] == [line.split() for line in lines[:2]]
    (row,) = organiser.run("inbox", "--state", "placed", "--json").json()
    assert row["reference"] == placed


def test_inbox_marks_who_sent_other_answers(organiser: Organiser) -> None:
    reference = organiser.receive(name="Sam").reference
    organiser.receive(name="Sam", gemeente="Zwolle")
    out = organiser.run("inbox").out
    assert f"{reference} *" in out
    assert out.endswith("met andere antwoorden. Zie: samenkomst show KENMERK\n")
    (row,) = organiser.run("inbox", "--json").json()
    assert row["reference"] == reference


@pytest.mark.parametrize("command", ["inbox", "show", "attendance"])
def test_answer_cannot_act_on_the_terminal(organiser: Organiser, command: str) -> None:
    reference = organiser.receive("studiedag", "Sam", naam=EVIL, gemeente=EVIL).reference
    arguments = {"show": [reference], "attendance": ["studiedag"]}
    out = organiser.run(command, *arguments.get(command, [])).out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\\x1b[2J" in out


def test_history_says_who_did_what_and_when(organiser: Organiser) -> None:
    (reference,) = invited(organiser, "Sam")
    organiser.act(reference, Act.CONFIRM)
    organiser.run("note", reference, "Belt\nmorgen", "--by", "Noor Bakker")
    organiser.run("deliver")
    out = organiser.run("show", reference).out
    assert "Stand: heeft plaats\n" in out
    assert out.partition("Wat er gebeurde:\n")[2] == (
        "  2027-02-15 10:00  formulier ontvangen (door deelnemer)\n"
        "      brief ‘ontvangst’: verstuurd, 2027-02-15 12:00\n"
        "  2027-02-15 12:00  uitgenodigd (door noor)\n"
        "      brief ‘uitnodiging’: niet meer nodig\n"
        "  2027-02-15 15:30  doet mee (door deelnemer)\n"
        "      brief ‘plaats’: verstuurd, 2027-02-15 12:00\n"
        "  2027-02-15 12:00  notitie (door Noor Bakker)\n"
        "      Belt\n"
        "      morgen\n"
    )


def test_place_in_line_is_explained(organiser: Organiser) -> None:
    """Three places, two for each organisation; Zwolle fits, Utrecht has its two."""
    utrecht = invited(organiser, "Sam", "Kim", "Bo", gemeente="Gemeente  utrecht")
    (zwolle,) = invited(organiser, "Max", gemeente="Zwolle")
    for reference in (*utrecht, zwolle):
        organiser.act(reference, Act.CONFIRM)
    out = organiser.run("show", utrecht[2]).out
    assert "Organisatie: Utrecht (GM0344)\n" in out
    assert "Plek op de wachtlijst: 1. Alle plaatsen zijn bezet.\n" in out
    organiser.act(zwolle, Act.WITHDRAW)
    assert (
        "Deze organisatie heeft 2 van de 2 plaatsen die zij mag hebben."
        in organiser.run("show", utrecht[2]).out
    )
    data = organiser.run("show", utrecht[2], "--json").json()
    assert data["waitlist"] == {"position": 1, "reason": "organisation_limit"}
    assert data["records"][0]["answers"]["naam"] == "Bo"
    places = organiser.run("places", "ronde-tafel").out
    assert "Ronde tafel over werkdruk: 8 nodig, 2 binnen.\n" in places
    assert "deze organisaties hebben al zoveel plaatsen als kan: Utrecht.\n" in places
    assert f"1     {utrecht[2]}  1       Utrecht" in places


def test_fewer_places_than_are_taken_removes_nobody_and_says_so(organiser: Organiser) -> None:
    for name in ("Sam", "Kim"):
        organiser.receive("studiedag", name)
    organiser.change("studiedag", units=(Unit("", "Studiedag", "inschrijven", Places(1)),))
    out = organiser.run("places", "studiedag").out
    assert "er hebben 1 mensen meer een plaats dan er nu plaatsen zijn" in out
    (unit,) = organiser.run("places", "studiedag", "--json").json()["units"]
    assert (unit["taken"], unit["free"], unit["over"]) == (2, 0, 1)


def test_places_show_sessions_to_choose_from(organiser: Organiser) -> None:
    out = organiser.run("places", "leernetwerk").out
    assert "Spreekuur: Spreekuur in april  2         0\n" in out
    assert "Spreekuur: Spreekuur in mei    -         0\n" in out


def test_attendance_lists_everyone_with_a_place_by_name(organiser: Organiser) -> None:
    organiser.receive("studiedag", "Zoë", email="zoe@example.org", collega_1_naam=HOSTILE)
    organiser.receive("studiedag", "Wacht")
    out = organiser.run("attendance", "studiedag").out
    assert "Zoë" in out
    assert "Wacht" not in out
    assert "Aantal mensen: 2." in out
    path = organiser.folder / "var" / "exports" / "studiedag-presentielijst.html"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    assert page.find_all("script") == []
    rows = [[cell.get_text() for cell in row.find_all("td")] for row in page.find_all("tr")][1:]
    assert [(row[0], row[3], row[-1]) for row in rows] == [("1", "Zoë", ""), ("2", "", "")]
    assert " ".join(HOSTILE.split()) == rows[0][1]
    assert "Presentielijst: Studiedag" in page.get_text()


def test_attendance_of_nobody_writes_no_file(organiser: Organiser) -> None:
    organiser.receive()
    assert organiser.run("attendance", "ronde-tafel").out == "Niemand heeft een plaats.\n"
    assert not (organiser.folder / "var" / "exports").exists()


def test_attendance_of_one_unit(organiser: Organiser) -> None:
    units = (Unit("", "Alles", "inschrijven"), Unit("ochtend", "Ochtend", "aanmelden"))
    organiser.change("studiedag", units=units)
    organiser.receive("studiedag", "Sam")
    assert organiser.run("attendance", "studiedag", "--unit", "ochtend", "--json").json() == []
    (row,) = organiser.run("attendance", "studiedag", "--json").json()
    assert row["name"] == "Sam"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_has_the_state(organiser: Organiser, kind: str) -> None:
    organiser.receive("studiedag", "=1+1", email="sam@example.org")
    out = organiser.run("export", "studiedag", f"--{kind}").out
    path = organiser.folder / "var" / "exports" / f"studiedag.{kind}"
    assert out == f"1 inzendingen staan in {path}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    if kind == "csv":
        text = path.read_text(encoding="utf-8-sig")
        assert '"heeft plaats"' in text
        assert '"\'=1+1"' in text
    else:
        sheet = load_workbook(path).worksheets[0]
        assert "heeft plaats" in [cell.value for cell in sheet[2]]


def test_file_that_cannot_be_written_is_told(organiser: Organiser) -> None:
    organiser.receive("studiedag")
    (organiser.folder / "plat").write_text("")
    output = organiser.folder / "plat" / "lijst.csv"
    said = organiser.run("export", "studiedag", "--output", str(output))
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"Het bestand {output} is niet te schrijven: ")
