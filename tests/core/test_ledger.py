"""The ledger: what follows from the records, read in order."""

from samenkomst.core.ledger import Letter, Submission, digest, letter_id, replay
from tests.builders import AT, LETTER, make_amended, make_answers, make_received, make_record

FIRST = Submission(
    id="a1",
    reference="K7QM-2XHD",
    event="ronde-tafel",
    forms=("aanmelden",),
    procedure="application",
    person="noor@example.org",
    organisation="GM0796",
    at=AT,
    seqs=(1,),
    digest=digest(make_answers()),
    latest="a1",
)


def test_submission_is_found_by_person_reference_and_event() -> None:
    ledger = replay([make_received()])
    assert ledger.submissions == {"a1": FIRST}
    assert ledger.of_person("ronde-tafel", "noor@example.org") == FIRST
    assert ledger.of_reference("K7QM-2XHD") == FIRST
    assert list(ledger.of_event("ronde-tafel")) == list(ledger.of_event(None)) == [FIRST]


def test_submission_of_others_is_not_found() -> None:
    ledger = replay([make_received()])
    assert ledger.of_person("leernetwerk", "noor@example.org") is None
    assert ledger.of_person("ronde-tafel", "sam@example.org") is None
    assert ledger.of_reference("XXXX-XXXX") is None
    assert list(ledger.of_event("leernetwerk")) == []


def test_submissions_stand_in_order_of_arrival() -> None:
    ledger = replay(
        [
            make_received(1, "b", person="sam@example.org", reference="B"),
            make_received(2, "a", reference="A"),
            make_received(3, "c", event="leernetwerk", reference="C"),
        ]
    )
    assert [each.reference for each in ledger.of_event(None)] == ["B", "A", "C"]
    assert [each.reference for each in ledger.of_event("ronde-tafel")] == ["B", "A"]


def test_submission_owes_one_letter() -> None:
    assert replay([make_received()]).owed == {"a1.received": LETTER}


def test_letter_that_was_sent_is_owed_no_more() -> None:
    ledger = replay([make_received(), make_record(2, "letter_sent", "a1.received")])
    assert (ledger.owed, ledger.sent, ledger.failed) == ({}, {"a1.received": AT}, {})


def test_letter_that_failed_is_owed_no_more() -> None:
    failed = make_record(2, "letter_failed", "a1.received", reason="550 unknown")
    ledger = replay([make_received(), failed])
    assert (ledger.owed, ledger.sent, ledger.failed) == ({}, {}, {"a1.received": "550 unknown"})


def test_letter_of_one_leaves_that_of_another_owed() -> None:
    second = make_received(2, "b2", person="sam@example.org", reference="B")
    ledger = replay([make_received(), second, make_record(3, "letter_sent", "a1.received")])
    assert [*ledger.owed] == ["b2.received"]


def test_amendment_keeps_the_submission_and_adds_its_answers() -> None:
    """Same reference, same moment, no second letter; both answers can be reached."""
    amended = make_amended(5, "b2", "a1")
    ledger = replay([make_received(), amended])
    assert ledger.submissions == {
        "a1": Submission(
            id="a1",
            reference="K7QM-2XHD",
            event="ronde-tafel",
            forms=("aanmelden",),
            procedure="application",
            person="noor@example.org",
            organisation="GM0796",
            at=AT,
            seqs=(1, 5),
            digest=digest(amended.fields["answers"]),
            latest="b2",
        )
    }
    assert ledger.of_reference("K7QM-2XHD") == ledger.of_person("ronde-tafel", "noor@example.org")
    assert ledger.owed == {"a1.received": LETTER}


def test_amendment_after_the_letter_owes_no_second_one() -> None:
    sent = make_record(2, "letter_sent", "a1.received")
    ledger = replay([make_received(), sent, make_amended(3, "b2", "a1")])
    assert (ledger.owed, ledger.letter_state("a1")) == ({}, "sent")


def test_other_form_of_the_same_person_owes_a_letter_of_its_own() -> None:
    """Whoever showed interest and applies later keeps the reference, and hears of both."""
    interest = make_received(1, "a1", form="interesse", procedure="interest")
    sent = make_record(2, "letter_sent", "a1.received")
    apply = make_amended(3, "b2", "a1")
    ledger = replay([interest, sent, apply, make_amended(4, "c3", "a1")])
    (submission,) = ledger.submissions.values()
    assert submission.forms == ("interesse", "aanmelden")
    assert (submission.procedure, submission.reference) == ("application", "K7QM-2XHD")
    assert ledger.owed == {
        "b2.received": Letter(
            id="b2.received", kind="received", submission="a1", form="aanmelden", seq=3
        )
    }
    assert ledger.letter_state("a1") == "owed"


def test_letter_state_is_that_of_the_latest_letter() -> None:
    failed = make_record(2, "letter_failed", "a1.received", reason="550 unknown")
    ledger = replay([make_received(1, "a1", form="interesse"), failed])
    assert ledger.letter_state("a1") == "failed"
    ledger.apply(make_amended(3, "b2", "a1"))
    assert ledger.letter_state("a1") == "owed"
    ledger.apply(make_record(4, "letter_sent", "b2.received"))
    assert ledger.letter_state("a1") == "sent"


def test_amendment_of_a_line_that_is_damaged_stops_nobody() -> None:
    """Reading and export stay possible when a line was lost (design 7, rule 4)."""
    ledger = replay([make_amended(2, "b2", "a1"), make_received(3, "c3")])
    assert [*ledger.submissions] == ["c3"]
    assert ledger.seq == 3


def test_record_of_an_unknown_type_changes_nothing_but_the_number() -> None:
    ledger = replay([make_received(), make_record(2, "place_given", "x", submission="a1")])
    assert (ledger.submissions, ledger.owed) == ({"a1": FIRST}, {"a1.received": LETTER})
    assert ledger.seq == 2


def test_ledger_without_records_is_empty() -> None:
    ledger = replay([])
    assert (ledger.submissions, ledger.owed, ledger.sent, ledger.failed) == ({}, {}, {}, {})
    assert ledger.seq == 0


def test_replay_in_parts_gives_the_same() -> None:
    records = [
        make_received(),
        make_amended(2, "b2", "a1"),
        make_record(3, "letter_sent", "a1.received"),
        make_received(4, "d4", person="sam@example.org", reference="D"),
    ]
    at_once, in_parts = replay(records), replay(records[:2])
    for record in records[2:]:
        in_parts.apply(record)
    assert in_parts.submissions == at_once.submissions
    assert (in_parts.owed, in_parts.sent) == (at_once.owed, at_once.sent)


def test_letter_id_names_submission_and_kind() -> None:
    assert letter_id("a1", "received") == "a1.received"


def test_digest_is_of_the_answers_whatever_their_order() -> None:
    assert digest({"a": "1", "b": ["x", "y"]}) == digest({"b": ["x", "y"], "a": "1"})
    answers = [{"a": "1"}, {"a": "1 "}, {"b": "1"}, {"a": ["1"]}, {"a": "1", "b": ""}, {}]
    assert len({digest(each) for each in answers}) == len(answers)
