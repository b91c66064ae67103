"""What organisers do at a terminal: note, decide, withdraw, invite and notify."""

from pathlib import Path

import pytest

from samenkomst.core.contract import LetterDraft
from samenkomst.core.procedures import Act
from tests.organiser import Organiser, Said

UNTIL = ("--until", "12 maart 2027")
HALL = (
    ("Stand", "Gaat door"),
    ("Wanneer", "maandag 29 maart 2027, 9.30 tot 13.00 uur"),
    ("Waar", "De Hal, Zwolle"),
)


@pytest.fixture
def organiser(tmp_path: Path) -> Organiser:
    return Organiser(tmp_path)


def refused(organiser: Organiser, *words: str) -> str:
    """Return the one sentence with which a command refuses; nothing is recorded then."""
    before = organiser.types()
    said = organiser.run(*words)
    assert (said.code, said.out, organiser.types()) == (1, "", before)
    (sentence,) = said.err.splitlines()
    return sentence


def told(said: Said) -> str:
    assert (said.code, said.err) == (0, "")
    return said.out


def applied(organiser: Organiser, name: str = "Ida") -> str:
    return organiser.receive("leernetwerk", name).reference


def test_note_is_recorded_with_who_wrote_it(organiser: Organiser) -> None:
    reference = applied(organiser)
    said = organiser.run("note", reference.lower(), " Sterke\nmotivatie ", "--by", "Noor Bakker")
    assert told(said) == f"Notitie vastgelegd bij {reference.lower()}.\n"
    note = organiser.records()[-1]
    assert (note.type, note.fields["text"]) == ("note_written", "Sterke\nmotivatie")
    assert note.fields["by"] == "Noor Bakker"


def test_act_is_done_by_the_login_name_unless_told_otherwise(organiser: Organiser) -> None:
    organiser.run("note", applied(organiser), "x")
    assert organiser.records()[-1].fields["by"] == "noor"


@pytest.mark.parametrize("name", ["participant", "system", "", " ", "a\x1b[1m"])
def test_nobody_acts_under_a_name_that_is_not_theirs(organiser: Organiser, name: str) -> None:
    said = refused(organiser, "note", applied(organiser), "x", "--by", name)
    assert said.endswith("kan niet als naam.")


@pytest.mark.parametrize("command", [("show",), ("note", "x"), ("decide", "accept"), ("withdraw",)])
def test_reference_that_is_nobodys_is_told(organiser: Organiser, command: tuple[str, ...]) -> None:
    applied(organiser)
    name, *rest = command
    said = refused(organiser, name, "XXXX-XXXX", *rest)
    assert said == "Er is geen inzending met kenmerk XXXX-XXXX."


@pytest.mark.parametrize(
    ("verdict", "state", "subject"),
    [
        ("accept", "heeft plaats", "U kunt meedoen: Leernetwerk"),
        ("reject", "afgewezen", "Over uw aanmelding: Leernetwerk"),
        ("reserve", "wachtlijst", "U staat op de reservelijst: Leernetwerk"),
    ],
)
def test_decision_is_recorded_and_shown_first(
    organiser: Organiser, verdict: str, state: str, subject: str
) -> None:
    """The organiser's own words are no template, though they look like one."""
    reference = applied(organiser)
    command = ("decide", reference, verdict, "--text", "Dag {title},\n\ngroet")
    before = organiser.types()
    shown = told(organiser.run(*command, "--dry-run"))
    assert organiser.types() == before
    assert f"Onderwerp: {subject}" in shown
    assert "    Dag {title},\n\n    groet\n" in shown
    assert "Aantal mensen dat deze brief krijgt: 1\n" in shown
    assert reference not in shown
    assert told(organiser.run(*command)) == f"{reference}: {state}.\n"
    step = organiser.records()[-1]
    assert (step.fields["text"], step.fields["by"]) == ("Dag {title},\n\ngroet", "noor")
    assert told(organiser.run(*command)) == f"{reference}: dat was al zo, {state}.\n"


