"""The size of an organisation's logo, so that a page keeps room for it before it is there."""

import re
from pathlib import Path

HEIGHT = 40
"""Pixels that every logo gets."""

_PNG = b"\x89PNG\r\n\x1a\n"
_VIEW_BOX = re.compile(r'<svg[^>]*\sviewBox="[\d.\s,-]*?([\d.]+)[\s,]+([\d.]+)\s*"', re.DOTALL)


def logo_width(path: Path) -> int | None:
    """Return how wide the logo is when it is `HEIGHT` high; None when its size is not in it."""
    content = path.read_bytes()
    size = _png_size(content) if path.suffix == ".png" else _svg_size(content)
    if size is None or not size[1]:
        return None
    return round(HEIGHT * size[0] / size[1])


def _png_size(content: bytes) -> tuple[float, float] | None:
    if not content.startswith(_PNG) or len(content) < 24:
        return None
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _svg_size(content: bytes) -> tuple[float, float] | None:
    found = _VIEW_BOX.search(content.decode("utf-8", "replace"))
    return (float(found[1]), float(found[2])) if found else None
