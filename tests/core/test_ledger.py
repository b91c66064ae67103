"""The ledger: what follows from the records, read in order."""

import json
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from samenkomst.core.answers_digest import digest
from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.procedures import State
from samenkomst.core.record import Record
from samenkomst.core.submission import Letter, LetterStatus, Submission
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
    since=1,
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
            since=1,
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


# What happens after the first form.


def make_step(seq: int, act: str, state: str, **changes: Any) -> Record:
    found: dict[str, Any] = {
        "submission": "a1",
        "event": "ronde-tafel",
        "act": act,
        "state": state,
        "by": "participant",
        "deadline": "",
        "text": "",
    }
    return make_record(seq, "step_taken", f"s{seq}", **(found | changes))


def make_interest(seq: int = 1, id_: str = "a1", **changes: Any) -> Record:
    found = {"procedure": "interest", "state": "interested", "by": "participant"}
    return make_received(seq, id_, **(found | changes))


SOON = "2026-12-01T22:59:59Z"
INVITED = make_step(2, "invite", "invited", by="Noor", deadline=SOON)


def test_old_records_stand_where_their_procedure_began() -> None:
    """Those from before there were states, units and people."""
    interest = make_received(1, "a1", procedure="interest")
    application = make_received(2, "b2", person="sam@example.org", reference="B")
    ledger = replay([interest, application])
    assert [each.state for each in ledger.of_event(None)] == [State.INTERESTED, State.APPLIED]
    assert [(each.people, each.unit) for each in ledger.of_event(None)] == [(1, "")] * 2


def test_old_amendment_with_another_form_changes_where_one_stands() -> None:
    ledger = replay([make_received(1, "a1", procedure="interest"), make_amended(2, "b2", "a1")])
    assert ledger.submissions["a1"].state is State.APPLIED


def test_step_moves_a_submission_with_its_deadline() -> None:
    ledger = replay([make_interest(), INVITED])
    one = ledger.submissions["a1"]
    assert (one.state, one.since, one.deadline, one.verified) == (State.INVITED, 2, SOON, False)
    assert ledger.agenda("ronde-tafel").deadlines == [(SOON, "a1")]


def test_step_by_the_participant_shows_that_the_address_is_good() -> None:
    ledger = replay([make_interest(), INVITED, make_step(3, "confirm", "placed")])
    assert (ledger.submissions["a1"].verified, ledger.submissions["a1"].deadline) == (True, "")
    assert ledger.agenda("ronde-tafel").deadlines == []


def test_letters_follow_from_the_table() -> None:
    ledger = replay([make_interest(), INVITED, make_step(3, "confirm", "waitlisted")])
    assert [*ledger.owed] == ["a1.received", "s3.waitlisted"]
    assert ledger.letters_of("a1") == [
        LetterStatus("a1.received", "received", "owed"),
        LetterStatus("s2.invitation", "invitation", "dropped"),
        LetterStatus("s3.waitlisted", "waitlisted", "owed"),
    ]


@pytest.mark.parametrize(
    "records",
    [
        (INVITED, make_step(3, "withdraw", "withdrawn")),
        (INVITED, make_step(3, "remind", "invited", by="system"), make_step(4, "lapse", "lapsed")),
        (
            INVITED,
            make_step(3, "confirm", "waitlisted"),
            make_step(4, "offer", "offered", by="system", deadline=SOON),
            make_step(5, "withdraw", "withdrawn"),
        ),
    ],
)
def test_letter_that_asks_for_an_answer_is_dropped_by_the_next_step(
    records: tuple[Record, ...],
) -> None:
    owed = {each.kind for each in replay([make_interest(), *records]).owed.values()}
    assert owed & {"invitation", "reminder", "offered"} == set()
    assert owed & {"withdrawn", "lapsed"}


