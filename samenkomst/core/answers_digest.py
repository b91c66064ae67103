"""A short digest of answers: by it equal answers are recognised, also when they are sealed."""

import hashlib
from collections.abc import Mapping
from typing import Any


def digest(answers: Mapping[str, Any]) -> str:
    """Return a short digest by which equal answers are recognised, whatever their order.

    Its separators are control characters, which no answer holds.
    """
    names = sorted(answers)
    values = list(map(answers.__getitem__, names))
    try:
        text = "\x1f".join(names + values)
    except TypeError:  # several answers to one question
        texts = [each if type(each) is str else "\x1d" + "\x1e".join(each) for each in values]
        text = "\x1f".join(names + texts)
    # What comes from a terminal or a file can hold half a surrogate pair.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def digest_in(fields: Mapping[str, Any]) -> str:
    """Return the digest of a record's answers; sealed ones bring it along."""
    known: str = fields.get("digest", "")
    return known or digest(fields["answers"])
