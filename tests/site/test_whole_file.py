"""Large files, piece by piece: the same text and the same copy as in one go."""

import gzip
import random
from pathlib import Path

import pytest

from samenkomst.site.compression import compress
from samenkomst.site.whole_file import Pieces, WholeFile, digest_pieces, write_whole

CHANCE = random.Random(5)  # noqa: S311 - text, no secret
LARGE = tuple(f'{{"titel": "Bijeenkomst {CHANCE.random()} – é"}},\n' * 9 for _ in range(3000))


def write(folder: Path, url: str, pieces: Pieces, *, compressed: bool = True) -> set[str]:
    """Write the file, and return what is in the folder as it says."""
    whole = WholeFile(url, pieces, digest_pieces(pieces))
    made = write_whole(folder, whole, compressed=compressed)
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == set(made.files)
    return found


@pytest.mark.parametrize("pieces", [LARGE, ("x" * 5000,), ("a" * 700, "", "b" * 700)])
def test_copy_is_as_in_one_go(tmp_path: Path, pieces: Pieces) -> None:
    text = "".join(pieces).encode()
    assert write(tmp_path, "diep/a.json", pieces) == {"diep/a.json", "diep/a.json.gz"}
    assert (tmp_path / "diep/a.json").read_bytes() == text
    copy = (tmp_path / "diep/a.json.gz").read_bytes()
    assert gzip.decompress(copy) == text
    assert copy == compress("a.json", text)


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
    assert write(tmp_path, url, pieces, compressed=compressed) == {url}
    assert (tmp_path / url).read_text("utf-8") == "".join(pieces)


def test_digest_is_of_the_text_and_not_of_its_pieces() -> None:
    assert digest_pieces(("a", "bc")) == digest_pieces(("abc",)) != digest_pieces(("abd",))
    assert digest_pieces(LARGE) == digest_pieces(("".join(LARGE),))
    assert digest_pieces(LARGE) != digest_pieces((*LARGE[:-1], "anders"))