def test_reminder_is_owed_once_and_moves_nobody() -> None:
    ledger = replay([make_interest(), INVITED])
    assert ledger.agenda("ronde-tafel").unreminded == [(SOON, "a1")]
    ledger.apply(make_step(3, "remind", "invited", by="system", deadline=SOON))
    assert ledger.agenda("ronde-tafel").unreminded == []
    assert ledger.submissions["a1"].since == 2
    assert "s3.reminder" in ledger.owed


def test_other_answers_after_a_reminder_call_for_no_second_one() -> None:
    more = make_amended(4, "b4", "a1", procedure="interest", people=2, by="participant")
    remind = make_step(3, "remind", "invited", by="system", deadline=SOON)
    ledger = replay([make_interest(), INVITED, remind, more])
    assert ledger.submissions["a1"].people == 2
    assert ledger.agenda("ronde-tafel").unreminded == []


def test_verified_address_keeps_the_place_and_ends_its_deadline() -> None:
    held = make_interest(procedure="registration", state="placed", deadline=SOON)
    ledger = replay([held])
    assert ledger.agenda("ronde-tafel").deadlines == [(SOON, "a1")]
    ledger.apply(make_record(2, "address_verified", "v2", submission="a1", event="ronde-tafel"))
    assert (ledger.submissions["a1"].deadline, ledger.submissions["a1"].verified) == ("", True)
    assert ledger.agenda("ronde-tafel").deadlines == []


def test_verified_address_of_one_with_an_offer_leaves_the_offers_deadline() -> None:
    offer = make_step(2, "offer", "offered", by="system", deadline=SOON)
    waiting = make_interest(procedure="registration", state="waitlisted")
    verified = make_record(3, "address_verified", "v3", submission="a1", event="ronde-tafel")
    assert replay([waiting, offer, verified]).submissions["a1"].deadline == SOON


def test_second_form_notes_and_choices_are_reached_by_number() -> None:
    about = {"submission": "a1", "event": "ronde-tafel"}
    ledger = replay(
        [
            make_interest(people=2),
            make_record(2, "answers_added", "m2", answers={"waarom": "x"}, form="m", **about),
            make_record(3, "note_written", "n3", text="Belt terug", by="Noor", **about),
            make_record(4, "note_written", "n4", text="Gebeld", by="Noor", **about),
            make_record(5, "sessions_chosen", "c5", group="uur", sessions=["a", "b"], **about),
            make_record(6, "sessions_chosen", "c6", group="uur", sessions=["b"], **about),
        ]
    )
    one = ledger.submissions["a1"]
    assert (one.second, one.second_digest) == (2, digest({"waarom": "x"}))
    assert (one.notes, one.choices) == ((3, 4), {"uur": ("b",)})
    assert ledger.chosen == {("ronde-tafel", "a"): 0, ("ronde-tafel", "b"): 2}


def test_who_leaves_gives_up_the_sessions_chosen() -> None:
    chosen = make_record(
        2, "sessions_chosen", "c2", submission="a1", event="ronde-tafel", group="g", sessions=["a"]
    )
    ledger = replay([make_interest(), chosen, make_step(3, "withdraw", "withdrawn")])
    assert (ledger.submissions["a1"].choices, ledger.chosen) == ({}, {("ronde-tafel", "a"): 0})


def told(seq: int, text: str) -> Record:
    return make_record(seq, "event_told", f"t{seq}", event="ronde-tafel", facts=[["Waar", text]])


def test_facts_are_kept_in_versions_and_each_person_knows_one() -> None:
    ledger = replay([told(1, "?"), make_interest(2), told(3, "Utrecht")])
    assert ledger.facts == {"ronde-tafel": [(("Waar", "?"),), (("Waar", "Utrecht"),)]}
    assert ledger.submissions["a1"].told == 0
    change = make_record(
        4, "change_told", "c4", submission="a1", event="ronde-tafel", old=[], new=[]
    )
    ledger.apply(change)
    assert ledger.submissions["a1"].told == 1
    assert "c4.change" in ledger.owed


