"""What organisers do with one submission, and with a list."""

import pytest

from samenkomst.core.procedures import Act, State
from samenkomst.service import Outcome
from samenkomst.service.organising import (
    Row,
    add_by_hand,
    check_rows,
    decide,
    import_rows,
    write_note,
)
from tests.builders import HOSTILE, make_answers
from tests.service.desk import TOWNS, Desk, make_limited, make_procedure

APPLY, REGISTER = make_procedure("application"), make_procedure("registration")


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (Act.ACCEPT, State.PLACED),
        (Act.REJECT, State.REJECTED),
        (Act.RESERVE, State.WAITLISTED),
    ],
)
def test_decision_is_recorded_with_who_and_the_text(desk: Desk, verdict: Act, state: State) -> None:
    event = make_limited()
    reference = desk.receive(event, APPLY).reference.lower().replace("-", " ")
    found = decide(event, reference, verdict, HOSTILE, by="Fieke", accounts=desk.accounts)
    assert found == Outcome(state, True)
    last = desk.records()[-1].fields
    assert (last["by"], last["text"], last["act"]) == ("Fieke", HOSTILE, verdict.value)


def test_decision_about_a_reference_of_nobody_changes_nothing(desk: Desk) -> None:
    event, other = make_limited(), make_limited(slug="ander")
    reference = desk.receive(event, APPLY).reference
    before = desk.records()
    unknown = Outcome(None, False, "unknown")
    assert decide(event, "XXXX-XXXX", Act.ACCEPT, by="Fieke", accounts=desk.accounts) == unknown
    assert decide(other, reference, Act.ACCEPT, by="Fieke", accounts=desk.accounts) == unknown
    assert write_note(other, reference, "x", by="Fieke", accounts=desk.accounts) == unknown
    assert desk.records() == before


def test_decision_sees_what_another_process_wrote(desk: Desk) -> None:
    event = make_limited()
    reference = Desk(desk.path, "other").receive(event, APPLY).reference
    assert decide(event, reference, Act.ACCEPT, by="Fieke", accounts=desk.accounts).changed


def test_decision_in_a_procedure_without_one_is_not_allowed(desk: Desk) -> None:
    event = make_limited()
    reference = desk.receive(event, REGISTER).reference
    found = decide(event, reference, Act.ACCEPT, by="Fieke", accounts=desk.accounts)
    assert found == Outcome(State.PLACED, False, "not_allowed")


def test_note_is_kept_whatever_the_state(desk: Desk) -> None:
    event = make_limited()
    reference = desk.receive(event, APPLY).reference
    desk.step(event, "noor", Act.WITHDRAW)
    assert write_note(event, reference, HOSTILE, by="Fieke", accounts=desk.accounts).changed
    note = desk.records()[-1]
    assert (note.type, note.fields["text"], note.fields["by"]) == ("note_written", HOSTILE, "Fieke")
    assert desk.of(event, "noor").notes == (note.seq,)


def test_who_phoned_is_added_by_the_same_rules(desk: Desk) -> None:
    event = make_limited(capacity=1, hold_days=2)
    desk.send(event, REGISTER, "noor")
    found = add_by_hand(
        event,
        REGISTER,
        make_answers(email="sam@example.org"),
        municipalities=TOWNS,
        by="Fieke",
        accounts=desk.accounts,
    )
    assert found.state is State.WAITLISTED
    assert desk.records()[-1].fields["by"] == "Fieke"


def test_who_has_no_address_counts_and_gets_no_letters(desk: Desk) -> None:
    event = make_limited(capacity=2)
    answers = {"naam": "Bo", "gemeente": "Utrecht"}
    for _ in range(2):
        found = add_by_hand(
            event, REGISTER, answers, municipalities=TOWNS, by="Fieke", accounts=desk.accounts
        )
    assert desk.ledger.tally(event.slug, "").taken == 1
    assert desk.ledger.owed == {}
    assert desk.ledger.letter_state(found.id) == "none"


ROWS = [
    {"naam": HOSTILE, "email": f"{name}@example.org", "gemeente": "Utrecht"}
    for name in ("noor", "sam", "kim")
]


def test_list_is_taken_in_in_its_order(desk: Desk) -> None:
    event = make_limited(capacity=2)
    told: list[int] = []
    rows = import_rows(
        event,
        REGISTER,
        ROWS,
        municipalities=TOWNS,
        by="Fieke",
        progress=told.append,
        accounts=desk.accounts,
    )
    assert told == [1, 2, 3]
    assert [row.accepted and row.accepted.state for row in rows] == [
        State.PLACED,
        State.PLACED,
        State.WAITLISTED,
    ]


def test_list_that_is_taken_in_again_gives_the_same(desk: Desk) -> None:
    event = make_limited()

    def take_in() -> list[Row]:
        accounts = desk.accounts
        return import_rows(event, REGISTER, ROWS, accounts=accounts, municipalities=TOWNS, by="F")

    assert take_in() == take_in()
    assert desk.types().count("submission_received") == 3


def test_list_with_a_mistake_takes_in_nobody_and_names_all_of_them(desk: Desk) -> None:
    event = make_limited()
    wrong = [ROWS[0], {**ROWS[1], "email": "sam"}, {"email": "kim@example.org"}]
    rows = import_rows(
        event, REGISTER, wrong, municipalities=TOWNS, by="Fieke", accounts=desk.accounts
    )
    found = [[(each.place.source, each.code) for each in row.problems] for row in rows]
    assert found == [
        [],
        [("email", "answer_email")],
        [("naam", "answer_missing"), ("gemeente", "answer_missing")],
    ]
    assert check_rows(REGISTER, wrong) == rows
    assert not desk.path.exists()
