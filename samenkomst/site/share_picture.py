"""The picture that other sites show beside a link, drawn at build time.

A PNG, since most networks show no SVG.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain

from PIL import Image, ImageDraw

from samenkomst.core.pages.page import Picture
from samenkomst.site.colour import WHITE, Colour
from samenkomst.site.lettering import (
    Font,
    cut_text,
    draw_text,
    drawable,
    find_font,
    measure,
    wrap_text,
)
from samenkomst.site.png import LEAD, WIDTH, Band, new_rows, pack, write_png

HEIGHT = 630
SIZE = WIDTH, HEIGHT
"""What networks ask for."""
_EDGE = 90
_ROOM = WIDTH - 2 * _EDGE
_WHITE = 15
"""Sixteen shades are enough for smooth letters, and halve file and time."""
_SOFT = 12
"""How white a secondary line is: more than 7 to 1 against the background."""
_MARK = HEIGHT - _EDGE - 92
"""The row in which our mark begins."""
_RISE = 9
"""How far an accent on a capital reaches above its line: a line's band begins so much higher."""
_GAP = 18
_TITLE_SIZES = (76, 64, 54, 46)
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a picture."""

    text: str
    size: int
    shade: int
    face: str = "bold"
    above: int = 0
    """Empty rows before it."""

    @property
    def rows(self) -> int:
        """All rows that it takes."""
        return self.above + round(self.size * 1.28)


def draw_picture(picture: Picture, back: Colour) -> bytes:
    """Return `picture` as a PNG file, on the colour `back`."""
    groups = [group for group in _groups(picture) if group]
    ends = list(accumulate(map(_rows, groups), initial=_EDGE - _RISE))
    own = [group for group, end in zip(groups, ends[1:], strict=True) if end <= _MARK]
    beside = tuple(chain.from_iterable(groups[len(own) :]))
    foot = _foot(HEIGHT - ends[len(own)], beside, picture.footer)
    return write_png([_edge(), *map(_band, own), foot], _palette(back))


def _groups(picture: Picture) -> Iterator[tuple[Line, ...]]:
    """Yield the lines from top to bottom, but for the footer.

    Title and date are together, since most pictures have their own; what many share is alone.
    """
    if picture.kicker:
        yield (Line(picture.kicker, 34, _SOFT),)
    size, title = _fit(picture.title)
    below = [
        Line(text, 36, _SOFT, "normal", above)
        for text, above in zip(picture.lines, (_GAP, 0), strict=False)
    ]
    yield (*(Line(text, size, _WHITE) for text in title), *below[:1])
    yield from ((line,) for line in below[1:])


def _rows(lines: Iterable[Line]) -> int:
    return sum(line.rows for line in lines)


@cache
def _edge() -> Band:
    """Return the empty rows at the top."""
    return pack(new_rows(_EDGE - _RISE))


@lru_cache(maxsize=500)
def _band(lines: tuple[Line, ...]) -> Band:
    """Return the rows of `lines`; many pictures say the same above and below their title."""
    width = max(measure(*_fit_line(line)) for line in lines)
    image = new_rows(_rows(lines), 2 * _EDGE + round(width))
    _draw_lines(image, lines)
    return pack(image)


@lru_cache(maxsize=100)
def _foot(rows: int, lines: tuple[Line, ...], footer: str) -> Band:
    """Return the last rows: mark and footer, and the `lines` that stand beside the mark."""
    image = new_rows(rows)
    _draw_lines(image, lines)
    _draw_line(image, Line(footer, 34, _WHITE), rows - _EDGE - 20 - _RISE)
    _draw_mark(ImageDraw.Draw(image), rows - HEIGHT + _MARK)
    return pack(image)


@cache
def _palette(back: Colour) -> bytes:
    return bytes(
        round(dark + (light - dark) * step / 15)
        for step in range(16)
        for dark, light in zip(back, WHITE, strict=True)
    )


def _draw_mark(draw: ImageDraw.ImageDraw, top: int) -> None:
    """Draw the people around the table of our icon, in the corner."""
    left, scale = LEAD + WIDTH - _EDGE - 104, 3.6
    seats = ((16, 5), (26.8, 12.9), (22.7, 25.6), (9.3, 25.6), (5.2, 12.9))
    for (x, y), radius, shade in (((16, 16.4), 5, _WHITE), *((seat, 3, _SOFT) for seat in seats)):
        box = (left + (x - radius) * scale, top + (y - radius) * scale)
        draw.ellipse((*box, box[0] + 2 * radius * scale, box[1] + 2 * radius * scale), fill=shade)


def _draw_lines(image: Image.Image, lines: Iterable[Line]) -> None:
    top = 0
    for line in lines:
        _draw_line(image, line, top)
        top += line.rows


def _draw_line(image: Image.Image, line: Line, top: int) -> None:
    """Draw `line` so that its rows begin at `top`."""
    text, font = _fit_line(line)
    corner = LEAD + _EDGE, top + line.above + _RISE
    draw_text(image, corner, text, font, line.shade)


@lru_cache(maxsize=500)
def _fit_line(line: Line) -> tuple[str, Font]:
    """Return what can be drawn of `line`, and its font."""
    font = find_font(line.face, line.size)
    return cut_text(drawable(line.text, font), font, _ROOM), font


def _fit(title: str) -> tuple[int, list[str]]:
    """Return the largest size in which the title fits, and its lines."""
    for size in _TITLE_SIZES:
        font = find_font("bold", size)
        lines = wrap_text(title, font, _ROOM)
        if len(lines) * size <= 4.2 * _TITLE_SIZES[-1] and len(lines) <= _MOST_LINES:
            return size, lines
    kept = lines[:_MOST_LINES]
    last = f"{kept[-1]} …" if len(lines) > _MOST_LINES else kept[-1]
    return size, [*kept[:-1], cut_text(last, font, _ROOM)]
