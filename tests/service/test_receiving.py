"""Taking in a form, with a real journal."""

from pathlib import Path

import pytest

from samenkomst.core.procedures import Act, State
from samenkomst.core.record import Record
from samenkomst.service import Accepted, Chance, people_in, read_receipt
from tests.builders import AT, EMAIL_FIELD, HOSTILE, make_answers, make_entry, make_field, make_form
from tests.service.desk import Desk, make_limited, make_procedure

REGISTER = make_procedure("registration")


def test_submission_is_recorded_whole(desk: Desk) -> None:
    assert desk.receive() == Accepted("0000-0001", 1, "id-1", State.APPLIED)
    assert desk.records() == [
        Record(
            seq=1,
            at=AT,
            type="submission_received",
            id="id-1",
            fields={
                "event": "ronde-tafel",
                "form": "aanmelden",
                "form_version": make_form().version(),
                "procedure": "application",
                "person": "noor@example.org",
                "email": "noor@example.org",
                "organisation": "GM0796",
                "unit": "",
                "people": 1,
                "state": "applied",
                "deadline": "",
                "by": "participant",
                "answers": {"naam": HOSTILE, "email": "noor@example.org", "gemeente": "Den Bosch"},
                "reference": "0000-0001",
            },
        )
    ]


def test_equal_answers_leave_no_second_record(desk: Desk) -> None:
    """A second click, a reload, a lost answer: the receipt shows the same."""
    first = desk.receive()
    assert desk.receive() == first
    assert desk.types() == ["submission_received"]


def test_answers_that_were_chosen_compare_as_the_journal_gives_them_back(desk: Desk) -> None:
    days = make_field(name="dagen", type="checkboxes", choices={"ma": "Maandag", "di": "Dinsdag"})
    form = make_form(EMAIL_FIELD, days)
    first = desk.receive(form=form, naam=None, gemeente=None, dagen=["ma", "di"])
    again = Desk(desk.path, "x").receive(form=form, naam=None, gemeente=None, dagen=["ma", "di"])
    assert again == first


def test_repeat_with_other_capitals_has_the_same_reference(desk: Desk) -> None:
    first = desk.receive()
    second = desk.receive(email="Noor@Example.ORG")
    assert second == Accepted(first.reference, 2, "id-2", State.APPLIED)
    assert desk.types() == ["submission_received", "submission_amended"]
    amended = desk.records()[1].fields
    assert (amended["submission"], amended["reference"]) == ("id-1", first.reference)
    assert (amended["email"], amended["answers"]["email"]) == ("Noor@Example.ORG",) * 2


def test_other_answers_are_kept_beside_the_first_and_owe_no_letter(desk: Desk) -> None:
    desk.receive()
    desk.receive(naam="Noor Bakker")
    desk.receive(naam="Noor de Bakker")
    assert desk.types() == ["submission_received", "submission_amended", "submission_amended"]
    assert [*desk.ledger.owed] == ["id-1.received"]
    names = [record.fields["answers"]["naam"] for record in desk.records()]
    assert names == [HOSTILE, "Noor Bakker", "Noor de Bakker"]


def test_first_answers_again_after_others_are_told_as_the_latest(desk: Desk) -> None:
    """A, B, A: the last word counts, so it is recorded."""
    desk.receive()
    desk.receive(naam="Noor Bakker")
    assert desk.receive() == Accepted("0000-0001", 3, "id-3", State.APPLIED)


def test_one_person_at_two_events_has_two_references(desk: Desk) -> None:
    first = desk.receive()
    second = desk.receive(make_entry(slug="leernetwerk"))
    assert (first.reference, second.reference) == ("0000-0001", "0000-0002")
    assert desk.types() == ["submission_received"] * 2
    assert len(desk.ledger.owed) == 2


def test_two_people_at_one_event_have_two_references(desk: Desk) -> None:
    references = {desk.receive().reference, desk.receive(email="sam@example.org").reference}
    assert len(references) == 2


def test_reference_that_is_taken_is_not_given_again(tmp_path: Path) -> None:
    """Chance is no promise: two people with one reference would see each other's answers."""
    desk = Desk(tmp_path / "journal.jsonl")
    letters = iter("AAAABBBB" * 2 + "CCCCDDDD")
    desk.chance = Chance(desk.chance.new_id, lambda alphabet: next(letters))
    references = [desk.receive(email=f"{name}@example.org").reference for name in ("noor", "sam")]
    assert references == ["AAAA-BBBB", "CCCC-DDDD"]


def test_form_without_municipality_has_no_organisation(desk: Desk) -> None:
    desk.receive(form=make_form(EMAIL_FIELD))
    assert desk.records()[0].fields["organisation"] == ""


def test_two_processes_give_one_person_one_reference(tmp_path: Path) -> None:
    """Each has its own ledger; inside the lock it holds what the other wrote."""
    path = tmp_path / "journal.jsonl"
    desks = [Desk(path, "a"), Desk(path, "b")]
    assert desks[0].receive() == desks[1].receive() == desks[0].receive()
    assert len(desks[0].records()) == 1


