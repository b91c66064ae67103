"""What organisers do with one submission: decide, note, add by hand, import a list."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from samenkomst.core.contract import EventEntry
from samenkomst.core.forms import Answers, Form, check_answers
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.problem import Problem
from samenkomst.core.procedures import Act, may
from samenkomst.core.record import Draft
from samenkomst.core.reference import normalise_reference
from samenkomst.core.submission import Submission
from samenkomst.service.accounts import Accounts
from samenkomst.service.deciding import Outcome, decide_one, take_step
from samenkomst.service.drafts import draft_note
from samenkomst.service.receiving import Accepted, receive


def decide(
    entry: EventEntry,
    reference: str,
    verdict: Act,
    text: str = "",
    *,
    accounts: Accounts,
    by: str,
) -> Outcome:
    """Decide about an application: accept, reject or reserve; `text` goes into the letter."""
    accounts.journal.catch_up()
    one = accounts.ledger.of_reference(normalise_reference(reference))
    return take_step(
        entry,
        one.id if one else "",
        verdict,
        accounts=accounts,
        by=by,
        text=text,
    )


def write_note(
    entry: EventEntry,
    reference: str,
    text: str,
    *,
    accounts: Accounts,
    by: str,
) -> Outcome:
    """Write a note about a submission, for organisers only."""
    accounts.journal.catch_up()
    found = accounts.ledger.of_reference(normalise_reference(reference))

    def note(one: Submission) -> Sequence[Draft] | Outcome:
        if may(one.procedure, one.state, Act.NOTE) is None:
            return Outcome(one.state, False, "not_allowed")
        return [draft_note(one, text, accounts.new_id(), by)]

    identifier = found.id if found else ""
    return decide_one(entry, identifier, note, accounts=accounts)


def add_by_hand(
    event: EventEntry,
    form: Form,
    answers: Answers,
    *,
    accounts: Accounts,
    municipalities: Municipalities,
    by: str,
) -> Accepted:
    """Take in a form for someone who phoned: by the same rules, and without a check of the address.

    Without an e-mail address the same answers are the same person, and no letters are owed.
    """
    return receive(
        event,
        form,
        answers,
        accounts=accounts,
        municipalities=municipalities,
        by=by,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one row of a list, nothing more."""

    number: int
    """From 1."""
    problems: tuple[Problem, ...] = ()
    accepted: Accepted | None = None
    """None while any row has problems: then nothing is taken in."""


def check_rows(form: Form, rows: Iterable[Answers]) -> list[Row]:
    """Return each row, which maps field names to answers, with what is wrong with it."""
    return [
        Row(number, tuple(check_answers(form, _posted(row))[1]))
        for number, row in enumerate(rows, 1)
    ]


def import_rows(
    event: EventEntry,
    form: Form,
    rows: Sequence[Answers],
    *,
    accounts: Accounts,
    municipalities: Municipalities,
    by: str,
    progress: Callable[[int], None] = lambda done: None,
) -> list[Row]:
    """Take in a list of people, in its order; nobody when any row has a problem.

    The same list twice gives the same references: a broken import can be run again.
    """
    checked = check_rows(form, rows)
    if any(row.problems for row in checked):
        return checked
    done = []
    for number, row in enumerate(rows, 1):
        accepted = add_by_hand(
            event,
            form,
            check_answers(form, _posted(row))[0],
            accounts=accounts,
            municipalities=municipalities,
            by=by,
        )
        done.append(Row(number, accepted=accepted))
        progress(number)
    return done


def _posted(row: Answers) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in row.items()}
