"""Our entries in the index that the search worker reads."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

_INDEX = "search/search_index.json"


def add_entries(folder: Path, entries: Iterable[Mapping[str, str]]) -> None:
    """Add `entries` to what the search plugin wrote for hand-written pages, when it did."""
    path = folder / _INDEX
    if path.exists():
        index = json.loads(path.read_bytes())
        index["docs"] += entries
        path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8")
