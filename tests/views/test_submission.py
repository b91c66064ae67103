"""One submission as an organiser reads it."""

from typing import Any

import pytest

from samenkomst.core.contract import Choice, ChoiceSession
from samenkomst.core.ledger import replay
from samenkomst.core.record import Record
from samenkomst.core.translation import dutch
from samenkomst.views.submission import Dossier, describe, dossier_json, open_dossier
from tests.builders import (
    EMAIL_FIELD,
    HOSTILE,
    NOW,
    TOWN_FIELD,
    make_amended,
    make_answers,
    make_contract,
    make_entry,
    make_field,
    make_form,
    make_received,
    make_record,
)

REASON = make_field(name="waarom", label="Waarom?", type="textarea")
MORE = make_form(REASON, id="motivatie", title="Motivatie")
CONTRACT = make_contract(forms=[make_form(make_field(), EMAIL_FIELD, TOWN_FIELD, REASON), MORE])


def dossier(*records: Record, contract: Any = CONTRACT) -> Dossier:
    ledger = replay(records)
    (one,) = ledger.of_event(None)
    found = {record.seq: record for record in records}
    return open_dossier(one, found, ledger, contract, NOW)


def lines(*records: Record, contract: Any = CONTRACT) -> list[str]:
    return describe(dossier(*records, contract=contract), dutch)


def received(**answers: Any) -> Record:
    return make_received(answers=make_answers(**answers))


def about(seq: int, type_: str, **fields: Any) -> Record:
    return make_record(seq, type_, f"r{seq}", submission="a1", event="ronde-tafel", **fields)


def test_submission_is_described_with_every_version_of_its_answers() -> None:
    first = received(waarom="Een\n\ntwee", dagen=["ma", "di"])
    more = {"form": "motivatie", "form_version": "0", "answers": {"waarom": "Daarom"}}
    found = lines(first, make_amended(2, "b2", "a1"), about(3, "answers_added", **more))
    assert found[: found.index("Wat er gebeurde:")] == [
        "Kenmerk: K7QM-2XHD",
        "Evenement: ronde-tafel",
        "Formulier: aanmelden",
        "Organisatie: GM0796",
        "Aantal: 1",
        "Stand: aangemeld",
        "",
        "Ontvangen: 2026-11-21 21:15",
        f"  Uw naam: {HOSTILE}",
        "  Uw e-mailadres: noor@example.org",
        "  Uw gemeente: Den Bosch",
        "  Waarom?: Een\n    \n    twee",
        "  dagen: ma, di",
        "",
        "Daarna nog eens, anders ingevuld: 2026-11-21 21:15",
        "  Uw naam: Noor Bakker",
        "  Uw e-mailadres: noor@example.org",
        "  Uw gemeente: Den Bosch",
        "",
        "Tweede formulier: 2026-11-21 21:15",
        "  Waarom?: Daarom",
        "",
    ]


@pytest.mark.parametrize("contract", [None, make_contract(forms=[make_form(id="anders")])])
def test_form_that_is_gone_leaves_the_names_of_its_fields(contract: Any) -> None:
    assert f"  naam: {HOSTILE}" in lines(received(), contract=contract)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (about(2, "address_verified"), "e-mailadres bevestigd"),
        (about(2, "note_written", text="x", by="Noor"), "notitie (door Noor)"),
        (about(2, "link_requested"), "persoonlijke link gevraagd"),
        (about(2, "sessions_chosen", group="uur", sessions=["a", "b"]), "gekozen: a, b"),
        (about(2, "sessions_chosen", group="uur", sessions=[]), "gekozen: -"),
        (about(2, "change_told", old=[], new=[], by="Noor"), "wijziging gemeld (door Noor)"),
        (
            about(2, "step_taken", act="withdraw", state="withdrawn", by="x", deadline="", text=""),
            "afgemeld (door x)",
        ),
        (
            about(2, "step_taken", act="lapse", state="lapsed", by="system", deadline="", text=""),
            "termijn verlopen (door het systeem)",
        ),
        (about(2, "something_new"), "something_new"),
    ],
)
def test_history_tells_every_kind_of_record(record: Record, words: str) -> None:
    found = lines(received(), record)
    assert f"  2026-11-21 21:15  {words}" in found[found.index("Wat er gebeurde:") :]


def test_letter_stands_with_what_called_for_it() -> None:
    failed = make_record(2, "letter_failed", "a1.received", reason="550 unknown")
    assert lines(received(), failed)[-1] == "      brief ‘ontvangst’: mislukt, 550 unknown"


def test_program_reads_all_of_it() -> None:
    data = dossier_json(dossier(received(), about(2, "note_written", text="x", by="Noor")))
    assert (data["reference"], data["state"], data["waitlist"]) == ("K7QM-2XHD", "applied", None)
    assert data["letters"] == [{"kind": "received", "status": "owed", "detail": ""}]
    assert [(each["type"], each.get("by")) for each in data["records"]] == [
        ("submission_received", None),
        ("note_written", "Noor"),
    ]


def test_chosen_sessions_are_shown_by_title_and_by_id_when_the_site_has_them_no_more() -> None:
    choice = Choice("uur", "Spreekuur", 0, 2, "participants", (ChoiceSession("a", "Dinsdag", ""),))
    records = [
        about(2, "sessions_chosen", group="uur", sessions=["a", "weg"]),
        about(3, "sessions_chosen", group="oud", sessions=["b"]),
    ]
    contract = make_contract(make_entry(choices=(choice,)))
    found = lines(received(), *records, contract=contract)
    assert [line for line in found if line.startswith("Gekozen")] == [
        "Gekozen: Spreekuur: Dinsdag, weg",
        "Gekozen: oud: b",
    ]


def test_what_was_erased_is_still_shown_without_a_person() -> None:
    erased = make_received(
        erased=True, person="", email="", reference="", answers={}, state="placed", people=1
    )
    found = lines(erased)
    assert "Stand: heeft plaats" in found
    assert "Kenmerk: " in found
