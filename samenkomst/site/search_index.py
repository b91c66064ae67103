"""Our entries in the index that the search worker reads."""

import json
from collections.abc import Iterable
from pathlib import Path

from samenkomst.core.pages.page import Piece, Pieces

INDEX = "search/search_index.json"


def take_index(folder: Path) -> str:
    """Take away what the search plugin wrote for hand-written pages, and return it when it did."""
    path = folder / INDEX
    if not path.exists():
        return ""
    index = path.read_text("utf-8")
    path.unlink()
    return index


def with_entries(index: str, entries: Iterable[Piece]) -> Pieces:
    """Return `index` with `entries` added, each of them JSON."""
    found = json.loads(index)
    lines = [*map(_write, found.pop("docs")), *entries]
    commas = (piece for line in lines for piece in (",", line))
    return (_write(found).removesuffix("}"), ',"docs":[', *[*commas][1:], "]}")


def _write(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
