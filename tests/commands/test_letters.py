"""Letters at a terminal: what is owed, what failed, delivering and the proof."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.mail_server import GOOD, Behaviour, free_port, serve
from tests.organiser import Organiser


@pytest.fixture
def organiser(tmp_path: Path) -> Organiser:
    return Organiser(tmp_path)


@contextmanager
def mailing(organiser: Organiser, behaviour: Behaviour) -> Iterator[None]:
    with serve(behaviour) as port:
        set_up(organiser, port)
        yield


def set_up(organiser: Organiser, port: int) -> None:
    organiser.environment |= {
        "SAMENKOMST_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "SAMENKOMST_MAIL_FROM": "samenkomst@example.org",
    }


def test_delivery_tells_what_it_did(organiser: Organiser) -> None:
    for name in ("Sam", "Kim", "Bo"):
        organiser.receive(name=name)
    answers = {"sam@example.org": "550 5.1.1 unknown", "kim@example.org": "451 later\x1b[31m"}
    behaviour = Behaviour(recipient=lambda address: answers.get(address, GOOD))
    with mailing(organiser, behaviour):
        said = organiser.run("deliver")
    words = "Brieven verstuurd: 1. Later nog eens: 1. Mislukt: 1.\n"
    assert (said.code, said.out, said.err) == (1, words, "")
    failed, delayed = organiser.run("letters", "--json").json()
    assert (failed["status"], failed["reason"]) == ("failed", "550 5.1.1 unknown")
    assert (delayed["status"], delayed["attempts"]) == ("owed", 1)
    assert delayed["next_try"] == "2027-02-15T11:05:00Z"
    out = organiser.run("letters").out
    assert "2027-02-15 12:05" in out
    assert "451 later\\x1b[31m" in out
    assert len(organiser.run("letters", "--all", "--json").json()) == 3
    assert organiser.run("letters", "studiedag").out == (
        "Er zijn geen brieven die nog weg moeten of die mislukten.\n"
    )


def test_obstacle_to_delivery_is_told_in_dutch_and_all_is_kept(
    organiser: Organiser, tmp_path: Path
) -> None:
    organiser.receive()
    [journal] = tmp_path.rglob("journal.jsonl")
    mail = journal.with_name("mail")
    mail.write_text("geen map")
    said = organiser.run("deliver")
    told = f"Bezorgen lukt nu niet: {mail}: er staat al iets met deze naam. De brieven blijven "
    told += "klaarstaan.\n"
    assert (said.code, said.out, said.err) == (1, "", told)


def test_server_that_is_down_is_told_and_all_is_kept(organiser: Organiser) -> None:
    organiser.receive()
    set_up(organiser, free_port())
    said = organiser.run("deliver")
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith("refused. De brieven blijven klaarstaan.\n")
    (letter,) = organiser.run("letters", "--json").json()
    assert (letter["attempts"], letter["status"]) == (0, "owed")


def test_delivery_can_be_counted_first(organiser: Organiser) -> None:
    organiser.receive(name="Sam")
    organiser.receive("studiedag", "Kim")
    before = organiser.types()
    assert organiser.run("deliver", "--dry-run").out == (
        "Proef: er wordt niets vastgelegd en niets verstuurd.\n"
        "Brieven die nu weg zouden gaan: 2\n  ontvangst: 1\n  plaats: 1\n"
    )
    assert organiser.types() == before
    assert not (organiser.folder / "var" / "mail").exists()


def test_delivery_first_records_what_time_calls_for(organiser: Organiser) -> None:
    """The invitation is over: whoever did not answer hears so, and nobody is asked any more."""
    organiser.receive()
    organiser.run("invite", "ronde-tafel", "--until", "2027-03-12")
    organiser.environment["SAMENKOMST_TODAY"] = "2027-03-10"
    organiser.run("deliver")
    assert [each.fields.get("act") for each in organiser.records()].count("remind") == 1
    organiser.environment["SAMENKOMST_TODAY"] = "2027-03-13"
    organiser.run("deliver")
    kinds = [row["kind"] for row in organiser.run("letters", "--all", "--json").json()]
    assert kinds == ["received", "invitation", "reminder", "lapsed"]


def test_proof_goes_to_the_address_and_nowhere_else(organiser: Organiser) -> None:
    organiser.receive()
    behaviour = Behaviour()
    with mailing(organiser, behaviour):
        said = organiser.run("deliver", "--test", "beheer@example.org")
    assert said.out == "De mailserver heeft de proefbrief aan beheer@example.org aangenomen.\n"
    assert behaviour.recipients() == ["beheer@example.org"]
    (envelope,) = behaviour.envelopes
    assert isinstance(envelope.content, bytes)
    letter = message_from_bytes(envelope.content, policy=default)
    assert letter["Subject"] == "Proefbrief van Samenkomst"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "letter_sent" not in organiser.types()


def test_proof_without_a_server_is_a_file(organiser: Organiser) -> None:
    said = organiser.run("deliver", "--test", "beheer@example.org")
    folder = organiser.folder / "var" / "mail"
    assert said.out == f"Er is geen mailserver ingesteld: de proefbrief staat in {folder}\n"
    assert len(list(folder.iterdir())) == 1


def test_proof_that_fails_says_why(organiser: Organiser) -> None:
    with mailing(organiser, Behaviour(recipient=lambda address: "550 5.1.1 unknown")):
        said = organiser.run("deliver", "--test", "beheer@example.org")
    assert (said.code, said.err) == (1, "De proefbrief is niet verstuurd: 550 5.1.1 unknown\n")


@pytest.mark.parametrize("address", ["x", "x@y", "Noor <noor@example.org>", "a@example.org\n"])
def test_proof_needs_an_address(organiser: Organiser, address: str) -> None:
    said = organiser.run("deliver", "--test", address)
    assert said.code == 1
    assert "is geen e-mailadres." in said.err


def test_letters_need_a_secret(organiser: Organiser) -> None:
    """Links that anyone can sign would open everyone's page."""
    organiser.receive()
    del organiser.environment["SAMENKOMST_SECRET"]
    said = organiser.run("deliver")
    assert said.code == 1
    assert said.err.startswith("SAMENKOMST_SECRET ontbreekt")
    assert organiser.run("inbox").code == 0