@pytest.mark.parametrize(
    ("act", "state", "version"), [("invite", "invited", 1), ("withdraw", "withdrawn", 0)]
)
def test_step_tells_the_facts_only_where_its_letter_asks(
    act: str, state: str, version: int
) -> None:
    step = make_step(4, act, state, deadline=SOON)
    ledger = replay([told(1, "?"), make_interest(2), told(3, "Utrecht"), step])
    assert ledger.submissions["a1"].told == version


def test_request_for_a_link_owes_it_and_one_of_nobody_owes_nothing() -> None:
    asked = make_record(2, "link_requested", "k2", submission="a1", event="ronde-tafel")
    nobody = make_record(3, "link_requested", "k3", submission="", event="ronde-tafel")
    ledger = replay([make_interest(), asked, nobody])
    assert [*ledger.owed] == ["a1.received", "k2.link"]
    assert ledger.submissions["a1"].asked == (AT,)


def test_delayed_letter_is_due_later_each_time() -> None:
    delays = [
        make_record(seq, "letter_delayed", "a1.received", reason="451", attempt=seq - 1)
        for seq in (2, 3)
    ]
    ledger = replay([make_received(), delays[0]])
    assert ledger.owed["a1.received"] == LETTER._replace(attempts=1, due="2026-11-21T20:20:00Z")
    ledger.apply(delays[1])
    assert ledger.owed["a1.received"] == LETTER._replace(attempts=2, due="2026-11-21T20:30:00Z")
    assert ledger.letters_of("a1")[0].detail == "2026-11-21T20:30:00Z"


def test_delay_of_a_letter_that_is_no_longer_owed_changes_nothing() -> None:
    sent = make_record(2, "letter_sent", "a1.received")
    late = make_record(3, "letter_delayed", "a1.received", reason="451", attempt=1)
    assert replay([make_received(), sent, late]).owed == {}


def test_erased_submission_counts_is_found_by_nobody_and_owes_nothing() -> None:
    erased = {"person": "", "email": "", "reference": "", "answers": {}, "erased": True}
    placed = make_interest(procedure="registration", state="placed", people=2, **erased)
    step = make_step(2, "withdraw", "withdrawn", by="", erased=True)
    ledger = replay([placed])
    assert ledger.tally("ronde-tafel", "").taken == 2
    assert ledger.tally("ronde-tafel", "").by_organisation == {"GM0796": 2}
    assert ledger.of_person("ronde-tafel", "") is None
    assert ledger.of_reference("") is None
    ledger.apply(step)
    assert (ledger.owed, ledger.letters_of("a1"), ledger.letter_state("a1")) == ({}, [], "none")
    assert ledger.tally("ronde-tafel", "").taken == 0


def test_two_units_of_one_event_are_two_submissions_of_one_person() -> None:
    both = [make_interest(), make_interest(2, "b2", unit="avond", reference="B")]
    ledger = replay(both)
    found = [ledger.of_person("ronde-tafel", "noor@example.org", unit) for unit in ("", "avond")]
    assert [each and each.id for each in found] == ["a1", "b2"]


def test_step_for_a_line_that_is_damaged_stops_nobody() -> None:
    steps = [make_step(seq, "withdraw", "withdrawn") for seq in (1, 2)]
    assert replay(steps).seq == 2


PLAIN = (str, int, bool, type(None))


def is_plain(value: object) -> bool:
    """Return whether a checkpoint can write this down: data, and nothing that acts."""
    if isinstance(value, PLAIN):
        return True
    if isinstance(value, dict):
        return all(is_plain(each) for pair in value.items() for each in pair)
    if isinstance(value, (list, tuple)):
        return all(map(is_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        return all(is_plain(getattr(value, each.name)) for each in fields(value))
    return False


def test_ledger_holds_plain_data_only() -> None:
    ledger = replay([told(1, "?"), make_interest(2), make_step(3, "confirm", "waitlisted")])
    assert [name for name, value in vars(ledger).items() if not is_plain(value)] == []
    vars(ledger)["act"] = lambda: None
    assert [name for name, value in vars(ledger).items() if not is_plain(value)] == ["act"]
    assert not is_plain({"key": json})
    assert not is_plain(Ledger())