def test_words_for_the_letter_may_come_from_a_file(organiser: Organiser, tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Één\r\ntwee\r\n", encoding="utf-8")
    organiser.run("decide", applied(organiser), "accept", "--text-file", str(path))
    assert organiser.records()[-1].fields["text"] == "Één\ntwee"


@pytest.mark.parametrize("data", [None, b"\xff\xfe"])
def test_file_that_cannot_be_read_is_told(
    organiser: Organiser, tmp_path: Path, data: bytes | None
) -> None:
    path = tmp_path / "brief.txt"
    if data is not None:
        path.write_bytes(data)
    said = refused(organiser, "decide", applied(organiser), "accept", "--text-file", str(path))
    assert said.startswith(f"Het bestand {path} is niet te lezen: ")


@pytest.mark.parametrize("text", ["a\x00b", "a\x1b[2Jb", "a\udcffb"])
def test_words_that_no_letter_can_carry_are_refused(organiser: Organiser, text: str) -> None:
    """A byte that is no text would stop every letter behind it when this one is written."""
    assert "tekst" in refused(organiser, "decide", applied(organiser), "accept", "--text", text)


def test_step_that_is_not_allowed_is_told(organiser: Organiser) -> None:
    reference = applied(organiser)
    organiser.run("decide", reference, "accept")
    sentence = f"Dat kan nu niet: {reference} staat op ‘heeft plaats’."
    assert refused(organiser, "decide", reference, "reject") == sentence
    assert refused(organiser, "decide", reference, "reject", "--dry-run") == sentence
    interested = organiser.receive().reference
    assert "staat op ‘interesse’" in refused(organiser, "decide", interested, "accept")


def test_nobody_is_accepted_beyond_the_places(organiser: Organiser) -> None:
    references = [applied(organiser, name) for name in ("Ida", "Joep", "Lot")]
    for reference in references[:2]:
        organiser.run("decide", reference, "accept")
    said = refused(organiser, "decide", references[2], "accept")
    assert said == f"Dat kan nu niet: er is geen plaats meer vrij voor {references[2]}."


def test_someone_who_phones_can_be_withdrawn(organiser: Organiser) -> None:
    reference = organiser.receive("studiedag").reference
    assert told(organiser.run("withdraw", reference)) == f"{reference}: afgemeld.\n"
    assert organiser.records()[-1].fields["by"] == "noor"
    assert "dat was al zo" in told(organiser.run("withdraw", reference))


def test_invitation_is_shown_first_and_goes_to_everyone_once(organiser: Organiser) -> None:
    for name in ("Sam", "Kim", "Bo"):
        organiser.receive(name=name)
    before = organiser.types()
    shown = told(organiser.run("invite", "ronde-tafel", *UNTIL, "--dry-run"))
    assert organiser.types() == before
    assert "Aantal mensen dat deze brief krijgt: 3\n" in shown
    assert "uiterlijk vrijdag 12 maart 2027" in shown
    assert "Stadhuis, Utrecht" in shown
    assert told(organiser.run("invite", "ronde-tafel", *UNTIL)) == (
        "Uitgenodigd: 3. Antwoorden kan tot en met vrijdag 12 maart 2027. De brieven staan klaar.\n"
    )
    assert organiser.types().count("step_taken") == 3
    assert refused(organiser, "invite", "ronde-tafel", *UNTIL) == "Er is niemand om uit te nodigen."
    organiser.receive(name="Max")
    assert told(organiser.run("invite", "ronde-tafel", *UNTIL)).startswith("Uitgenodigd: 1.")


@pytest.mark.parametrize(
    ("changes", "until", "sentence"),
    [
        ({"dated": False}, "2027-03-12", "Er is nog geen zekere datum."),
        ({"off": True}, "2027-03-12", "Dat kan nu niet: het evenement is uitgesteld of afgelast."),
        ({}, "2027-02-14", "Die dag is al voorbij. Kies een latere dag."),
        ({}, "morgen", "“morgen” is geen datum: schrijf bijvoorbeeld 2027-03-12."),
        ({}, "31 februari 2027", "“31 februari 2027” is geen datum:"),
    ],
)
def test_invitation_that_cannot_be_is_told(
    organiser: Organiser, changes: dict[str, bool], until: str, sentence: str
) -> None:
    organiser.receive()
    organiser.change("ronde-tafel", **changes)
    assert refused(organiser, "invite", "ronde-tafel", "--until", until).startswith(sentence)


@pytest.mark.parametrize("command", ["invite", "notify", "places", "attendance", "add", "export"])
def test_event_that_is_none_is_told(organiser: Organiser, command: str) -> None:
    more = UNTIL if command == "invite" else ()
    assert refused(organiser, command, "ronde-tavel", *more) == (
        "Er is geen evenement “ronde-tavel”. Er zijn: leernetwerk, ronde-tafel, studiedag"
    )


def test_change_is_shown_first_and_told_to_everyone_once(organiser: Organiser) -> None:
    sam, kim = (organiser.receive(name=name).reference for name in ("Sam", "Kim"))
    assert "niets veranderd" in told(organiser.run("notify", "ronde-tafel"))
    organiser.act(kim, Act.WITHDRAW)
    organiser.change("ronde-tafel", facts=HALL, where="De Hal, Zwolle")
    before = organiser.types()
    shown = told(organiser.run("notify", "ronde-tafel", "--dry-run"))
    assert organiser.types() == before
    assert "Aantal mensen dat deze brief krijgt: 1\n" in shown
    assert "    Waar: De Hal, Zwolle\n    (dit was: Stadhuis, Utrecht)\n" in shown
    assert told(organiser.run("notify", "ronde-tafel")) == (
        "Waar: De Hal, Zwolle\n(dit was: Stadhuis, Utrecht)\n\n"
        "Aantal mensen dat dit te horen krijgt: 1. De brieven staan klaar.\n"
    )
    change = organiser.records()[-1]
    assert (change.type, change.fields["by"]) == ("change_told", "noor")
    assert "niets veranderd" in told(organiser.run("notify", "ronde-tafel"))
    letters = organiser.run("letters", "--json").json()
    assert [row["reference"] for row in letters if row["kind"] == "change"] == [sam]


def test_each_is_told_what_changed_for_them(organiser: Organiser) -> None:
    """Kim came in when the hall was already known: for her only the time is new."""
    organiser.receive(name="Sam")
    organiser.change("ronde-tafel", facts=HALL)
    organiser.receive(name="Kim")
    organiser.change("ronde-tafel", facts=(*HALL[:1], ("Wanneer", "dinsdag 30 maart"), HALL[2]))
    out = told(organiser.run("notify", "ronde-tafel", "--dry-run"))
    assert out.endswith(
        "\n1 van hen hoorden eerder iets anders; zij lezen wat er voor hen verandert.\n"
    )
    organiser.run("notify", "ronde-tafel")
    changes = [each.fields for each in organiser.records() if each.type == "change_told"]
    assert [dict(each["old"])["Waar"] for each in changes] == [
        "Stadhuis, Utrecht",
        "De Hal, Zwolle",
    ]


def test_event_that_is_called_off_and_on_again_is_told_twice(organiser: Organiser) -> None:
    organiser.receive()
    for going_ahead in ("Afgelast", "Gaat door"):
        organiser.change("ronde-tafel", facts=(("Stand", going_ahead),))
        organiser.run("notify", "ronde-tafel")
    assert organiser.types().count("change_told") == 2


def test_long_work_shows_how_far_it_is(organiser: Organiser) -> None:
    for number in range(210):
        organiser.receive(name=f"P{number}")
    said = organiser.run("invite", "ronde-tafel", *UNTIL)
    assert said.err.splitlines() == ["200 van 210", "210 van 210"]
    assert said.out.startswith("Uitgenodigd: 210.")


def test_journal_that_cannot_be_written_is_told(organiser: Organiser) -> None:
    """A damaged line stops all writing; reading goes on."""
    reference = applied(organiser)
    applied(organiser, "Joep")
    path = organiser.journal_path
    path.write_bytes(path.read_bytes().replace(b"Ida", b"Ada", 1))
    said = organiser.run("note", reference, "x")
    assert (said.code, said.err) == (
        1,
        "Er is niets vastgelegd: het journaal is beschadigd. Gebruik: samenkomst verify\n",
    )
    assert organiser.run("inbox").code == 0


def test_site_that_was_not_built_is_told(organiser: Organiser) -> None:
    reference = applied(organiser)
    (organiser.folder / "site" / "forms.json").unlink()
    assert refused(organiser, "note", reference, "x").startswith("De site is nog niet gebouwd")
    assert organiser.run("show", reference).code == 0


def test_editors_own_letter_is_shown_first(organiser: Organiser) -> None:
    organiser.receive()
    own = {"invitation": LetterDraft("Kom", "Ja of nee: {link}")}
    organiser.change("ronde-tafel", letters=own)
    shown = told(organiser.run("invite", "ronde-tafel", *UNTIL, "--dry-run"))
    assert "    Onderwerp: Kom\n\n    Ja of nee: https://example.org/formulieren/" in shown
