"""Compressed copies beside the files of a site."""

import gzip
import platform
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from isal import isal_zlib

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


def make_traps() -> list[bytes]:
    """Return pages whose third byte levels 1 and 2 of ISA-L find again at some addresses only."""
    chance = random.Random(2)  # noqa: S311 - no secret
    fours = [chance.randbytes(4) for _ in range(800)]
    return [b"<p" + four + bytes(60) + four + bytes(LEAST) for four in fours]


def compress_in_threads(way: Callable[[bytes], bytes | None]) -> set[int]:
    """Return what came of all traps in each of many threads, whose stacks stand far apart."""
    traps, all_there = make_traps(), Barrier(64)

    def work(_: int) -> int:
        all_there.wait()
        return hash(tuple(map(way, traps)))

    with ThreadPoolExecutor(64) as pool:
        return set(pool.map(work, range(64)))


def test_page_gets_the_same_bytes_wherever_the_memory_stands() -> None:
    assert len(compress_in_threads(lambda page: compress("a.html", page))) == 1


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the mistake is in code for x86")
def test_level_1_depends_on_the_address() -> None:
    """The negative control: see `png.py`. When this fails, ISA-L was mended."""
    assert len(compress_in_threads(lambda page: isal_zlib.compress(page, 1, 31))) > 1
