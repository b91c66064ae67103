"""The picture that other sites show beside a link, drawn at build time.

A PNG, since most networks show no SVG. Text needs a font file: Lato, which comes with MkDocs for a
theme that we do not use. Pillow's own font has no accents.
"""

import io
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from samenkomst.core.contract import Site
from samenkomst.core.pages.page import Page, Picture
from samenkomst.site.colour import WHITE, Colour
from samenkomst.site.page_head import SITE_PICTURE

SIZE = WIDTH, HEIGHT = 1200, 630
"""What networks ask for."""
_EDGE = 90
_SOFT = 205
"""How white a secondary line is, of 255: more than 7 to 1 against the background."""
_TITLE_SIZES = (76, 64, 54, 46)
_MOST_LINES = 4
# By the distribution: under ProperDocs the name `mkdocs` leads to its own package.
_FONTS = Path(str(distribution("mkdocs").locate_file("mkdocs/themes/readthedocs/css/fonts")))

_STEPS = [shade // 16 for shade in range(256)]
"""Sixteen shades are enough for smooth letters, and halve file and time."""

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def draw_pictures(pages: Iterable[Page], site: Site, back: Colour) -> dict[str, bytes]:
    """Return the pictures of `pages` and the one of the site, by address, on the colour `back`."""
    own = Picture(SITE_PICTURE, title=site.name)
    pictures = (own, *(page.picture for page in pages if page.picture))
    return {picture.url: draw_picture(picture, back) for picture in pictures}


@lru_cache(maxsize=4096)
def draw_picture(picture: Picture, back: Colour) -> bytes:
    """Return `picture` as a PNG file; in a live preview the same picture is drawn only once."""
    image = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(image)
    _draw_mark(draw)
    top = _draw_line(draw, picture.kicker, _EDGE, 34, _SOFT) if picture.kicker else _EDGE
    size, lines = _fit(picture.title)
    for line in lines:
        top = _draw_line(draw, line, top, size, 255)
    top += 18
    for line in picture.lines[:2]:
        top = _draw_line(draw, line, top, 36, _SOFT, face="normal")
    _draw_line(draw, picture.footer, HEIGHT - _EDGE - 20, 34, 255)
    return _write(image, back)


def _write(image: Image.Image, back: Colour) -> bytes:
    """Return `image` in the site's colours; quickly rather than small: that saves 10 ms."""
    image = image.point(_STEPS)
    image.putpalette(_palette(back))
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


@cache
def _palette(back: Colour) -> bytes:
    return bytes(
        round(dark + (light - dark) * step / 15)
        for step in range(16)
        for dark, light in zip(back, WHITE, strict=True)
    )


def _draw_mark(draw: ImageDraw.ImageDraw) -> None:
    """Draw the people around the table of our icon, in the corner."""
    left, top, scale = WIDTH - _EDGE - 104, HEIGHT - _EDGE - 92, 3.6
    seats = ((16, 5), (26.8, 12.9), (22.7, 25.6), (9.3, 25.6), (5.2, 12.9))
    for (x, y), radius, shade in (((16, 16.4), 5, 255), *((seat, 3, _SOFT) for seat in seats)):
        box = (left + (x - radius) * scale, top + (y - radius) * scale)
        draw.ellipse((*box, box[0] + 2 * radius * scale, box[1] + 2 * radius * scale), fill=shade)


def _draw_line(
    draw: ImageDraw.ImageDraw, text: str, top: int, size: int, shade: int, face: str = "bold"
) -> int:
    """Draw one line and return where the next begins."""
    font = _font(face, size)
    draw.text((_EDGE, top), _cut(_drawable(text, font), font), font=font, fill=shade)
    return top + round(size * 1.28)


def _fit(title: str) -> tuple[int, list[str]]:
    """Return the largest size in which the title fits, and its lines."""
    for size in _TITLE_SIZES:
        lines = _wrap(title, _font("bold", size))
        if len(lines) * size <= 4.2 * _TITLE_SIZES[-1] and len(lines) <= _MOST_LINES:
            return size, lines
    kept = lines[:_MOST_LINES]
    kept[-1] = _cut(f"{kept[-1]} …" if len(lines) > _MOST_LINES else kept[-1], _font("bold", size))
    return size, kept


def _wrap(text: str, font: Font) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= WIDTH - 2 * _EDGE:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font))
    return lines


def _cut(text: str, font: Font) -> str:
    """Return `text`, or as much of it as fits on a line."""
    room = WIDTH - 2 * _EDGE
    if font.getlength(text) <= room:
        return text
    width = len(text)
    while width > 1 and font.getlength(f"{text[:width]}…") > room:
        width -= 1
    return f"{text[:width].rstrip(' …')}…"


def _drawable(text: str, font: Font) -> str:
    """Return what the font has of `text`: the letter without its accent, or nothing."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        each if _has(font, each) else "".join(c for c in _base(each) if _has(font, c))
        for each in composed
    )


def _base(character: str) -> str:
    return unicodedata.normalize("NFKD", character)[:1]


@cache
def _has(font: Font, character: str) -> bool:
    if character == " ":
        return True
    missing, found = font.getmask("\uffff"), font.getmask(character)
    return found.getbbox() is not None and bytes(found) != bytes(missing)


@cache
def _font(face: str, size: int) -> Font:
    path = _FONTS / f"lato-{face}.woff"
    if not path.exists():
        return ImageFont.load_default(size)
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