def test_registration_gets_a_place_as_long_as_there_is_one(desk: Desk) -> None:
    event = make_limited(capacity=2)
    for name in ("noor", "sam", "kim", "lou"):
        desk.send(event, REGISTER, name)
    assert desk.states(event) == {
        "noor": "placed",
        "sam": "placed",
        "kim": "waitlisted",
        "lou": "waitlisted",
    }
    assert [desk.letters(event, name) for name in ("sam", "kim")] == [["confirmed"], ["waitlisted"]]


@pytest.mark.parametrize(
    ("procedure", "state"), [("interest", "interested"), ("application", "applied")]
)
def test_other_procedures_hold_no_place_yet(desk: Desk, procedure: str, state: str) -> None:
    event = make_limited(capacity=0)
    desk.send(event, make_procedure(procedure), "noor")
    assert desk.states(event) == {"noor": state}
    assert desk.letters(event, "noor") == ["received"]


def test_colleagues_count_as_people(desk: Desk) -> None:
    event = make_limited(capacity=3)
    both = {"collega_1_naam": "Bo", "collega_2_naam": HOSTILE}
    assert people_in(REGISTER, make_answers(**both)) == 3
    assert desk.receive(event, REGISTER, **both).people == 3
    second = desk.receive(event, REGISTER, email="sam@example.org")
    assert (second.state, second.people) == (State.WAITLISTED, 1)


def test_field_that_looks_like_a_colleague_counts_for_nobody() -> None:
    form = make_procedure("registration", colleagues=1)
    assert people_in(form, {"collega_1_naam": "Bo", "collega_2_naam": "Mo"}) == 2
    assert people_in(form, {"collega_1_naam": "", "collega_3_naam": "Mo"}) == 1


def test_group_that_does_not_fit_waits_and_a_smaller_one_behind_it_gets_the_place(
    desk: Desk,
) -> None:
    """The one place left is of no use to two people: it is not kept empty for them."""
    event = make_limited(capacity=2)
    desk.send(event, REGISTER, "noor")
    desk.send(event, REGISTER, "pair", collega_1_naam="Bo")
    desk.send(event, REGISTER, "sam")
    assert desk.states(event) == {"noor": "placed", "pair": "waitlisted", "sam": "placed"}


@pytest.mark.parametrize(
    "town",
    [
        "Den Bosch",
        "'s-Hertogenbosch",
        " gemeente DEN BOSCH ",
        "s hertogenbosch",
        "’s-Hertogenbosch",
    ],
)
def test_limit_per_organisation_counts_every_spelling_as_one(desk: Desk, town: str) -> None:
    event = make_limited(per_organisation=2)
    for name in ("noor", "sam"):
        desk.send(event, REGISTER, name)
    desk.send(event, REGISTER, "kim", gemeente=town)
    desk.send(event, REGISTER, "lou", gemeente="Utrecht")
    assert desk.states(event) == {
        "noor": "placed",
        "sam": "placed",
        "kim": "waitlisted",
        "lou": "placed",
    }


def test_who_names_no_organisation_falls_under_no_limit_of_one(desk: Desk) -> None:
    event = make_limited(per_organisation=1)
    form = make_form(make_field(), EMAIL_FIELD, procedure="registration")
    for name in ("noor", "sam"):
        desk.send(event, form, name)
    assert set(desk.states(event).values()) == {"placed"}


def test_more_people_than_there_is_room_for_are_not_counted_and_that_is_told(desk: Desk) -> None:
    event = make_limited(capacity=2)
    first = desk.receive(event, REGISTER)
    desk.send(event, REGISTER, "sam")
    more = desk.receive(event, REGISTER, collega_1_naam="Bo")
    assert more == Accepted(first.reference, 3 + 1, "id-4", State.PLACED, 1, "full")
    assert desk.of(event, "noor").people == 1


def test_more_people_than_before_get_places_when_there_are(desk: Desk) -> None:
    event = make_limited(capacity=2)
    desk.receive(event, REGISTER)
    assert desk.receive(event, REGISTER, collega_1_naam="Bo").people == 2
    assert desk.receive(event, REGISTER, email="sam@example.org").state is State.WAITLISTED


def test_form_that_names_fewer_people_takes_nobodys_place(desk: Desk) -> None:
    """Whoever knows an address may add, not take away; the personal link is for that."""
    event = make_limited(capacity=2)
    desk.receive(event, REGISTER, collega_1_naam="Bo")
    assert desk.receive(event, REGISTER).people == 2
    assert desk.ledger.tally(event.slug, "").taken == 2


def test_interest_that_becomes_an_application_keeps_the_reference(desk: Desk) -> None:
    event = make_limited(capacity=1)
    first = desk.receive(event, make_procedure("interest", id="interesse"))
    second = desk.receive(event, make_procedure("application"))
    assert (second.reference, second.state) == (first.reference, State.APPLIED)
    assert desk.letters(event, "noor") == ["received", "received"]


