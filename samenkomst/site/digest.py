"""Digests of plain data, for keys of what is made from it."""

import hashlib
import io
import pickle
from typing import Any

from samenkomst.core.pages.cards import CardList


def digest_plain(value: Any) -> str:
    """Return a digest of plain data; that of equal data may differ, then it is made once more."""
    written = io.BytesIO()
    pickler = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = {CardList: _by_digests}
    pickler.fast = True  # the same bytes whether two equal texts are one object or two
    pickler.dump(value)
    return hashlib.blake2b(written.getvalue(), digest_size=16).hexdigest()


def _by_digests(cards: CardList) -> tuple[Any, ...]:
    """Return what stands for the cards of a list: their digests, which are known already."""
    return CardList, (cards.digests,)
