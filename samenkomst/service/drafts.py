"""The records that use cases want written, as values."""

from collections.abc import Sequence

from samenkomst.core.contract import EventEntry
from samenkomst.core.forms import Answers, Form
from samenkomst.core.ledger import Facts
from samenkomst.core.procedures import Act, State
from samenkomst.core.record import Draft, Record
from samenkomst.core.settle import Due
from samenkomst.core.submission import Submission


def draft_step(
    one: Submission,
    act: Act,
    state: State,
    identifier: str,
    by: str,
    *,
    deadline: str = "",
    text: str = "",
) -> Draft:
    """Return the record of a step; `text` is the organiser's own, for the letter."""
    return Draft(
        "step_taken",
        identifier,
        {
            "submission": one.id,
            "event": one.event,
            "act": act.value,
            "state": state.value,
            "by": by,
            "deadline": deadline,
            "text": text,
        },
    )


def draft_due(due: Due, event: str, identifier: str) -> Draft:
    """Return the record of a step that time called for."""
    return Draft(
        "step_taken",
        identifier,
        {
            "submission": due.submission,
            "event": event,
            "act": due.act.value,
            "state": due.state.value,
            "by": "system",
            "deadline": due.deadline,
            "text": "",
        },
    )


def draft_verified(one: Submission, identifier: str) -> Draft:
    """Return the record that the address is good."""
    return Draft("address_verified", identifier, {"submission": one.id, "event": one.event})


def draft_added(one: Submission, form: Form, answers: Answers, identifier: str, by: str) -> Draft:
    """Return the record of answers to the second form."""
    return Draft(
        "answers_added",
        identifier,
        {
            "submission": one.id,
            "event": one.event,
            "form": form.id,
            "form_version": form.version(),
            "answers": dict(answers),
            "by": by,
        },
    )


def draft_amended(
    one: Submission,
    form: Form,
    answers: Answers,
    people: int,
    old: Record,
    identifier: str,
    by: str,
) -> Draft:
    """Return the record of answers that took the place of those in `old`."""
    return Draft(
        "submission_amended",
        identifier,
        {
            "submission": one.id,
            "reference": one.reference,
            "event": one.event,
            "form": form.id,
            "form_version": form.version(),
            "procedure": one.procedure,
            "email": old.fields["email"],
            "answers": dict(answers),
            "people": people,
            "by": by,
        },
    )


def draft_chosen(
    one: Submission, group: str, sessions: Sequence[str], identifier: str, by: str
) -> Draft:
    """Return the record of a whole choice of sessions."""
    return Draft(
        "sessions_chosen",
        identifier,
        {
            "submission": one.id,
            "event": one.event,
            "group": group,
            "sessions": list(sessions),
            "by": by,
        },
    )


def draft_note(one: Submission, text: str, identifier: str, by: str) -> Draft:
    """Return the record of an organiser's note."""
    fields = {"submission": one.id, "event": one.event, "text": text, "by": by}
    return Draft("note_written", identifier, fields)


def draft_link(event: str, submission: str, identifier: str) -> Draft:
    """Return the record of a request for a link; `submission` is nothing when nobody gets one."""
    return Draft("link_requested", identifier, {"submission": submission, "event": event})


def draft_facts(entry: EventEntry, identifier: str) -> Draft:
    """Return the record of what is publicly known of the event."""
    return Draft("event_told", identifier, {"event": entry.slug, "facts": _lists(entry.facts)})


def draft_change(one: Submission, old: Facts, new: Facts, identifier: str, by: str) -> Draft:
    """Return the record that owes someone the letter about what changed."""
    return Draft(
        "change_told",
        identifier,
        {
            "submission": one.id,
            "event": one.event,
            "old": _lists(old),
            "new": _lists(new),
            "by": by,
        },
    )


def _lists(facts: Facts) -> list[list[str]]:
    return [[label, text] for label, text in facts]
