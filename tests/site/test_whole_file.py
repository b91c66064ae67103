"""Large files, piece by piece: the same text and the same copy as in one go."""

import random
import subprocess
import zlib
from pathlib import Path

import pytest

from samenkomst.core.pages.page import Pieces, join_pieces
from samenkomst.site import whole_file as whole_file_module
from samenkomst.site.compression import compress
from samenkomst.site.whole_file import Compressed, whole_file, write_whole

CHANCE = random.Random(5)  # noqa: S311 - text, no secret
LARGE = tuple(f'{{"titel": "Bijeenkomst {CHANCE.random()} – é"}},\n' * 9 for _ in range(3000))


def write(folder: Path, url: str, pieces: Pieces, compressed: Compressed | None) -> set[str]:
    """Write the file, and return what is in the folder as it says."""
    made = write_whole(folder, whole_file(url, pieces), compressed)
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == set(made.files)
    return found


@pytest.mark.parametrize("pieces", [LARGE, ("x" * 5000,), ("a" * 700, "", "b" * 700)])
def test_copy_holds_the_text(tmp_path: Path, pieces: Pieces) -> None:
    """As one gzip file, for us and for the program of that name."""
    text = join_pieces(pieces).encode()
    found = write(tmp_path, "diep/a.json", pieces, Compressed({}))
    assert found == {"diep/a.json", "diep/a.json.gz"}
    assert (tmp_path / "diep/a.json").read_bytes() == text
    copy = (tmp_path / "diep/a.json.gz").read_bytes()
    reader = zlib.decompressobj(31)
    assert reader.decompress(copy) == text
    assert reader.eof
    assert reader.unused_data == b""
    done = subprocess.run(["gzip", "-dc"], input=copy, capture_output=True, check=True)
    assert done.stdout == text


def test_copy_is_hardly_larger_than_in_one_go(tmp_path: Path) -> None:
    write(tmp_path, "a.json", LARGE, Compressed({}))
    whole = compress("a.json", "".join(LARGE).encode())
    assert whole
    assert (tmp_path / "a.json.gz").stat().st_size < 1.1 * len(whole)


def test_small_file_has_the_copy_that_all_have(tmp_path: Path) -> None:
    write(tmp_path, "a.json", ("x" * 5000,), Compressed({}))
    assert (tmp_path / "a.json.gz").read_bytes() == compress("a.json", b"x" * 5000)


def change(pieces: Pieces) -> Pieces:
    return (*pieces[:1000], f"{pieces[1000]} en meer", *pieces[1001:])


def test_chunks_that_did_not_change_are_compressed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Compressed({})
    write(tmp_path / "eerst", "a.json", LARGE, first)
    done: list[bytes] = []
    deflate = whole_file_module._deflate
    monkeypatch.setattr(
        whole_file_module, "_deflate", lambda chunk: (done.append(chunk), deflate(chunk))[1]
    )
    second = Compressed(first.now)
    write(tmp_path / "later", "a.json", change(LARGE), second)
    write(tmp_path / "koud", "a.json", change(LARGE), Compressed({}))
    copies = [(tmp_path / each / "a.json.gz").read_bytes() for each in ("later", "koud")]
    assert copies[0] == copies[1]
    assert len(done) == 1 + len(second.now)
    assert len(second.now) > 4


def test_chunk_under_the_wrong_digest_is_caught(tmp_path: Path) -> None:
    """The control of the test above: what is known is used indeed, right or wrong."""
    first = Compressed({})
    write(tmp_path / "eerst", "a.json", LARGE, first)
    one, other = list(first.now)[:2]
    write(tmp_path / "fout", "a.json", LARGE, Compressed(first.now | {one: first.now[other]}))
    with pytest.raises(zlib.error):
        zlib.decompress((tmp_path / "fout/a.json.gz").read_bytes(), 31)


def test_what_is_no_longer_used_is_forgotten(tmp_path: Path) -> None:
    first = Compressed({})
    write(tmp_path, "a.json", LARGE, first)
    second = Compressed(first.now | {"oud": b"x"})
    second.keep(whole_file("a.json", LARGE))
    assert second.now == first.now


@pytest.mark.parametrize(
    ("url", "pieces", "compressed"),
    [
        ("a.json", ("kort",), True),
        ("a.json", (), True),
        ("a.png", LARGE, True),
        ("a.json", LARGE, False),
        ("a.txt", tuple(chr(CHANCE.randrange(33, 127)) for _ in range(20)), True),
    ],
)
def test_copy_that_gains_nothing_is_not_made(
    tmp_path: Path, url: str, pieces: Pieces, compressed: bool
) -> None:
    assert write(tmp_path, url, pieces, Compressed({}) if compressed else None) == {url}
    assert (tmp_path / url).read_text("utf-8") == join_pieces(pieces)


def test_key_is_that_of_the_text() -> None:
    assert whole_file("a", ("a", "bc")).key == whole_file("b", ("abc",)).key
    assert whole_file("a", ("a", "bc")).key != whole_file("a", ("abd",)).key
    as_bytes = tuple(each.encode() for each in LARGE if isinstance(each, str))
    assert whole_file("a", LARGE).key == whole_file("a", as_bytes).key
    assert whole_file("a", change(LARGE)).key != whole_file("a", LARGE).key
    assert whole_file("a", (*LARGE[:-1], "anders")).key != whole_file("a", LARGE).key
