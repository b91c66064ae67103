"""What stays of a record when the person in it is erased (AVG, article 17): no personal data.

The line keeps its number, so that counts, seats and the order of things stay right. What stays is
listed; a member that this list does not know goes. So a new kind of record forgets too much
rather than too little.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any

from samenkomst.core.person_key import person_key
from samenkomst.core.record import Record

ERASED = "erased"
"""The member that marks a record as erased."""

_WHAT = {"event", "unit", "form", "form_version", "procedure", "people"}
_STEP = {"submission", "event", "act", "state", "deadline"}
KEPT: Mapping[str, Collection[str]] = {
    "submission_received": {*_WHAT, "state", "deadline"},
    "submission_amended": {*_WHAT, "submission"},
    "step_taken": _STEP,
    "address_verified": _STEP,
    "answers_added": {"submission", *_WHAT},
    "sessions_chosen": {"submission", "event", "group", "sessions"},
    "note_written": {"submission", "event"},
    "change_told": {"submission", "event", "old", "new"},
    "link_requested": {"submission", "event"},
    "letter_sent": set(),
    "letter_failed": set(),
    "letter_delayed": {"attempt"},
}
"""By type of record, the members that say nothing of a person."""

_MUNICIPALITY = re.compile(r"GM\d{4}", re.ASCII)
"""A code of Statistics Netherlands; any other organisation may be someone's own name."""
_COLLEAGUE = re.compile(r"(collega_\d+)_")


def without_person(record: Record) -> dict[str, Any]:
    """Return the members of `record` with all that may be of a person emptied."""
    kept = KEPT.get(record.type, ())
    fields = {
        name: value if name in kept else _emptied(value) for name, value in record.fields.items()
    }
    if "organisation" in fields:
        fields["organisation"] = countable(record.fields["organisation"])
    return {**fields, ERASED: True}


def countable(organisation: str) -> str:
    """Return the organisation's key when it can be nobody's name, else nothing."""
    return organisation if _MUNICIPALITY.fullmatch(organisation) else ""


def _emptied(value: Any) -> Any:
    return type(value)()  # "", 0, False, [] and {}: a reader of the record finds what it expects


def concerns(record: Record, submissions: Collection[str], records: Collection[str]) -> bool:
    """Return whether `record` belongs to one of those submissions, or to a letter about one.

    `records` holds the ids of the submissions' own records: a letter is named after its record.
    """
    if record.id in records or record.fields.get("submission") in submissions:
        return True
    return record.type.startswith("letter_") and record.id.rpartition(".")[0] in records


def without_colleague(record: Record, person: str) -> dict[str, Any] | None:
    """Return the members without the colleague who has this address, or None if nobody has.

    Someone can be in another's answers: who registers a colleague fills in name and address.
    """
    gone = colleague_answers(record, person)
    if not gone:
        return None
    answers = record.fields["answers"]
    kept = {name: value for name, value in answers.items() if name not in gone}
    return {**record.fields, "answers": kept}


def colleague_answers(record: Record, person: str) -> dict[str, Any]:
    """Return what is filled in about the colleague with this address, by field; often nothing."""
    answers = record.fields.get("answers")
    if not isinstance(answers, dict):
        return {}
    groups = {_group(name) for name, value in answers.items() if _is_address(value, person)}
    groups.discard("")
    return {name: value for name, value in answers.items() if _group(name) in groups}


def _group(name: str) -> str:
    """Return which colleague a field asks about, or nothing."""
    found = _COLLEAGUE.match(name)
    return found[1] if found else ""


def _is_address(value: Any, person: str) -> bool:
    return isinstance(value, str) and person_key(value) == person


def mentions(record: Record, person: str) -> bool:
    """Return whether someone's own words in `record` hold this address."""
    return any(person in text.casefold() for text in _texts(record.fields))


def _texts(value: Any) -> list[str]:
    """Return every text in `value`, at any depth."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [value] if isinstance(value, str) else []
