"""What came in, as a list and as a table for export."""

from typing import Any

import pytest

from samenkomst.core.contract import Choice, ChoiceSession
from samenkomst.core.ledger import replay
from samenkomst.core.record import Record
from samenkomst.core.translation import dutch
from samenkomst.service import Entry, list_entries
from samenkomst.views.inbox import (
    COLUMNS,
    export_rows,
    find_form,
    inbox_row,
    label,
    local_time,
    name_of,
    one_line,
)
from samenkomst.views.table import table_cells
from tests.builders import (
    EMAIL_FIELD,
    HOSTILE,
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
CONTRACT = make_contract(forms=[make_form(make_field(), EMAIL_FIELD, TOWN_FIELD, REASON)])


def entries(*records: Record) -> list[Entry]:
    return list(list_entries(replay(records), {record.seq: record for record in records}))


def received(**answers: Any) -> Record:
    return make_received(answers=make_answers(**answers))


def shown(*records: Record) -> list[list[str]]:
    return table_cells(COLUMNS, [inbox_row(each) for each in entries(*records)], dutch)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("2026-11-21T20:15:00.123456Z", "2026-11-21 21:15"),
        ("2026-07-01T22:30:59.999999Z", "2026-07-02 00:30"),
        ("2026-12-31T23:00:00.000000Z", "2027-01-01 00:00"),
    ],
)
def test_time_is_shown_as_amsterdam_saw_it(at: str, shown: str) -> None:
    assert local_time(at) == shown


def test_row_holds_what_a_program_wants_to_know() -> None:
    (entry,) = entries(received(), make_amended(2, "b2", "a1"))
    assert inbox_row(entry) == {
        "reference": "K7QM-2XHD",
        "received": "2026-11-21T20:15:00.123456Z",
        "event": "ronde-tafel",
        "unit": "",
        "procedure": "application",
        "state": "applied",
        "people": 1,
        "name": "Noor Bakker",
        "email": "noor@example.org",
        "letter": "owed",
        "versions": 2,
    }


def test_list_speaks_dutch_and_keeps_each_answer_on_a_line() -> None:
    sam = make_received(
        3,
        "c3",
        person="sam@example.org",
        email="sam@example.org",
        reference="WXYZ-2345",
        procedure="interest",
        event="leernetwerk",
        people=2,
        answers={"functie": "Een\nregel\u2028meer\r\nK7QM-2XHD", "email": "sam@example.org"},
    )
    sent = make_record(2, "letter_sent", "a1.received")
    assert shown(received(), sent, sam) == [
        [
            "Kenmerk",
            "Ontvangen",
            "Evenement",
            "Soort",
            "Stand",
            "Aantal",
            "Naam",
            "E-mail",
            "Brief",
        ],
        [
            "K7QM-2XHD",
            "2026-11-21 21:15",
            "ronde-tafel",
            "aanmelding",
            "aangemeld",
            "1",
            one_line(HOSTILE),
            "noor@example.org",
            "verstuurd",
        ],
        [
            "WXYZ-2345",
            "2026-11-21 21:15",
            "leernetwerk",
            "interesse",
            "interesse",
            "2",
            "Een regel meer K7QM-2XHD",
            "sam@example.org",
            "nog te versturen",
        ],
    ]


@pytest.mark.parametrize(
    ("record", "word"),
    [
        (make_record(2, "letter_sent", "a1.received"), "verstuurd"),
        (make_record(2, "letter_failed", "a1.received", reason="550"), "mislukt"),
        (make_record(2, "something_else", "a1.received"), "nog te versturen"),
    ],
)
def test_list_says_what_became_of_the_letter(record: Record, word: str) -> None:
    assert shown(received(), record)[1][-1] == word


def test_someone_without_an_address_gets_no_letters() -> None:
    assert shown(make_received(email="", person="row:1", by="noor"))[1][-1] == "geen"


