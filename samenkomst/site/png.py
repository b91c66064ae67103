"""PNG files of sixteen shades, put together from bands of rows that are compressed one by one.

Compressing takes most of the time of a picture, and most rows are the same in many pictures. The
parts of a deflate stream may stand one after another in any combination (RFC 1951, section 2).
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from isal import isal_zlib
from PIL import Image

WIDTH = 1200
LEAD = 2
"""Two pixels of 4 bits before each row: as a byte of 0 they say that PNG does not filter it."""
_ROW = (LEAD + WIDTH) // 2
"""Bytes."""
_START, _END = b"\x78\x01", b"\x03\x00"
"""How a zlib stream begins (RFC 1950), and an empty last block."""
_ADLER = 65521
_ALONE = 8
"""So many bytes at a time never reach ISA-L's fast loop."""


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a picture as they stand in its file, nothing more."""

    rows: int
    packed: bytes
    """Whole blocks of a deflate stream, none of them the last."""
    check: int
    """Adler-32 of the rows before they were packed."""


def new_rows(rows: int, width: int = WIDTH) -> Image.Image:
    """Return an empty image to draw in; its pixels are shades from 0 to 15.

    What it is less wide than the picture stays empty, and takes no time.
    """
    return Image.new("P", (LEAD + width, rows))


def pack(image: Image.Image) -> Band:
    """Return the rows of `image`."""
    content = image.tobytes("raw", "P;4", _ROW)
    return Band(image.height, _compress(content), isal_zlib.adler32(content))


def write_png(bands: Sequence[Band], palette: bytes) -> bytes:
    """Return a PNG file that shows `bands` from top to bottom, in the colours of `palette`."""
    height = sum(band.rows for band in bands)
    head = struct.pack(">IIBBBBB", WIDTH, height, 4, 3, 0, 0, 0)
    packed = b"".join(band.packed for band in bands)
    content = b"".join((_START, packed, _END, struct.pack(">I", _check(bands))))
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", content), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _compress(content: bytes) -> bytes:
    """Return `content` in blocks; ISA-L takes a quarter of zlib's time, for fewer bytes.

    Its fast loop at levels 1 and 2 must not begin a stream: it notes the third byte under a hash
    of its own address (ISA-L 2.32, `.write_first_byte` in `igzip_icf_body_h1_gr_bt.asm`, uses a
    register before it is set). By that, one of some thousand pictures got other bytes each time.
    The first bytes are therefore a block of their own, which the slow loop makes.
    """
    packer = isal_zlib.compressobj(1, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)
    alone = packer.compress(content[:_ALONE]) + packer.flush(isal_zlib.Z_SYNC_FLUSH)
    rest = packer.compress(content[_ALONE:]) + packer.flush(isal_zlib.Z_FULL_FLUSH)
    return alone + rest


def _check(bands: Sequence[Band]) -> int:
    """Return Adler-32 of all rows, from that of each band: two sums (RFC 1950, section 8.2)."""
    sum_, sums = 1, 0
    for band in bands:
        length = band.rows * _ROW
        sums = (sums + length * (sum_ - 1) + (band.check >> 16)) % _ADLER
        sum_ = (sum_ + (band.check & 0xFFFF) - 1) % _ADLER
    return sums << 16 | sum_


def _chunk(name: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file (PNG specification, section 5.3)."""
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", isal_zlib.crc32(body))
