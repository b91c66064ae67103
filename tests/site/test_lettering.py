"""Text for pictures: how it fits, and that letters stand where the font puts them."""

from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from samenkomst.site.lettering import Font, draw_text, find_font, wrap_text

TEXT = "Één tafel, vTorens “AVA” <b>& café"
"""With kerning of less than a pixel: `vT`."""


def font_length(text: str, font: Font) -> float:
    """Return how wide the font itself says that a line is."""
    return float(font.getlength(text))


def draw(text: str) -> Image.Image:
    image = Image.new("P", (900, 80))
    draw_text(image, (0, 5), text, find_font("bold", 46), 15)
    return image


def as_font_draws(text: str) -> Image.Image:
    image = Image.new("L", (900, 80))  # in "P" Pillow draws without smooth edges
    ImageDraw.Draw(image).text((0, 5), text, font=find_font("bold", 46), fill=15)
    return image


@pytest.mark.parametrize("letter", ["É", "g", "“", "@"])
def test_letter_is_the_one_of_the_font(letter: str) -> None:
    assert draw(letter).tobytes() == as_font_draws(letter).tobytes()
    assert draw(letter).tobytes() != as_font_draws("e").tobytes()


def test_line_is_as_wide_as_the_font_makes_it() -> None:
    ours, theirs, without_space = map(
        Image.Image.getbbox, (draw(TEXT), as_font_draws(TEXT), draw(TEXT.replace(" ", "", 1)))
    )
    assert ours
    assert theirs
    assert without_space
    assert all(abs(one - other) <= 1 for one, other in zip(ours, theirs, strict=True))
    assert abs(without_space[2] - theirs[2]) > 1


def test_word_covers_nothing_of_the_word_before_it() -> None:
    """A lone trema reaches back over the space before it."""
    alone, followed = draw("dell").tobytes(), draw("dell \u0308").tobytes()
    assert followed != alone
    assert all(one <= other for one, other in zip(alone, followed, strict=True))


def test_lines_are_as_full_as_they_can_be() -> None:
    font, room = find_font("bold", 46), 400
    lines = wrap_text(f"{TEXT} {TEXT} of een heel gewone regel erachteraan", font, room)
    assert len(lines) > 3
    assert all(font_length(each, font) <= room for each in lines)
    for line, below in pairwise(lines):
        assert font_length(f"{line} {below.split()[0]}", font) > room


def test_word_that_is_too_long_is_cut_and_the_next_begins_a_line() -> None:
    font = find_font("bold", 46)
    first, second = wrap_text(f"{'x' * 99} einde", font, 400)
    assert first.endswith("x…")
    assert second == "einde"
    assert font_length(first, font) <= 400
