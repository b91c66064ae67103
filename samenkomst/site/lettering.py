"""Text for pictures in our font: how it fits, what the font has of it, and its letters.

The font is Lato, which comes with MkDocs for a theme that we do not use. Pillow's own has no
accents. Each letter is drawn by the font once, and each word from its letters, for all pictures.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

# By the distribution: under ProperDocs the name `mkdocs` leads to its own package.
_FONTS = Path(str(distribution("mkdocs").locate_file("mkdocs/themes/readthedocs/css/fonts")))

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
_Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""


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
        more = _advance(f" {word}", font)
        if lines and width + more <= room:
            lines[-1] = f"{lines[-1]} {word}"
            width += more
        else:
            lines.append(cut_text(word, font, room))
            width = measure(lines[-1], font)
    return lines


def cut_text(text: str, font: Font, room: int) -> str:
    """Return `text`, or as much of it as fits in `room` pixels."""
    if measure(text, font) <= room:
        return text
    width = len(text)
    while width > 1 and measure(f"{text[:width]}…", font) > room:
        width -= 1
    return f"{text[:width].rstrip(' …')}…"


@lru_cache(maxsize=500)
def measure(text: str, font: Font) -> float:
    """Return how wide `text` is, in pixels, with what stands between it and a space after it."""
    return sum(_advance(word, font) for word in _words(text))


def drawable(text: str, font: Font) -> str:
    """Return what the font has of `text`: the letter without its accent, or nothing."""
    return unicodedata.normalize("NFC", text).translate(_drawable(font))


def draw_text(
    image: Image.Image, corner: tuple[int, int], text: str, font: Font, shade: int
) -> None:
    """Draw `text` on one line of empty rows, as far as the font has it.

    A word that would cover some of the one before it is drawn letter by letter: that blends.
    """
    left, top, free = float(corner[0]), corner[1], 0
    for word in _words(text):
        start, rest = int(left), left % 1
        drawn, (x, y, right, bottom) = _word(word, font, shade, rest)
        if start + x < free:
            _draw_letters(image, (start, top), _letters(word, font, rest), shade)
        elif drawn is not None:  # what `image.paste` calls, without its checks: ten a picture
            image.im.paste(drawn.im, (start + x, top + y, start + right, top + bottom))
        free = max(free, start + right)
        left += _advance(word, font)


def _words(text: str) -> list[str]:
    """Return the words of `text`, each with the space before it."""
    first, *rest = text.split(" ")
    return [first, *(f" {word}" for word in rest)]


@lru_cache(maxsize=5000)
def _advance(word: str, font: Font) -> float:
    return sum(_step(font, *pair) for pair in zip(word, f"{word} "[1:], strict=True))


@lru_cache(maxsize=500)
def _word(word: str, font: Font, shade: int, start: float) -> tuple[Image.Image | None, _Box]:
    """Return a word that starts so far into a pixel, and where it goes from that pixel."""
    letters = list(_letters(word, font, start))
    if not letters:
        return None, (0, 0, 0, 0)
    left, top = (min(box[side] for _, box in letters) for side in (0, 1))
    right, bottom = (max(box[side] for _, box in letters) for side in (2, 3))
    image = Image.new("P", (right - left, bottom - top))
    _draw_letters(image, (-left, -top), letters, shade)
    return image, (left, top, right, bottom)


def _draw_letters(
    image: Image.Image,
    corner: tuple[int, int],
    letters: Iterable[tuple[Image.Image, _Box]],
    shade: int,
) -> None:
    draw = ImageDraw.Draw(image).draw  # what `bitmap` calls, without its checks
    for letter, (x, y, *_) in letters:
        draw.draw_bitmap((corner[0] + x, corner[1] + y), letter.im, shade)


def _letters(word: str, font: Font, start: float) -> Iterator[tuple[Image.Image, _Box]]:
    """Yield the letters of `word` that leave ink, and where they go from its line's corner."""
    left, before = start, ""
    for each in word:
        left += _step(font, before, each)
        letter, (x, y, right, bottom) = _letter(font, each)
        if letter is not None:
            begin = round(left)
            yield letter, (begin + x, y, begin + right, bottom)
        before = each


@cache
def _letter(font: Font, character: str) -> tuple[Image.Image | None, _Box]:
    """Return one letter, drawn once for all pictures, and where it goes from its line's corner."""
    left, top, right, bottom = map(round, font.getbbox(character))
    if right <= left or bottom <= top:
        return None, (0, 0, 0, 0)
    letter = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(letter).text((-left, -top), character, font=font, fill=255)
    return letter, (left, top, right, bottom)


@cache
def _step(font: Font, before: str, character: str) -> float:
    """Return how far `character` stands from the one before it."""
    return font.getlength(before + character) - font.getlength(character) if before else 0.0


class _Drawable(dict[int, str]):
    """What a font draws for each character, found when it is first asked for; nothing more."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self._font, self._missing = font, bytes(font.getmask("\uffff"))

    def __missing__(self, code: int) -> str:
        each = chr(code)
        kept = each if self._has(each) else unicodedata.normalize("NFKD", each)[:1]
        self[code] = kept if self._has(kept) else ""
        return self[code]

    def _has(self, character: str) -> bool:
        if character == " ":
            return True
        found = self._font.getmask(character)
        return found.getbbox() is not None and bytes(found) != self._missing


@cache
def _drawable(font: Font) -> _Drawable:
    return _Drawable(font)
