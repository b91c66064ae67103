"""The pictures that other sites show beside a link."""

from io import BytesIO

import pytest
from PIL import Image

from samenkomst.core.pages.page import Picture
from samenkomst.site.share_picture import SIZE, draw_picture

BACK = (11, 74, 92)
PICTURE = Picture("a.png", "Aan de slag met werkdruk", "leernetwerk", ("29 maart 2022",), "Site")

LONG = "Een lange titel die over drie regels loopt, zodat er weinig plaats blijft voor de rest"


def draw(picture: Picture) -> bytes:
    return draw_picture(picture, BACK)


def read(picture: Picture) -> Image.Image:
    return Image.open(BytesIO(draw(picture))).convert("RGB")


def test_picture_is_the_same_bytes_each_time() -> None:
    first = draw(PICTURE)
    assert draw(PICTURE) == first
    assert draw(Picture("a.png", "Iets anders")) != first


def test_picture_has_the_colour_that_was_asked_for() -> None:
    assert draw_picture(PICTURE, (90, 20, 60)) != draw(PICTURE)


@pytest.mark.parametrize(
    "title",
    ["", "A", "x" * 500, "Lange titel " * 60, "Één café – “ŷ” € \u2028 ’t", "日本 🎉", "\x00\x1b"],
)
def test_picture_holds_any_title_inside_its_edges(title: str) -> None:
    image = Image.open(BytesIO(draw(Picture("a.png", title, title, (title, title), title))))
    assert (image.format, image.size) == ("PNG", SIZE)
    for left in (0, 1140):
        edge = image.convert("RGB").crop((left, 0, left + 60, 630))
        assert edge.getcolors() == [(60 * 630, BACK)]


def test_picture_without_words_is_still_one() -> None:
    assert read(Picture("a.png", "")).size == SIZE


@pytest.mark.parametrize("letters", ["éè", "ÉÈ", "ÂÄ"])
def test_picture_shows_accents(letters: str) -> None:
    """Pillow's own font has none: there an é and an è would look the same."""
    one, other = (draw(Picture("a.png", letter)) for letter in letters)
    assert one != other


def test_long_title_stands_beside_the_mark() -> None:
    """Then the last lines share rows with the mark: neither may cut off the other."""
    lines = ("30 maart 2022", "Den Haag")
    short, long = (read(Picture("a.png", title, "training", lines)) for title in ("Kort", LONG))
    box = (1000, 440, 1140, 560)
    assert long.crop(box).getcolors() == short.crop(box).getcolors()
    assert len(long.crop((90, 448, 600, 500)).getcolors() or ()) > 2
    assert len(short.crop((90, 448, 600, 500)).getcolors() or ()) == 1
