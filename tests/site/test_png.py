"""PNG files put together from bands."""

import platform
from collections.abc import Callable
from io import BytesIO
from itertools import count

import pytest
from isal import isal_zlib
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


def place(number: int) -> int:
    """Return where ISA-L keeps four bytes in its table: CRC-32C, without its inversions."""
    for _ in range(32):
        number = number >> 1 ^ (0x82F63B78 if number & 1 else 0)
    return number & 0x1FFF


def make_trap(packer: object) -> Image.Image:
    """Return rows whose third byte ISA-L only finds again when it stands at `packer`'s address."""
    wanted = place(id(packer) >> 16 & 0xFFFFFFFF)
    four = next(each for each in count(1 << 24) if place(each) == wanted).to_bytes(4, "little")
    content = (b"\x00\x01" + four + bytes(60) + four).ljust(601, b"\x00")
    image = new_rows(1)
    image.putdata([nibble for each in content for nibble in (each >> 4, each & 15)])
    assert image.tobytes("raw", "P;4") == content
    return image


def as_at_first(image: Image.Image) -> bytes:
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)
    content = image.tobytes("raw", "P;4")
    return packer.compress(content) + packer.flush(isal_zlib.Z_FULL_FLUSH)


def pack_at_each_address(
    way: Callable[[Image.Image], bytes], patch: pytest.MonkeyPatch
) -> set[bytes]:
    """Return what `way` makes of one image with ISA-L's memory at twenty addresses."""
    make = isal_zlib.compressobj
    packers = [make(1, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS) for _ in range(20)]
    image = make_trap(packers[7])
    with patch.context() as patched:
        patched.setattr(isal_zlib, "compressobj", lambda *_: packers.pop())
        return {way(image) for _ in range(20)}


def test_band_is_the_same_bytes_wherever_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(pack_at_each_address(lambda image: pack(image).packed, monkeypatch)) == 1


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the mistake is in code for x86")
def test_band_made_at_once_depends_on_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control. When this fails, ISA-L was mended, and `_compress` can be simpler."""
    assert len(pack_at_each_address(as_at_first, monkeypatch)) == 2
