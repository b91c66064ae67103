"""The picture that other sites show beside a link, drawn at build time.

A PNG, since most networks show no SVG. Text needs a font file: Lato, which comes with MkDocs for a
theme that we do not use. Pillow's own font has no accents.
"""

import struct
import unicodedata
import zlib
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from samenkomst.core.pages.page import Picture
from samenkomst.site.colour import WHITE, Colour

SIZE = WIDTH, HEIGHT = 1200, 630
"""What networks ask for."""
_EDGE = 90
_WHITE = 15
"""Sixteen shades are enough for smooth letters, and halve file and time."""
_SOFT = 12
"""How white a secondary line is: more than 7 to 1 against the background."""
_LEAD = 2
"""Two pixels of 4 bits before each row: as a byte of 0 they say that PNG does not filter it."""
_TITLE_SIZES = (76, 64, 54, 46)
_MOST_LINES = 4
# By the distribution: under ProperDocs the name `mkdocs` leads to its own package.
_FONTS = Path(str(distribution("mkdocs").locate_file("mkdocs/themes/readthedocs/css/fonts")))

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def draw_picture(picture: Picture, back: Colour) -> bytes:
    """Return `picture` as a PNG file, on the colour `back`."""
    image = Image.new("L", (_LEAD + WIDTH, HEIGHT), 0)
    _draw_mark(ImageDraw.Draw(image))
    top = _draw_line(image, picture.kicker, _EDGE, 34, _SOFT) if picture.kicker else _EDGE
    size, lines = _fit(picture.title)
    for line in lines:
        top = _draw_line(image, line, top, size, _WHITE)
    top += 18
    for line in picture.lines[:2]:
        top = _draw_line(image, line, top, 36, _SOFT, face="normal")
    _draw_line(image, picture.footer, HEIGHT - _EDGE - 20, 34, _WHITE)
    return _write(image, back)


def _write(image: Image.Image, back: Colour) -> bytes:
    """Return `image` in the site's colours, as PNG; our own few lines save half the time."""
    palette = _palette(back)
    image.putpalette(palette)
    rows = image.tobytes("raw", "P;4")
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 1)))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in (*chunks, (b"IEND", b"")))


def _chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file (PNG specification, section 5.3)."""
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


@cache
def _palette(back: Colour) -> bytes:
    return bytes(
        round(dark + (light - dark) * step / 15)
        for step in range(16)
        for dark, light in zip(back, WHITE, strict=True)
    )


def _draw_mark(draw: ImageDraw.ImageDraw) -> None:
    """Draw the people around the table of our icon, in the corner."""
    left, top, scale = _LEAD + WIDTH - _EDGE - 104, HEIGHT - _EDGE - 92, 3.6
    seats = ((16, 5), (26.8, 12.9), (22.7, 25.6), (9.3, 25.6), (5.2, 12.9))
    for (x, y), radius, shade in (((16, 16.4), 5, _WHITE), *((seat, 3, _SOFT) for seat in seats)):
        box = (left + (x - radius) * scale, top + (y - radius) * scale)
        draw.ellipse((*box, box[0] + 2 * radius * scale, box[1] + 2 * radius * scale), fill=shade)


def _draw_line(
    image: Image.Image, text: str, top: int, size: int, shade: int, face: str = "bold"
) -> int:
    """Draw one line and return where the next begins."""
    font = _font(face, size)
    left, before = float(_LEAD + _EDGE), ""
    for each in _cut(_drawable(text, font), font):
        left += _step(font, before, each)
        letter, across, down = _letter(font, each)
        if letter is not None:
            image.paste(shade, (round(left) + across, top + down), letter)
        before = each
    return top + round(size * 1.28)


@cache
def _letter(font: Font, character: str) -> tuple[Image.Image | None, int, int]:
    """Return one letter, drawn once for all pictures, and where it goes from its line's corner."""
    left, top, right, bottom = map(round, font.getbbox(character))
    if right <= left or bottom <= top:
        return None, 0, 0
    letter = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(letter).text((-left, -top), character, font=font, fill=255)
    return letter, left, top


@cache
def _step(font: Font, before: str, character: str) -> float:
    """Return how far `character` stands from the one before it."""
    return font.getlength(before + character) - font.getlength(character) if before else 0.0


def _width(text: str, font: Font) -> float:
    """Return how wide a line is."""
    return sum(_step(font, *pair) for pair in zip(text, f"{text} "[1:], strict=True))


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
        if lines and _width(longer, font) <= WIDTH - 2 * _EDGE:
            lines[-1] = longer
        else:
            lines.append(_cut(word, font))
    return lines


def _cut(text: str, font: Font) -> str:
    """Return `text`, or as much of it as fits on a line."""
    room = WIDTH - 2 * _EDGE
    if _width(text, font) <= room:
        return text
    width = len(text)
    while width > 1 and _width(f"{text[:width]}…", font) > room:
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
