"""What participants do behind their personal link, beside taking a step."""

from collections.abc import Sequence
from datetime import timedelta

from samenkomst.core.answers_digest import digest
from samenkomst.core.contract import Choice, EventEntry
from samenkomst.core.forms import Answers, Form
from samenkomst.core.instants import write_instant
from samenkomst.core.ledger import Ledger
from samenkomst.core.person_key import person_key
from samenkomst.core.procedures import Act, State, may
from samenkomst.core.record import Draft, Record
from samenkomst.core.submission import MOST_ASKED, Submission
from samenkomst.service.accounts import Accounts, commit_settled
from samenkomst.service.deciding import Outcome, decide_one
from samenkomst.service.drafts import draft_added, draft_amended, draft_chosen, draft_link
from samenkomst.service.journal import PARTICIPANT
from samenkomst.service.receiving import people_allowed, people_in

LINK_PERIOD = timedelta(days=1)
"""In which nobody gets more than MOST_ASKED letters with a link, whoever asks for them."""


def add_answers(
    entry: EventEntry,
    form: Form,
    submission_id: str,
    answers: Answers,
    *,
    accounts: Accounts,
    by: str = PARTICIPANT,
) -> Outcome:
    """Add answers to the second form; other answers later are kept beside the first."""

    def decide(one: Submission) -> Sequence[Draft] | Outcome:
        if may(one.procedure, one.state, Act.ANSWER) is None:
            return Outcome(one.state, False, "not_allowed")
        if one.second and one.second_digest == digest(answers):
            return Outcome(one.state, False)
        return [draft_added(one, form, answers, accounts.new_id(), by)]

    return decide_one(entry, submission_id, decide, accounts=accounts)


def choose_sessions(
    entry: EventEntry,
    choice: Choice,
    submission_id: str,
    ids: Sequence[str],
    *,
    accounts: Accounts,
    by: str = PARTICIPANT,
) -> Outcome:
    """Choose sessions; the whole choice, in place of an earlier one. None at all gives up all."""
    wanted = tuple(session.id for session in choice.sessions if session.id in ids)

    def decide(one: Submission) -> Sequence[Draft] | Outcome:
        if not may_choose(one, choice) or len(wanted) != len(set(ids)):
            return Outcome(one.state, False, "not_allowed")
        if one.choices.get(choice.group, ()) == wanted:
            return Outcome(one.state, False)
        if len(wanted) > choice.most:
            return Outcome(one.state, False, "too_many")
        if 0 < len(wanted) < choice.least:
            return Outcome(one.state, False, "too_few")
        if full := _full_session(one, choice, wanted, accounts.ledger):
            return Outcome(one.state, False, "slot_full", full)
        return [draft_chosen(one, choice.group, wanted, accounts.new_id(), by)]

    return decide_one(entry, submission_id, decide, accounts=accounts)


def may_choose(one: Submission, choice: Choice) -> bool:
    """Return whether this submission may choose now: applicants while they wait for a decision,
    participants once they have a place."""
    state = State.APPLIED if choice.chosen_by == "applicants" else State.PLACED
    return one.state is state and may(one.procedure, state, Act.CHOOSE) is not None


def free_in_session(ledger: Ledger, event: str, session: str, capacity: int | None) -> int | None:
    """Return how many places are left in a session to choose; None: there is no limit."""
    return None if capacity is None else max(0, capacity - ledger.chosen.get((event, session), 0))


def _full_session(one: Submission, choice: Choice, wanted: Sequence[str], ledger: Ledger) -> str:
    """Return the first session that cannot take these people, or nothing."""
    had = one.choices.get(choice.group, ())
    for session in choice.sessions:
        left = free_in_session(ledger, one.event, session.id, session.capacity)
        new = session.id in wanted and session.id not in had
        if new and left is not None and one.people > left:
            return session.id
    return ""


def change_answers(
    entry: EventEntry,
    form: Form,
    submission_id: str,
    changes: Answers,
    *,
    accounts: Accounts,
    by: str = PARTICIPANT,
) -> Outcome:
    """Change the answers that the form lets one change; a field left out of `changes` is emptied.

    The answers before stay in the journal. More people than there is room for are not counted;
    then nothing changes.
    """
    while True:
        accounts.journal.catch_up()
        before = accounts.ledger.submissions.get(submission_id)
        record = accounts.journal.get(before.seqs[-1]) if before else None
        if before is None or record is None:
            return Outcome(None, False, "unknown")
        if before.sealed:
            return Outcome(before.state, False, "not_allowed")  # nobody here can read the rest
        answers = _merged(form, record.fields["answers"], changes)

        def decide(
            one: Submission,
            seqs: tuple[int, ...] = before.seqs,
            old: Record = record,
            answers: Answers = answers,
        ) -> Sequence[Draft] | Outcome:
            if one.seqs != seqs:
                return Outcome(one.state, False, _MOVED)
            if may(one.procedure, one.state, Act.CHANGE) is None:
                return Outcome(one.state, False, "not_allowed")
            if one.digest == digest(answers):
                return Outcome(one.state, False)
            people, problem = people_allowed(one, people_in(form, answers), entry, accounts.ledger)
            if problem:
                return Outcome(one.state, False, problem)
            return [draft_amended(one, form, answers, people, old, accounts.new_id(), by)]

        outcome = decide_one(entry, submission_id, decide, accounts=accounts)
        if outcome.problem != _MOVED:
            return outcome


_MOVED = "moved"
"""Other answers came in after we read: read again."""


def _merged(form: Form, kept: Answers, changes: Answers) -> Answers:
    """Return the answers with the changes that the form allows, in the form's order.

    Answers to questions that the form no longer asks stay, at the end.
    """
    sources = {field.name: changes if field.changeable else kept for field in form.fields}
    merged = {name: source[name] for name, source in sources.items() if name in source}
    return {**merged, **{name: kept[name] for name in kept if name not in sources}}


def request_link(
    event: EventEntry,
    email: str,
    *,
    accounts: Accounts,
) -> None:
    """Record that someone asked for the personal link to this event; whoever is known gets it.

    The same work, and the same silence, whether the address is known or not. Nobody gets more
    than a few such letters a day.
    """
    person = person_key(email)
    since = write_instant(accounts.now - LINK_PERIOD)

    def attempt() -> list[Draft]:
        units = [unit.id for unit in event.units] or [""]
        found = [accounts.ledger.of_person(event.slug, person, unit) for unit in units]
        known = [one.id for one in found if one is not None and _may_ask(one, since)]
        return [draft_link(event.slug, each, accounts.new_id()) for each in known or [""]]

    commit_settled(event, attempt, accounts=accounts)


def _may_ask(one: Submission, since: str) -> bool:
    return len(one.asked) < MOST_ASKED or one.asked[0] < since
