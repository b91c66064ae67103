"""The pictures that other sites show beside a link."""

from io import BytesIO

import pytest
from PIL import Image

from samenkomst.core.pages.page import Picture
from samenkomst.site.share_picture import SIZE, draw_picture

BACK = (11, 74, 92)
PICTURE = Picture("a.png", "Aan de slag met werkdruk", "leernetwerk", ("29 maart 2022",), "Site")


def draw(picture: Picture) -> bytes:
    return draw_picture(picture, BACK)


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


def test_picture_shows_accents() -> None:
    """Pillow's own font has none: there an é and an è would look the same."""
    one, other = (draw(Picture("a.png", letter)) for letter in "éè")
    assert one != other
