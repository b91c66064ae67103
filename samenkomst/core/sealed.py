"""Answers that the machine which stored them cannot read: how a record tells of them.

Each answer is sealed by itself, so that its own period can end (`core.expiry`). The e-mail address
stays readable beside them: letters go to it, and it is how a person is recognised.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from samenkomst.core.forms import Answers
from samenkomst.core.record import Record

SEALED = "sealed"
"""The member that marks a record whose answers are sealed."""


def sealed_members(answers: Answers, seal: Callable[[str], str], key: str) -> dict[str, Any]:
    """Return the members of a record with these answers sealed, each as JSON.

    Sealing the same answer twice gives other text, so equal answers are recognised by a digest.
    It is keyed: without `key` nobody can find a short answer by trying them all.
    """
    texts = {name: json.dumps(answer) for name, answer in answers.items()}
    whole = json.dumps(texts, sort_keys=True)
    return {
        "answers": {name: seal(text) for name, text in texts.items()},
        SEALED: True,
        "digest": hmac.new(key.encode(), whole.encode(), hashlib.sha256).hexdigest(),
    }


def unsealed(record: Record, unseal: Callable[[str], str]) -> Record:
    """Return the record with its answers readable; one that is not sealed, as it is."""
    if not record.fields.get(SEALED):
        return record
    sealed: Mapping[str, str] = record.fields["answers"]
    answers = {name: json.loads(unseal(text)) for name, text in sealed.items()}
    fields = {name: value for name, value in record.fields.items() if name != SEALED}
    return replace(record, fields={**fields, "answers": answers})
