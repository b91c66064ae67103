"""Text for pictures in our font: how it fits, what the font has of it, and its letters.

The font is Lato, which comes with MkDocs for a theme that we do not use. Pillow's own has no
accents. Each letter is drawn by the font once, for all pictures.
"""

import unicodedata
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

# By the distribution: under ProperDocs the name `mkdocs` leads to its own package.
_FONTS = Path(str(distribution("mkdocs").locate_file("mkdocs/themes/readthedocs/css/fonts")))

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@cache
def find_font(face: str, size: int) -> Font:
    """Return our font, "bold" or "normal", so many pixels high."""
    path = _FONTS / f"lato-{face}.woff"
    if not path.exists():
        return ImageFont.load_default(size)
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def wrap_text(text: str, font: Font, room: int) -> list[str]:
    """Return `text` in lines that fit in `room` pixels."""
    lines: list[str] = []
    width = 0.0
    for word in text.split():
        more = _width(f" {word}", font)
        if lines and width + more <= room:
            lines[-1] = f"{lines[-1]} {word}"
            width += more
        else:
            lines.append(cut_text(word, font, room))
            width = _width(lines[-1], font)
    return lines


def cut_text(text: str, font: Font, room: int) -> str:
    """Return `text`, or as much of it as fits in `room` pixels."""
    if _width(text, font) <= room:
        return text
    width = len(text)
    while width > 1 and _width(f"{text[:width]}…", font) > room:
        width -= 1
    return f"{text[:width].rstrip(' …')}…"


def drawable(text: str, font: Font) -> str:
    """Return what the font has of `text`: the letter without its accent, or nothing."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        each if _has(font, each) else "".join(c for c in _base(each) if _has(font, c))
        for each in composed
    )


def draw_text(
    image: Image.Image, corner: tuple[int, int], text: str, font: Font, shade: int
) -> None:
    """Draw `text` on one line, as far as the font has it."""
    draw = ImageDraw.Draw(image).draw  # what `bitmap` calls, without its checks: dozens a line
    left, before = float(corner[0]), ""
    for each in text:
        left += _step(font, before, each)
        letter, across, down = _letter(font, each)
        if letter is not None:
            draw.draw_bitmap((round(left) + across, corner[1] + down), letter.im, shade)
        before = each


@lru_cache(maxsize=5000)
def _width(text: str, font: Font) -> float:
    """Return how wide `text` is, with what stands between it and a space after it."""
    return sum(_step(font, *pair) for pair in zip(text, f"{text} "[1:], strict=True))


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


def _base(character: str) -> str:
    return unicodedata.normalize("NFKD", character)[:1]


@cache
def _has(font: Font, character: str) -> bool:
    if character == " ":
        return True
    missing, found = font.getmask("\uffff"), font.getmask(character)
    return found.getbbox() is not None and bytes(found) != bytes(missing)
