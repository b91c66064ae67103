"""Our entries in the index that the search worker reads."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

INDEX = "search/search_index.json"


def take_index(folder: Path) -> str:
    """Take away what the search plugin wrote for hand-written pages, and return it when it did."""
    path = folder / INDEX
    if not path.exists():
        return ""
    index = path.read_text("utf-8")
    path.unlink()
    return index


def with_entries(index: str, entries: Iterable[Mapping[str, str]]) -> str:
    """Return `index` with `entries` added."""
    found = json.loads(index)
    found["docs"] += entries
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))
