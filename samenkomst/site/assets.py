"""Style sheet, scripts and icon of the site, under names that change with their content."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

_NAMES = {"css": "samenkomst.css", "search": "zoeken.js", "form": "formulier.js"}
FAVICON = "assets/favicon.svg"
"""Not hashed: pages that are no part of this build ask for it too."""
NO_COLOURS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Assets:
    """The files that pages load, by address from the root of the site; nothing more."""

    css: str
    search: str
    """The script of the search page."""
    form: str
    """The script of pages with a form."""
    content: dict[str, bytes]


def read_stylesheet() -> str:
    """Return the style sheet as it is for everyone."""
    return _read(_NAMES["css"]).decode()


def load_assets(style: str = "", icon_colours: Mapping[str, str] = NO_COLOURS) -> Assets:
    """Return our assets; a new content gets a new address, so caches never show an old one.

    `style` goes below the style sheet, `icon_colours` in place of the icon's own colours.
    """
    found = {key: _read(name) for key, name in _NAMES.items()}
    found["css"] += style.encode()
    icon = _read("favicon.svg").decode()
    for own, other in icon_colours.items():
        icon = icon.replace(own, other)
    urls = {key: f"assets/{hashed_name(_NAMES[key], found[key])}" for key in found}
    content = {urls[key]: found[key] for key in found} | {FAVICON: icon.encode()}
    return Assets(**urls, content=content)


def hashed_name(name: str, content: bytes) -> str:
    """Return `name` with eight hex digits of its content's SHA-256 before the suffix."""
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}.{suffix}"


def _read(name: str) -> bytes:
    return files("samenkomst").joinpath("site/assets", name).read_bytes()
