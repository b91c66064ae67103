"""How much a visitor loads who searches."""

import gzip
from pathlib import Path


def index_size(site: Path) -> int:
    """Return the bytes of the search index as a server sends it."""
    path = site / "search/search_index.json"
    copy = path.with_name(f"{path.name}.gz")
    return copy.stat().st_size if copy.exists() else len(gzip.compress(path.read_bytes(), 6))
