"""What participants do behind their personal link."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from samenkomst.core.contract import EventEntry
from samenkomst.core.procedures import Act, State
from samenkomst.core.submission import MOST_ASKED
from samenkomst.service import (
    Outcome,
    add_answers,
    change_answers,
    choose_sessions,
    free_in_session,
    request_link,
)
from tests.builders import EMAIL_FIELD, HOSTILE, TOWN_FIELD, make_field, make_form
from tests.service.desk import COLLEAGUES, SLOTS, Desk, make_limited, make_procedure

APPLY, REGISTER = make_procedure("application"), make_procedure("registration")
MOTIVATION = make_form(make_field(name="waarom", type="textarea"), id="motivatie")


def test_second_form_is_added_and_the_same_again_is_nothing_new(desk: Desk) -> None:
    event = make_limited()
    identifier = desk.send(event, APPLY, "noor")
    answers = {"waarom": HOSTILE}
    first = add_answers(event, MOTIVATION, identifier, answers, accounts=desk.accounts)
    again = add_answers(event, MOTIVATION, identifier, answers, accounts=desk.accounts)
    assert (first, again) == (Outcome(State.APPLIED, True), Outcome(State.APPLIED, False))
    added = desk.records()[-1]
    assert added.fields == {
        "submission": identifier,
        "event": event.slug,
        "form": "motivatie",
        "form_version": MOTIVATION.version(),
        "answers": answers,
        "by": "participant",
    }
    other = add_answers(event, MOTIVATION, identifier, {"waarom": "Anders"}, accounts=desk.accounts)
    assert other == Outcome(State.APPLIED, True)
    assert desk.of(event, "noor").second == desk.ledger.seq


def test_second_form_of_who_withdrew_is_not_taken(desk: Desk) -> None:
    event = make_limited()
    identifier = desk.send(event, APPLY, "noor")
    desk.step(event, "noor", Act.WITHDRAW)
    found = add_answers(event, MOTIVATION, identifier, {"waarom": "x"}, accounts=desk.accounts)
    assert found == Outcome(State.WITHDRAWN, False, "not_allowed")


def choose(desk: Desk, event: EventEntry, name: str, *sessions: str) -> Outcome:
    return choose_sessions(event, SLOTS, desk.of(event, name).id, sessions, accounts=desk.accounts)


def place(desk: Desk, event: EventEntry, *names: str, **answers: Any) -> None:
    for name in names:
        desk.send(event, REGISTER, name, **answers)


def test_sessions_are_chosen_as_a_whole(desk: Desk) -> None:
    event = make_limited()
    place(desk, event, "noor")
    assert choose(desk, event, "noor", "uur-2", "uur-1") == Outcome(State.PLACED, True)
    assert choose(desk, event, "noor", "uur-1", "uur-2") == Outcome(State.PLACED, False)
    assert choose(desk, event, "noor", "uur-3") == Outcome(State.PLACED, True)
    assert desk.of(event, "noor").choices == {"spreekuur": ("uur-3",)}
    left = [
        free_in_session(desk.ledger, event.slug, each.id, each.capacity) for each in SLOTS.sessions
    ]
    assert left == [1, 1, 0]
    assert choose(desk, event, "noor") == Outcome(State.PLACED, True)
    assert free_in_session(desk.ledger, event.slug, "uur-3", 1) == 1
    assert free_in_session(desk.ledger, event.slug, "uur-3", None) is None


@pytest.mark.parametrize(
    ("sessions", "problem"),
    [
        (("uur-1", "uur-2", "uur-3"), "too_many"),
        (("uur-9",), "not_allowed"),
        (("uur-1", "uur-9"), "not_allowed"),
    ],
)
def test_choice_that_cannot_be_is_not_recorded(
    desk: Desk, sessions: tuple[str, ...], problem: str
) -> None:
    event = make_limited()
    place(desk, event, "noor")
    assert choose(desk, event, "noor", *sessions) == Outcome(State.PLACED, False, problem)
    assert "sessions_chosen" not in desk.types()


def test_session_that_is_full_is_named_and_the_old_choice_stays(desk: Desk) -> None:
    event = make_limited()
    place(desk, event, "noor", "sam")
    choose(desk, event, "noor", "uur-1")
    choose(desk, event, "sam", "uur-2")
    assert choose(desk, event, "sam", "uur-2", "uur-1") == Outcome(
        State.PLACED, False, "slot_full", "uur-1"
    )
    assert desk.of(event, "sam").choices == {"spreekuur": ("uur-2",)}


def test_sessions_count_people_and_leaving_frees_them(desk: Desk) -> None:
    event = make_limited()
    place(desk, event, "pair", collega_1_naam="Bo")
    assert choose(desk, event, "pair", "uur-1").problem == "slot_full"
    place(desk, event, "noor", "sam")
    choose(desk, event, "noor", "uur-1")
    desk.step(event, "noor", Act.WITHDRAW)
    assert choose(desk, event, "sam", "uur-1").changed


def test_sessions_of_participants_are_not_for_applicants(desk: Desk) -> None:
    event = make_limited()
    identifier = desk.send(event, APPLY, "noor")
    found = choose_sessions(event, SLOTS, identifier, ["uur-1"], accounts=desk.accounts)
    assert found == Outcome(State.APPLIED, False, "not_allowed")


def test_sessions_of_applicants_are_for_the_time_before_the_decision(desk: Desk) -> None:
    event = make_limited()
    identifier = desk.send(event, APPLY, "noor")
    intake = replace(SLOTS, chosen_by="applicants")
    assert choose_sessions(event, intake, identifier, ["uur-1"], accounts=desk.accounts).changed
    desk.step(event, "noor", Act.ACCEPT, "Fieke")
    found = choose_sessions(event, intake, identifier, ["uur-2"], accounts=desk.accounts)
    assert found == Outcome(State.PLACED, False, "not_allowed")
    assert desk.of(event, "noor").choices == {"spreekuur": ("uur-1",)}


CHANGEABLE = make_form(
    make_field(changeable=True),
    EMAIL_FIELD,
    TOWN_FIELD,
    *(make_field(name=each.name, required=False, changeable=True) for each in COLLEAGUES),
    procedure="registration",
    colleagues=2,
)


def test_changeable_answers_are_changed_and_others_are_not(desk: Desk) -> None:
    event = make_limited()
    identifier = desk.send(event, CHANGEABLE, "noor")
    wanted = {"naam": "Noor Bakker", "gemeente": "Utrecht", "email": "mallory@example.org"}
    assert change_answers(event, CHANGEABLE, identifier, wanted, accounts=desk.accounts).changed
    last = desk.records()[-1]
    assert last.type == "submission_amended"
    assert last.fields["answers"] == {
        "naam": "Noor Bakker",
        "email": "noor@example.org",
        "gemeente": "Den Bosch",
    }
    assert last.fields["email"] == "noor@example.org"
    assert desk.records()[1].fields["answers"]["naam"] == HOSTILE
    again = change_answers(event, CHANGEABLE, identifier, wanted, accounts=desk.accounts)
    assert again == Outcome(State.PLACED, False)


def test_fewer_people_free_a_place_for_who_waits(desk: Desk) -> None:
    event = make_limited(capacity=2)
    identifier = desk.send(event, CHANGEABLE, "noor", collega_1_naam="Bo")
    desk.send(event, CHANGEABLE, "sam")
    change_answers(event, CHANGEABLE, identifier, {"naam": "Noor"}, accounts=desk.accounts)
    desk.settle(event)
    assert desk.of(event, "noor").people == 1
    assert desk.states(event) == {"noor": "placed", "sam": "offered"}


def test_more_people_than_there_is_room_for_change_nothing(desk: Desk) -> None:
    event = make_limited(capacity=2)
    identifier = desk.send(event, CHANGEABLE, "noor")
    desk.send(event, CHANGEABLE, "sam")
    wanted = {"naam": "Noor", "collega_1_naam": "Bo"}
    found = change_answers(event, CHANGEABLE, identifier, wanted, accounts=desk.accounts)
    assert found == Outcome(State.PLACED, False, "full")
    assert "submission_amended" not in desk.types()


def test_change_of_who_waits_keeps_the_place_in_the_line(desk: Desk) -> None:
    event = make_limited(capacity=1)
    for name in ("lou", "noor", "sam"):
        desk.send(event, CHANGEABLE, name)
    wanted = {"naam": "Sam", "collega_1_naam": "Bo"}
    for people in (wanted, {"naam": "Sam"}):
        identifier = desk.of(event, "noor").id
        assert change_answers(event, CHANGEABLE, identifier, people, accounts=desk.accounts).changed
    desk.step(event, "lou", Act.WITHDRAW)
    desk.settle(event)
    assert desk.states(event)["noor"] == "offered"


def test_answers_of_nobody_or_of_who_left_are_not_changed(desk: Desk) -> None:
    event = make_limited()
    identifier = desk.send(event, CHANGEABLE, "noor")
    desk.step(event, "noor", Act.WITHDRAW)
    left = change_answers(event, CHANGEABLE, identifier, {"naam": "X"}, accounts=desk.accounts)
    nobody = change_answers(event, CHANGEABLE, "nobody", {"naam": "X"}, accounts=desk.accounts)
    assert (left.problem, nobody.problem) == ("not_allowed", "unknown")


def test_answer_to_a_question_that_is_gone_stays(desk: Desk) -> None:
    event = make_limited()
    identifier = desk.send(event, CHANGEABLE, "noor", functie="Adviseur")
    change_answers(event, CHANGEABLE, identifier, {"naam": "Noor"}, accounts=desk.accounts)
    assert desk.records()[-1].fields["answers"]["functie"] == "Adviseur"


def test_answers_that_came_in_meanwhile_are_not_lost(desk: Desk) -> None:
    """Between reading the answers and the record another form comes in: read again."""
    event = make_limited()
    identifier = desk.send(event, CHANGEABLE, "noor", functie="Adviseur")
    other = Desk(desk.path, "other")
    get = desk.journal.get

    def get_late(seq: int) -> Any:
        found = get(seq)
        if "other-1" not in desk.ledger.submissions and other.ledger.seq == 0:
            other.send(event, CHANGEABLE, "noor", functie="Raadslid")
        return found

    desk.journal.get = get_late  # type: ignore[method-assign]
    assert change_answers(
        event, CHANGEABLE, identifier, {"naam": "Noor"}, accounts=desk.accounts
    ).changed
    last = desk.records()[-1].fields["answers"]
    assert (last["functie"], last["naam"]) == ("Raadslid", "Noor")


def ask(desk: Desk, event: EventEntry, name: str) -> None:
    request_link(event, f"{name}@example.org", accounts=desk.accounts)


def test_link_is_owed_to_who_is_known_and_the_record_tells_nobody_apart(desk: Desk) -> None:
    event = make_limited(facts=())
    identifier = desk.send(event, APPLY, "noor")
    ask(desk, event, "Noor")
    ask(desk, event, "mallory")
    known, unknown = desk.records()[1:]
    assert known.fields == {"submission": identifier, "event": event.slug}
    assert unknown.fields == {"submission": "", "event": event.slug}
    assert desk.letters(event, "noor") == ["received", "link"]


def test_link_is_sent_a_few_times_a_day_at_most(desk: Desk) -> None:
    """Or anyone could fill someone else's mailbox."""
    event = make_limited(facts=())
    desk.send(event, APPLY, "noor")
    for _ in range(MOST_ASKED + 2):
        ask(desk, event, "noor")
    assert desk.types().count("link_requested") == MOST_ASKED + 2
    assert desk.letters(event, "noor").count("link") == MOST_ASKED
    desk.now += timedelta(days=1, seconds=1)
    ask(desk, event, "noor")
    assert desk.letters(event, "noor").count("link") == MOST_ASKED + 1
