"""The look of one organisation's site, from the option `identity` in mkdocs.yml.

It becomes variables at the end of the style sheet; without the option the sheet stays as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from samenkomst.core.problem import Problem
from samenkomst.core.translation import Translate
from samenkomst.site.colour import Colour, format_colour, parse_colour
from samenkomst.site.logo import logo_width
from samenkomst.site.look_problems import COLOURS, SYSTEM, find_faults, too_faint
from samenkomst.site.palette import (
    Palette,
    dark_variables,
    find_shortfalls,
    light_variables,
    read_palettes,
    write_variables,
)

_FONTS = re.compile(r"--sk-font: (.*?);")


@dataclass(frozen=True, slots=True)
class Look:
    """What an organisation changes in the look of its site, nothing more."""

    style: str = ""
    """CSS for the end of the style sheet."""
    icon_colours: Mapping[str, str] = field(default_factory=dict)
    """The icon's colours, with what takes their place."""
    logo: str = ""
    """Its address from the root of the site."""
    logo_width: int = 0
    band: Colour = (11, 74, 92)
    """The colour of the band at the top of a page, and of the pictures beside links."""


def make_look(
    options: Mapping[str, Any], docs: Path, stylesheet: str, translate: Translate
) -> tuple[Look | None, list[Problem]]:
    """Return the look that the options ask for, or every problem with them.

    Colours that are hard to read are a problem like any other.
    """
    problems = find_faults(options, docs)
    if problems:
        return None, problems
    before = read_palettes(stylesheet)
    after = _recolour(before, *(parse_colour(str(options.get(key, ""))) for key in COLOURS))
    problems = [too_faint(each, translate) for each in find_shortfalls(*after)]
    if problems:
        return None, problems
    style = _change(before, after) + _typeface(str(options.get("typeface", SYSTEM)), stylesheet)
    logo = str(options.get("logo", ""))
    width = logo_width(docs / logo) if logo else 0
    band = after[0]["md-primary-fg-color"]
    return Look(style, _icon_colours(before[0], after[0]), quote(logo), width or 0, band), []


def _recolour(
    palettes: tuple[Palette, Palette], colour: Colour | None, colour_dark: Colour | None
) -> tuple[Palette, Palette]:
    light, dark = palettes
    if colour:
        light = {**light, **light_variables(colour)}
    if colour or colour_dark:
        base = light["md-primary-fg-color"]
        dark = {**dark, **dark_variables(base, colour_dark, dark["md-default-bg-color"])}
    return light, dark


def _change(before: tuple[Palette, Palette], after: tuple[Palette, Palette]) -> str:
    if before == after:
        return ""
    light, dark = (
        {name: new[name] for name in new if new[name] != old[name]}
        for old, new in zip(before, after, strict=True)
    )
    # The dark palette inherits from the light one on screens, so it repeats what that one changed.
    return write_variables(light, {name: after[1][name] for name in {**light, **dark}})


def _typeface(path: str, stylesheet: str) -> str:
    """Return the style for a self-hosted typeface, with all its weights in one file.

    `optional`: a letter that comes late would move the text while someone reads it.
    """
    others = _FONTS.search(stylesheet)
    if path == SYSTEM or others is None:
        return ""
    return (
        '\n@font-face { font-family: "Huisletter"; '
        f'src: url("../{quote(path)}") format("woff2"); '
        "font-weight: 100 900; font-display: optional; }\n"
        f':root {{ --sk-font: "Huisletter", {others[1]}; }}\n'
    )


def _icon_colours(before: Palette, after: Palette) -> dict[str, str]:
    names = ("md-primary-fg-color", "md-accent-fg-color")
    return {format_colour(before[name]): format_colour(after[name]) for name in names}
