"""The two palettes of the style sheet, with an organisation's colours; and what is read on what."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samenkomst.core.translation import N_
from samenkomst.site.colour import (
    BLACK,
    WHITE,
    Colour,
    contrast,
    format_colour,
    mix,
    parse_colour,
    readable,
)

Palette = Mapping[str, Colour]
"""Colours by the name of their variable."""

TEXT, SHAPE = 4.5, 3.0
"""The least contrast of text, and of what one must be able to see (WCAG 1.4.3 and 1.4.11)."""

_BLOCK = re.compile(r":root \{(.*?)\}", re.DOTALL)
_VARIABLE = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
_PAPERS = ("md-default-bg-color", "sk-surface", "sk-raised", "md-footer-bg-color")


@dataclass(frozen=True, slots=True)
class Pair:
    """What is seen on what, and how well it must be seen; nothing more."""

    name: str
    front: str
    back: str
    ratio: float = TEXT


PAIRS = (
    *(Pair(N_("een link op de achtergrond"), "md-typeset-a-color", paper) for paper in _PAPERS),
    Pair(N_("witte tekst op de band bovenaan"), "md-primary-bg-color", "md-primary-fg-color"),
    Pair(N_("kleine letters op de band bovenaan"), "md-accent-fg-color", "md-primary-fg-color"),
    Pair(N_("de tekst op een knop"), "sk-action-text", "sk-action"),
    Pair(N_("de tekst op een knop onder de muis"), "sk-action-text", "sk-action-hover"),
    *(Pair(N_("een knop op de achtergrond"), "sk-action", paper, SHAPE) for paper in _PAPERS),
    *(Pair(N_("de rand om wat gekozen is"), "sk-focus", paper, SHAPE) for paper in _PAPERS),
)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A pair that is too hard to see, nothing more."""

    dark: bool
    pair: Pair
    front: Colour
    back: Colour

    @property
    def found(self) -> float:
        return contrast(self.front, self.back)


def read_palettes(stylesheet: str) -> tuple[Palette, Palette]:
    """Return the light and the dark palette: the first two sets of variables in the sheet.

    What the dark one leaves out is as in the light one.
    """
    light, dark = (
        {name: _known(value) for name, value in _VARIABLE.findall(block)}
        for block in _BLOCK.findall(stylesheet)[:2]
    )
    return light, {**light, **dark}


def _known(value: str) -> Colour:
    colour = parse_colour(value)
    if colour is None:
        raise ValueError(value)
    return colour


def light_variables(colour: Colour) -> Palette:
    """Return what an organisation's colour changes in the light palette."""
    return {
        "md-primary-fg-color": colour,
        "md-accent-fg-color": readable(mix(colour, WHITE, 0.6), WHITE, colour, TEXT),
        "md-typeset-a-color": colour,
        "sk-action": colour,
        "sk-action-hover": mix(colour, BLACK, 0.3),
    }


def dark_variables(colour: Colour, chosen: Colour | None, paper: Colour) -> Palette:
    """Return what it changes in the dark palette: the band darker, links and buttons lighter."""
    band = mix(colour, BLACK, 0.2)
    front = chosen or readable(mix(colour, WHITE, 0.5), WHITE, paper, 7)
    return {
        "md-primary-fg-color": band,
        "md-accent-fg-color": readable(mix(colour, WHITE, 0.6), WHITE, band, TEXT),
        "md-typeset-a-color": front,
        "sk-action": front,
        "sk-action-hover": mix(front, WHITE, 0.35),
        "sk-action-text": mix(front, BLACK, 0.85),
    }


def find_shortfalls(light: Palette, dark: Palette) -> Iterator[Shortfall]:
    """Yield what is too hard to see in either palette: the worst of its kind, no colours twice."""
    for is_dark, palette in ((False, light), (True, dark)):
        worst: dict[str, Shortfall] = {}
        for pair in PAIRS:
            found = Shortfall(is_dark, pair, palette[pair.front], palette[pair.back])
            if found.found < pair.ratio:
                known = worst.setdefault(pair.name, found)
                worst[pair.name] = min(known, found, key=lambda each: each.found)
        yield from {(each.front, each.back): each for each in reversed(worst.values())}.values()


def write_variables(light: Palette, dark: Palette) -> str:
    """Return the style that sets the palettes on screens; on paper the sheet's own black stays."""
    return (
        f"\n@media screen {{\n:root {{{_declare(light)} }}\n}}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n:root {{{_declare(dark)} }}\n}}\n"
    )


def _declare(palette: Palette) -> str:
    return "".join(f" --{name}: {format_colour(value)};" for name, value in palette.items())
