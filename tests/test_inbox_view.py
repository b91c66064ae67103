"""Submissions as an organiser reads them."""

from typing import Any

import pytest

from samenkomst.core.ledger import replay
from samenkomst.core.record import Record
from samenkomst.core.translation import dutch
from samenkomst.inbox_view import (
    align,
    describe_entry,
    export_rows,
    find_form,
    list_rows,
    local_time,
    one_line,
)
from samenkomst.service import Entry, list_entries
from tests.builders import (
    EMAIL_FIELD,
    HOSTILE,
    TOWN_FIELD,
    make_amended,
    make_answers,
    make_contract,
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


def test_list_has_a_row_for_each_submission() -> None:
    sam = make_received(
        3,
        "c3",
        person="sam@example.org",
        email="sam@example.org",
        reference="WXYZ-2345",
        procedure="interest",
        event="leernetwerk",
        answers={"functie": "Een\nregel\u2028meer", "email": "sam@example.org"},
    )
    sent = make_record(2, "letter_sent", "a1.received")
    assert list_rows(entries(received(), sent, sam, make_amended(4, "d4", "c3")), dutch) == [
        ("Kenmerk", "Ontvangen", "Evenement", "Soort", "Naam", "E-mail", "Brief"),
        (
            "K7QM-2XHD",
            "2026-11-21 21:15",
            "ronde-tafel",
            "aanmelding",
            one_line(HOSTILE),
            "noor@example.org",
            "verstuurd",
        ),
        (
            "WXYZ-2345 *",
            "2026-11-21 21:15",
            "leernetwerk",
            "aanmelding",
            "Noor Bakker",
            "noor@example.org",
            "nog te versturen",
        ),
    ]


def test_list_shows_one_line_for_an_answer_of_many() -> None:
    answers = {"functie": "Een\nregel\u2028meer\r\nK7QM-2XHD"}
    (_, row) = list_rows(entries(make_received(answers=answers)), dutch)
    assert row[4] == "Een regel meer K7QM-2XHD"


@pytest.mark.parametrize(
    ("record", "word"),
    [
        (make_record(2, "letter_sent", "a1.received"), "verstuurd"),
        (make_record(2, "letter_failed", "a1.received", reason="550"), "mislukt"),
        (make_record(2, "something_else", "a1.received"), "nog te versturen"),
    ],
)
def test_list_says_what_became_of_the_letter(record: Record, word: str) -> None:
    (_, row) = list_rows(entries(received(), record), dutch)
    assert row[-1] == word


def test_list_of_nothing_is_a_heading() -> None:
    assert len(list_rows([], dutch)) == 1


def test_submission_whose_line_is_damaged_is_still_listed() -> None:
    (entry,) = list_entries(replay([received()]), {})
    (_, row) = list_rows([entry], dutch)
    assert row == (
        "K7QM-2XHD",
        "2026-11-21 21:15",
        "ronde-tafel",
        "aanmelding",
        "",
        "",
        "nog te versturen",
    )
    assert describe_entry(entry, None, dutch)[0] == "Kenmerk: K7QM-2XHD"
    assert export_rows([entry], None, dutch)[1][0] == "K7QM-2XHD"


def test_entry_is_described_with_every_version_of_its_answers() -> None:
    first = received(waarom="Een\n\ntwee", dagen=["ma", "di"])
    (entry,) = entries(first, make_amended(2, "b2", "a1"))
    assert describe_entry(entry, CONTRACT, dutch) == [
        "Kenmerk: K7QM-2XHD",
        "Evenement: ronde-tafel",
        "Formulier: aanmelden",
        "Organisatie: GM0796",
        "Brief: nog te versturen",
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
    ]


def test_entry_without_organisation_shows_a_dash() -> None:
    (entry,) = entries(make_received(organisation=""))
    assert describe_entry(entry, CONTRACT, dutch)[3] == "Organisatie: -"


def test_entry_of_a_form_that_is_gone_shows_the_names_of_its_fields() -> None:
    (entry,) = entries(received())
    for contract in (None, make_contract(forms=[make_form(id="anders")])):
        assert find_form(contract, entry.submission) is None
        assert describe_entry(entry, contract, dutch)[7] == f"  naam: {HOSTILE}"


def test_export_has_a_column_for_each_answer() -> None:
    """In the order in which they first occur; who left one out has an empty cell."""
    sam = make_received(
        2,
        "b2",
        person="sam@example.org",
        reference="WXYZ-2345",
        answers={"email": "sam@example.org", "waarom": "=1+1", "dagen": ["ma", "di"]},
        organisation="",
    )
    assert export_rows(entries(received(), sam), CONTRACT, dutch) == [
        [
            "Kenmerk",
            "Ontvangen",
            "Formulier",
            "Organisatiecode",
            "Uw naam",
            "Uw e-mailadres",
            "Uw gemeente",
            "Waarom?",
            "dagen",
            "Brief",
            "Eerder anders ingevuld",
        ],
        [
            "K7QM-2XHD",
            "2026-11-21 21:15",
            "aanmelden",
            "GM0796",
            HOSTILE,
            "noor@example.org",
            "Den Bosch",
            "",
            "",
            "nog te versturen",
            "",
        ],
        [
            "WXYZ-2345",
            "2026-11-21 21:15",
            "aanmelden",
            "",
            "",
            "sam@example.org",
            "",
            "=1+1",
            "ma, di",
            "nog te versturen",
            "",
        ],
    ]


def test_export_keeps_what_was_answered_before() -> None:
    first = received(waarom="Omdat")
    last = make_amended(3, "c3", "a1", answers=make_answers(naam="Noor", gemeente="Utrecht"))
    rows = export_rows(entries(first, make_amended(2, "b2", "a1"), last), CONTRACT, dutch)
    heading, row = rows
    assert dict(zip(heading, row, strict=True)) == {
        "Kenmerk": "K7QM-2XHD",
        "Ontvangen": "2026-11-21 21:15",
        "Formulier": "aanmelden",
        "Organisatiecode": "GM0796",
        "Uw naam": "Noor",
        "Uw e-mailadres": "noor@example.org",
        "Uw gemeente": "Utrecht",
        "Brief": "nog te versturen",
        "Eerder anders ingevuld": (
            f"Uw naam: {HOSTILE}; Uw gemeente: Den Bosch; Waarom?: Omdat; "
            "Uw naam: Noor Bakker; Uw gemeente: Den Bosch"
        ),
    }


def test_export_of_nothing_is_a_heading() -> None:
    assert export_rows([], CONTRACT, dutch) == [
        [
            "Kenmerk",
            "Ontvangen",
            "Formulier",
            "Organisatiecode",
            "Brief",
            "Eerder anders ingevuld",
        ]
    ]


def test_rows_are_aligned_in_columns() -> None:
    assert align([("a", "bb", ""), ("aaa", "b", "c")]) == ["a    bb", "aaa  b   c"]