def test_local_run_has_a_secret_of_its_own(organiser: Organiser) -> None:
    organiser.receive()
    del organiser.environment["SAMENKOMST_SECRET"]
    organiser.environment["SAMENKOMST_BASE_URL"] = "http://127.0.0.1:8000/"
    assert organiser.run("deliver").code == 0


def test_letter_of_a_round_table_from_interest_to_place(organiser: Organiser) -> None:
    """What Sam reads, in order."""
    organiser.receive(name="Sam")
    organiser.run("invite", "ronde-tafel", "--until", "2027-03-12")
    organiser.run("deliver")
    folder = organiser.folder / "var" / "mail"
    found = [
        message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.iterdir())
    ]
    assert {str(each["To"]) for each in found} == {"sam@example.org"}
    assert {str(each["Reply-To"]) for each in found} == {"Noor Bakker <noor.bakker@example.org>"}
    assert sorted(str(each["Subject"]) for each in found) == [
        "Doet u mee? Ronde tafel over werkdruk",
        "Uw interesse is ontvangen: Ronde tafel over werkdruk",
    ]


def test_links_in_letters_lead_to_the_address_in_the_settings(
    organiser: Organiser, tmp_path: Path
) -> None:
    """The site was built with another address: by somebody who typed `build` without settings."""
    organiser.environment |= {"SAMENKOMST_BASE_URL": "https://evenementen.example.net/hier"}
    organiser.receive()
    assert organiser.run("deliver").code == 0
    [letter] = tmp_path.rglob("*.eml")
    text = message_from_bytes(letter.read_bytes(), policy=default).get_body(("plain",))
    assert text is not None
    shown = text.get_content()
    assert "https://evenementen.example.net/hier/evenementen/ronde-tafel/" in shown
    assert "https://evenementen.example.net/hier/formulieren/deelname/" in shown
    assert "https://example.org/" not in shown


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("command", ["deliver", "retain", "note"])
def test_command_says_that_the_data_is_of_another_user(
    organiser: Organiser, command: str, tmp_path: Path
) -> None:
    reference = organiser.receive().reference
    words = [command, reference, "Kort"] if command == "note" else [command]
    assert "andere gebruiker" not in organiser.run(*words).err
    [journal] = tmp_path.rglob("journal.jsonl")
    os.chown(journal.parent, 65534, 65534)
    assert f"de map {journal.parent} is van een andere gebruiker" in organiser.run(*words).err