def test_interest_that_becomes_a_registration_gets_a_place_or_waits(desk: Desk) -> None:
    event = make_limited(capacity=1)
    for name in ("noor", "sam"):
        desk.send(event, make_procedure("interest", id="interesse"), name)
    for name in ("sam", "noor"):
        desk.send(event, REGISTER, name)
    assert desk.states(event) == {"noor": "waitlisted", "sam": "placed"}


def test_who_withdrew_comes_back_at_the_end_of_the_line(desk: Desk) -> None:
    event = make_limited(capacity=1)
    for name in ("noor", "sam"):
        desk.send(event, REGISTER, name)
    desk.step(event, "noor", Act.WITHDRAW)
    desk.send(event, REGISTER, "noor")
    assert desk.states(event) == {"noor": "waitlisted", "sam": "offered"}
    assert desk.letters(event, "noor") == ["confirmed", "withdrawn", "waitlisted"]
    desk.send(event, REGISTER, "noor")
    assert desk.types().count("submission_amended") == 1


def test_who_comes_back_for_another_organisation_counts_for_that_one(desk: Desk) -> None:
    event = make_limited(per_organisation=1)
    desk.send(event, REGISTER, "noor", gemeente="Utrecht")
    desk.step(event, "noor", Act.WITHDRAW)
    desk.send(event, REGISTER, "sam", gemeente="Amsterdam")
    desk.send(event, REGISTER, "noor", gemeente="Amsterdam")
    assert desk.states(event) == {"noor": "waitlisted", "sam": "placed"}


def test_other_organisation_in_a_second_form_gives_no_way_round_the_limit(desk: Desk) -> None:
    """Who holds a place counts for the organisation that it was given for."""
    event = make_limited(per_organisation=1)
    desk.send(event, REGISTER, "noor", gemeente="Utrecht")
    desk.send(event, REGISTER, "noor", gemeente="Amsterdam")
    desk.send(event, REGISTER, "sam", gemeente="Utrecht")
    assert desk.states(event) == {"noor": "placed", "sam": "waitlisted"}


def test_form_of_another_procedure_moves_nobody_whom_the_table_does_not(desk: Desk) -> None:
    """Who has a place by registration keeps it, and its rules, when the form becomes another."""
    event = make_limited(hold_days=2)
    desk.send(event, REGISTER, "noor")
    again = desk.receive(event, make_procedure("application", id="ander"))
    one = desk.of(event, "noor")
    assert (again.state, one.procedure, one.forms) == (
        State.PLACED,
        "registration",
        ("aanmelden", "ander"),
    )
    desk.wait(days=3)
    desk.settle(event)
    assert desk.letters(event, "noor") == ["confirmed", "received", "lapsed"]


def test_rejected_person_cannot_apply_once_more_by_sending_the_form_again(desk: Desk) -> None:
    event = make_limited()
    form = make_procedure("application")
    desk.send(event, form, "noor")
    desk.step(event, "noor", Act.REJECT, "Noor")
    desk.send(event, form, "noor", naam="Noor Bakker")
    assert desk.states(event) == {"noor": "rejected"}


def test_place_is_held_for_an_unverified_address_until_the_end_of_a_day(desk: Desk) -> None:
    event = make_limited(capacity=1, hold_days=2)
    desk.send(event, REGISTER, "noor")
    desk.send(event, REGISTER, "sam")
    assert desk.of(event, "noor").deadline == "2026-11-23T22:59:59Z"
    assert desk.of(event, "sam").deadline == ""


def test_place_that_an_organiser_gave_needs_no_verified_address(desk: Desk) -> None:
    event = make_limited(capacity=1, hold_days=2)
    desk.receive(event, REGISTER, by="Noor Bakker")
    assert (desk.of(event, "noor").deadline, desk.of(event, "noor").verified) == ("", True)


def test_what_is_publicly_known_is_recorded_once_with_the_first_that_reads_it(desk: Desk) -> None:
    event = make_limited()
    for name in ("noor", "sam"):
        desk.send(event, REGISTER, name)
    assert desk.types() == ["event_told", "submission_received", "submission_received"]
    moved = make_limited(facts=(("Wanneer", "woensdag 30 maart 2022"),))
    desk.send(moved, REGISTER, "kim")
    assert desk.types()[3:] == ["event_told", "submission_received"]
    assert [desk.of(event, name).told for name in ("noor", "sam", "kim")] == [0, 0, 1]


def test_receipt_shows_the_record_of_its_answers(desk: Desk) -> None:
    first, second = desk.receive(), desk.receive(naam="Noor Bakker")
    for accepted, name in ((first, HOSTILE), (second, "Noor Bakker")):
        record = read_receipt(desk.journal, accepted.seq, accepted.id)
        assert record is not None
        assert record.fields["answers"]["naam"] == name


def test_receipt_of_another_record_is_none(desk: Desk) -> None:
    """After erasure another record may stand at that number; a step has no answers."""
    event = make_limited(facts=())
    accepted = desk.receive(event, REGISTER)
    desk.step(event, "noor", Act.WITHDRAW)
    assert read_receipt(desk.journal, accepted.seq, "id-9") is None
    assert read_receipt(desk.journal, 2, "id-2") is None
    assert read_receipt(desk.journal, 99, accepted.id) is None
