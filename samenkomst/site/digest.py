"""Digests of plain data, for keys of what is made from it."""

import hashlib
import io
import pickle
from typing import Any

from samenkomst.core.pages.cards import CardList


def digest_plain(value: Any) -> str:
    """Return a digest of plain data; that of equal data may differ, then it is made once more."""
    written = io.BytesIO()
    pickler = _Digester(written, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # the same bytes whether two equal texts are one object or two
    pickler.dump(value)
    return hashlib.blake2b(written.getvalue(), digest_size=16).hexdigest()


class _Digester(pickle.Pickler):
    """Writes plain data; of cards in a list only the digests, which are known already."""

    def reducer_override(self, value: Any) -> Any:
        return (CardList, (value.digests,)) if type(value) is CardList else NotImplemented
