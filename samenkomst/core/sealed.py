"""Answers that the machine which stored them cannot read: how a record tells of them.

Each answer is sealed by itself, so that its own period can end (`core.expiry`). The e-mail address
stays readable beside them: letters go to it, and it is how a person is recognised.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from samenkomst.core.answers_digest import digest
from samenkomst.core.record import Draft, Record

SEALED = "sealed"
"""The member that marks a record whose answers are sealed."""


def sealed_draft(draft: Draft, seal: Callable[[str], str]) -> Draft:
    """Return the draft with its answers sealed, each as JSON; one without answers, as it is.

    Sealing the same answer twice gives other text, so equal answers are recognised by a digest of
    what they were.
    """
    answers = draft.fields.get("answers")
    if not answers:
        return draft
    members = {
        "answers": {name: seal(json.dumps(answer)) for name, answer in answers.items()},
        "digest": digest(answers),
        SEALED: True,
    }
    return replace(draft, fields={**draft.fields, **members})


def unsealed(record: Record, unseal: Callable[[str], str]) -> Record:
    """Return the record with its answers readable; one that is not sealed, as it is."""
    if not record.fields.get(SEALED):
        return record
    sealed: Mapping[str, str] = record.fields["answers"]
    answers = {name: json.loads(unseal(text)) for name, text in sealed.items()}
    fields = {name: value for name, value in record.fields.items() if name != SEALED}
    return record._replace(fields={**fields, "answers": answers})


def readable_answers(record: Record) -> Mapping[str, Any]:
    """Return the answers in a record as whoever stored them can read them: none that are sealed."""
    answers: Mapping[str, Any] = record.fields["answers"]
    return {} if record.fields.get(SEALED) else answers
