"""PNG files put together from bands."""

from io import BytesIO

import pytest
from PIL import Image

from samenkomst.site.png import LEAD, WIDTH, Band, new_rows, pack, write_png

PALETTE = bytes(range(48))


def make_band(rows: int, *, seed: int) -> Band:
    image = new_rows(rows)
    image.putdata([number * seed % 16 for number in range(rows * (LEAD + WIDTH))])
    for row in range(rows):
        for each in range(LEAD):
            image.putpixel((each, row), 0)
    return pack(image)


def read(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def test_bands_stand_below_one_another() -> None:
    one, other = make_band(3, seed=7), make_band(2, seed=5)
    image = read(write_png([one, other, one], PALETTE))
    assert image.size == (WIDTH, 8)
    parts = [read(write_png([band], PALETTE)).tobytes() for band in (one, other, one)]
    assert image.tobytes() == b"".join(parts)
    assert parts[0] != parts[1]


def test_pixels_and_colours_come_back_as_they_were() -> None:
    image = read(write_png([make_band(4, seed=3)], PALETTE))
    assert image.getpalette() == list(PALETTE)
    wanted = [number * 3 % 16 for number in range(4 * (LEAD + WIDTH))]
    width = LEAD + WIDTH
    rows = [wanted[row * width + LEAD : (row + 1) * width] for row in range(4)]
    assert list(image.tobytes()) == [each for row in rows for each in row]


def test_wrong_checksum_is_seen() -> None:
    band = make_band(2, seed=9)
    with pytest.raises((OSError, SyntaxError)):
        read(write_png([band, Band(band.rows, band.packed, band.check ^ 1)], PALETTE))
