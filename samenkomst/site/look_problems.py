"""What is wrong with the option `identity` in mkdocs.yml, told like mistakes in the content."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from samenkomst.core.problem import Place, Problem
from samenkomst.core.translation import N_, Translate
from samenkomst.site.colour import format_colour, parse_colour
from samenkomst.site.logo import logo_width
from samenkomst.site.palette import Shortfall

COLOURS = ("colour", "colour_dark")
FILES = {"logo": (".svg", ".png"), "typeface": (".woff2",)}
SYSTEM = "system"
"""The typeface of the visitor's own device."""

_OF_COLOUR_DARK = {"md-typeset-a-color", "sk-action", "sk-action-text"}
"""What follows from `colour_dark` in the dark palette; all else follows from `colour`."""


def find_faults(options: Mapping[str, Any], docs: Path) -> list[Problem]:
    """Return every unknown key, every colour that is none and every file that cannot be used."""
    return [*_unknown(options), *_bad_colours(options), *_bad_files(options, docs)]


def _unknown(options: Mapping[str, Any]) -> Iterator[Problem]:
    known = (*COLOURS, *FILES)
    for key in options:
        if key not in known:
            yield _problem("look_key", key, options, known=", ".join(known))


def _bad_colours(options: Mapping[str, Any]) -> Iterator[Problem]:
    for key in COLOURS:
        if key in options and parse_colour(_text(options, key)) is None:
            yield _problem("look_colour", key, options)


def _bad_files(options: Mapping[str, Any], docs: Path) -> Iterator[Problem]:
    for key, kinds in FILES.items():
        if options.get(key, SYSTEM) == SYSTEM:
            continue
        if not _fits(docs / _text(options, key), docs, kinds):
            yield _problem("look_file", key, options, folder=docs.name, kinds=" / ".join(kinds))


def _fits(path: Path, docs: Path, kinds: tuple[str, ...]) -> bool:
    inside = path.resolve().is_relative_to(docs.resolve())
    if not inside or path.suffix not in kinds or not path.is_file():
        return False
    return path.suffix == ".woff2" or logo_width(path) is not None


def _text(options: Mapping[str, Any], key: str) -> str:
    """Return what was typed; nothing when a `#` made a comment of it."""
    return "" if options[key] is None else str(options[key])


def _problem(code: str, key: str, options: Mapping[str, Any], **values: str) -> Problem:
    value = _text(options, key)
    return Problem(_place(key), code, {"key": key, "value": value, **values})


def _place(key: str) -> Place:
    return Place("mkdocs.yml", path=f"plugins › samenkomst › identity › {key}")


def with_line(problem: Problem, settings: Path) -> Problem:
    """Return `problem` with the line of its key in `settings`: MkDocs keeps no lines."""
    key = re.escape(problem.values["key"])
    text = settings.read_text(encoding="utf-8-sig")
    found = re.search(rf"^ +[\"']?{key}[\"']?:.*$", text, re.MULTILINE)
    line = text.count("\n", 0, found.start()) + 1 if found else None
    place = replace(problem.place, source=settings.name, line=line)
    return replace(problem, place=place, excerpt=found[0].strip() if found else "")


def too_faint(found: Shortfall, translate: Translate) -> Problem:
    """Return the problem with a pair of colours: which, how much contrast, how much is needed."""
    lighter = found.dark and found.pair.front in _OF_COLOUR_DARK
    key = "colour_dark" if lighter else "colour"
    where = _DARK if found.dark else _LIGHT
    remedy = _LIGHTER if lighter else _DARKER
    values = {
        "key": key,
        "where": translate(where),
        "pair": translate(found.pair.name),
        "front": format_colour(found.front),
        "back": format_colour(found.back),
        "found": write_ratio(found.found),
        "needed": write_ratio(found.pair.ratio),
        "remedy": translate(remedy),
    }
    return Problem(_place(key), "look_contrast", values)


_LIGHT = N_("bij lichte kleuren")
_DARK = N_("bij donkere kleuren")
_LIGHTER = N_("Kies bij “colour_dark” een lichtere kleur.")
_DARKER = N_("Kies bij “colour” een donkerder kleur.")


def write_ratio(number: float) -> str:
    """Return a ratio as Dutch readers write it, never rounded up to what it is not."""
    return f"{math.floor(number * 100) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
