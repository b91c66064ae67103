"""Bringing people in at a terminal: one who phoned, and a list."""

from pathlib import Path

import pytest

from samenkomst.stores.export import to_xlsx
from tests.builders import HOSTILE
from tests.organiser import Organiser, Said

GOOD = "naam;Uw e-mailadres;gemeente;dagen\n"


@pytest.fixture
def organiser(tmp_path: Path) -> Organiser:
    return Organiser(tmp_path)


def given(*answers: str) -> list[str]:
    return [word for answer in answers for word in ("--answer", answer)]


def brought(organiser: Organiser, text: str, *more: str) -> Said:
    path = organiser.folder / "lijst.csv"
    path.write_text(text, encoding="utf-8")
    return organiser.run("import", "studiedag", str(path), *more)


def test_someone_who_phoned_is_asked_for_everything(organiser: Organiser) -> None:
    said = organiser.run("add", "studiedag", typed="Piet\npiet@example.org\nZwolle\nEls\nma, di\n")
    (record,) = [each for each in organiser.records() if each.type == "submission_received"]
    assert record.fields["answers"] == {
        "naam": "Piet",
        "email": "piet@example.org",
        "gemeente": "Zwolle",
        "collega_1_naam": "Els",
        "dagen": ["ma", "di"],
    }
    assert (record.fields["by"], record.fields["people"]) == ("noor", 2)
    reference = record.fields["reference"]
    assert said.out.endswith(f"\nVastgelegd met kenmerk {reference}: heeft plaats.\n")


def test_someone_without_an_address_has_a_place_and_gets_no_letters(organiser: Organiser) -> None:
    said = organiser.run("add", "studiedag", *given("naam=Piet", "gemeente=Zwolle"))
    assert (said.code, said.err) == (0, "")
    assert organiser.run("letters", "--json", "--all").json() == []
    (row,) = organiser.run("attendance", "studiedag", "--json").json()
    assert row["name"] == "Piet"


def test_the_same_by_hand_twice_is_one(organiser: Organiser) -> None:
    command = ("add", "studiedag", *given("naam=Piet", "gemeente=Zwolle"))
    assert organiser.run(*command).out == organiser.run(*command).out
    assert len(organiser.run("inbox", "--json").json()) == 1


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (["gemeente=Zwolle"], "Uw naam: Vul in: Uw naam."),
        (["naam=x", "gemeente=Zwolle", "email=geen"], "Uw e-mailadres: Dit is geen volledig"),
        (["naam=x", "gemeente=Zwolle", "dagen=zo"], "Welke dagen?: Deze keuze staat niet"),
    ],
)
def test_wrong_answer_is_told_and_nothing_recorded(
    organiser: Organiser, answers: list[str], sentence: str
) -> None:
    said = organiser.run("add", "studiedag", *given(*answers))
    first, last = said.err.splitlines()
    assert (said.code, said.out, last) == (1, "", "Er is niets vastgelegd.")
    assert first.startswith(sentence)
    assert organiser.records() == []


@pytest.mark.parametrize("answer", ["schoenmaat=43", "naam", "=x"])
def test_answer_to_no_question_is_told(organiser: Organiser, answer: str) -> None:
    said = organiser.run("add", "studiedag", *given(answer))
    assert said.code == 1
    assert "schrijf VELD=ANTWOORD. Velden: naam, email, gemeente" in said.err


def test_form_of_another_event_is_told(organiser: Organiser) -> None:
    said = organiser.run("add", "studiedag", "--form", "interesse")
    words = "Evenement studiedag heeft geen formulier “interesse”. Er zijn: inschrijven\n"
    assert (said.code, said.err) == (1, words)


def test_list_is_taken_in_by_the_rules(organiser: Organiser) -> None:
    """Two places: the third waits. In their order, each with who did it."""
    rows = ["Sam;sam@example.org;Utrecht;ma", "Kim;kim@example.org;Zwolle;Dinsdag"]
    rows += [f'"{HOSTILE.replace(chr(34), chr(34) * 2)}";bo@example.org;Zwolle;']
    said = brought(organiser, GOOD + "\n".join(rows))
    assert (said.code, said.err) == (0, "")
    assert said.out == "3 rijen opgenomen.\n  heeft plaats: 2\n  wachtlijst: 1\n"
    received = [each for each in organiser.records() if each.type == "submission_received"]
    assert [each.fields["answers"]["naam"] for each in received] == ["Sam", "Kim", HOSTILE]
    assert {each.fields["by"] for each in received} == {"noor"}


def test_same_list_twice_changes_nothing(organiser: Organiser) -> None:
    rows = GOOD + "Sam;sam@example.org;Utrecht;ma\n"
    first = brought(organiser, rows)
    before = organiser.types()
    assert brought(organiser, rows) == first
    assert organiser.types() == before


def test_every_mistake_in_a_list_is_told_and_nobody_taken_in(organiser: Organiser) -> None:
    rows = ["Sam;sam@example.org;Utrecht;ma", ";geen;Zwolle;wo", "Bo;SAM@example.org;Zwolle;"]
    said = brought(organiser, GOOD.strip() + ";Schoenmaat\n" + "\n".join(rows))
    assert (said.code, said.out, organiser.records()) == (1, "", [])
    assert said.err.splitlines() == [
        "Kolom “Schoenmaat”: die vraag staat niet in het formulier. Er zijn: naam, email, "
        "gemeente, collega_1_naam, dagen",
        "Rij 3: Uw naam: Vul in: Uw naam.",
        "Rij 3: Uw e-mailadres: Dit is geen volledig e-mailadres. Schrijf het zoals "
        "naam@voorbeeld.nl.",
        "Rij 3: Welke dagen?: Deze keuze staat niet in de lijst. Kies een van de antwoorden.",
        "Rij 4: dit e-mailadres staat ook in rij 2.",
        "Er is niets vastgelegd: verbeter eerst de lijst.",
    ]


def test_list_can_be_tried_first(organiser: Organiser) -> None:
    said = brought(organiser, GOOD + "Sam;sam@example.org;Utrecht;ma\n", "--dry-run")
    assert said.out == "De lijst is goed: 1 rijen. Proef: er is niets vastgelegd.\n"
    assert organiser.records() == []


def test_list_may_be_a_workbook(organiser: Organiser) -> None:
    path = organiser.folder / "lijst.xlsx"
    rows = [["naam", "email", "gemeente"], ["Sam", "sam@example.org", "Utrecht"]]
    path.write_bytes(to_xlsx(rows, "x"))
    assert organiser.run("import", "studiedag", str(path)).out.startswith("1 rijen opgenomen.")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("niets.csv", "is niet te lezen."),
        ("leeg.csv", "staan geen mensen"),
        ("x.xlsx", "geen lijst"),
    ],
)
def test_file_that_is_no_list_is_told(organiser: Organiser, name: str, words: str) -> None:
    path = organiser.folder / name
    if name != "niets.csv":
        path.write_text("naam\n")
    said = organiser.run("import", "studiedag", str(path))
    assert said.code == 1
    assert words in said.err
    assert str(path) in said.err