def test_submission_whose_line_is_damaged_is_still_listed() -> None:
    (entry,) = list_entries(replay([received()]), {})
    row = inbox_row(entry)
    assert (row["reference"], row["name"], row["email"]) == ("K7QM-2XHD", "", "")
    assert export_rows([entry], None, dutch)[1][0] == "K7QM-2XHD"


def test_form_that_is_gone_leaves_the_names_of_its_fields() -> None:
    (entry,) = entries(received())
    for contract in (None, make_contract(forms=[make_form(id="anders")])):
        form = find_form(contract, entry.submission)
        assert (form, label(form, "naam")) == (None, "naam")


def test_label_of_a_colleague_says_which() -> None:
    form = make_form(make_field(name="collega_2_naam", label="Naam", group="Collega 2"))
    assert label(form, "collega_2_naam") == "Collega 2: Naam"


def test_name_is_that_answer_or_the_first() -> None:
    assert name_of({"email": "x@example.org", "naam": "Sam"}) == "Sam"
    assert name_of({"functie": "Griffier", "email": "x@example.org"}) == "Griffier"
    assert name_of({}) == ""


def export(*records: Record) -> list[dict[str, str]]:
    heading, *rows = export_rows(entries(*records), CONTRACT, dutch)
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_export_has_a_column_for_each_answer() -> None:
    """In the order in which they first occur; who left one out has an empty cell."""
    sam = make_received(
        2,
        "b2",
        person="sam@example.org",
        reference="WXYZ-2345",
        answers={"email": "sam@example.org", "waarom": "=1+1", "dagen": ["ma", "di"]},
        organisation="",
        people=3,
        unit="ochtend",
    )
    first, second = export(received(), sam)
    assert first == {
        "Kenmerk": "K7QM-2XHD",
        "Ontvangen": "2026-11-21 21:15",
        "Formulier": "aanmelden",
        "Stand": "aangemeld",
        "Aantal": "1",
        "Onderdeel": "",
        "Organisatiecode": "GM0796",
        "Uw naam": HOSTILE,
        "Uw e-mailadres": "noor@example.org",
        "Uw gemeente": "Den Bosch",
        "Waarom?": "",
        "dagen": "",
        "Brief": "nog te versturen",
        "Eerder anders ingevuld": "",
    }
    assert list(first) == list(second)
    assert (second["Aantal"], second["Onderdeel"], second["Waarom?"]) == ("3", "ochtend", "=1+1")
    assert second["dagen"] == "ma, di"


def test_export_has_a_column_for_each_choice_of_sessions() -> None:
    choice = Choice("uur", "Spreekuur", 0, 2, "participants", (ChoiceSession("a", "A", ""),))
    chosen = make_record(
        2,
        "sessions_chosen",
        "b2",
        submission="a1",
        event="ronde-tafel",
        group="uur",
        sessions=["a"],
    )
    contract = make_contract(make_entry(choices=(choice,)))
    heading, row = export_rows(entries(received(), chosen), contract, dutch)
    assert dict(zip(heading, row, strict=True))["Spreekuur"] == "A"
    heading, _ = export_rows(entries(received(), chosen), None, dutch)
    assert "uur" in heading


def test_export_keeps_what_was_answered_before() -> None:
    first = received(waarom="Omdat")
    last = make_amended(3, "c3", "a1", answers=make_answers(naam="Noor", gemeente="Utrecht"))
    (row,) = export(first, make_amended(2, "b2", "a1"), last)
    assert row["Uw naam"] == "Noor"
    assert row["Eerder anders ingevuld"] == (
        f"Uw naam: {HOSTILE}; Uw gemeente: Den Bosch; Waarom?: Omdat; "
        "Uw naam: Noor Bakker; Uw gemeente: Den Bosch"
    )


def test_export_of_nothing_is_a_heading() -> None:
    assert len(export_rows([], CONTRACT, dutch)) == 1
