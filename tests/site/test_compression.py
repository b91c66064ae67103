"""Compressed copies beside the files of a site."""

import gzip
import random
from pathlib import Path

import pytest

from samenkomst.site.compression import LEAST, TEXT, compress, compress_files

PAGE = "".join(f'<p class="é{number % 7}">Bijeenkomst {number}</p>\n' for number in range(900))


@pytest.mark.parametrize("suffix", sorted(TEXT))
def test_copy_holds_the_file_and_no_time(suffix: str) -> None:
    small = compress(f"map/bestand{suffix}", PAGE.encode())
    assert small is not None
    assert gzip.decompress(small) == PAGE.encode()
    assert len(small) < len(PAGE) / 4
    assert small[4:8] == bytes(4)  # the time, by RFC 1952
    assert compress(f"elders{suffix}", PAGE.encode()) == small
    assert compress(f"map/bestand{suffix}", PAGE.encode() + b".") != small


def test_file_without_gain_gets_no_copy() -> None:
    noise = random.Random(1).randbytes(3 * LEAST)  # noqa: S311 - no secret
    assert compress("index.html", noise) is None
    assert compress("deel.png", PAGE.encode()) is None
    assert compress("index.html", PAGE.encode()[: LEAST - 1]) is None
    assert compress("index.html", PAGE.encode()[:LEAST])


def test_files_get_copies_where_there_is_use_in_one(tmp_path: Path) -> None:
    for name in ("een.html", "twee.html", "drie.png"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    assert compress_files(tmp_path, ["twee.html", "drie.png"]) == {"twee.html.gz"}
    assert [path.name for path in tmp_path.glob("*.gz")] == ["twee.html.gz"]
