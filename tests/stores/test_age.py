"""Sealing with age: what is written can be read with the private key alone."""

from pathlib import Path

import pytest

from samenkomst.stores.age import Identity, KeyUnusable, Recipient, make_identity
from tests.builders import HOSTILE


def test_sealed_text_is_read_with_the_private_key(tmp_path: Path) -> None:
    recipient = Recipient(make_identity(tmp_path / "key.txt"))
    sealed = recipient.seal(HOSTILE)
    assert Identity(tmp_path / "key.txt").unseal(sealed) == HOSTILE
    assert sealed != recipient.seal(HOSTILE)
    assert sealed.isascii()


def test_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    make_identity(tmp_path / "key.txt")
    assert (tmp_path / "key.txt").stat().st_mode & 0o777 == 0o600


def test_key_file_is_never_overwritten(tmp_path: Path) -> None:
    make_identity(tmp_path / "key.txt")
    before = (tmp_path / "key.txt").read_bytes()
    with pytest.raises(FileExistsError):
        make_identity(tmp_path / "key.txt")
    assert (tmp_path / "key.txt").read_bytes() == before


def test_other_key_reads_nothing(tmp_path: Path) -> None:
    sealed = Recipient(make_identity(tmp_path / "a.txt")).seal("geheim")
    make_identity(tmp_path / "b.txt")
    with pytest.raises(KeyUnusable):
        Identity(tmp_path / "b.txt").unseal(sealed)


@pytest.mark.parametrize("text", ["", "age1", "AGE-SECRET-KEY-1X", "<script>", "age1" + "q" * 58])
def test_text_that_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(KeyUnusable):
        Recipient(text)


@pytest.mark.parametrize("content", [b"", b"\xff\x00", b"AGE-SECRET-KEY-1QQ", b"# niets\n"])
def test_file_without_a_private_key_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key.txt").write_bytes(content)
    with pytest.raises(KeyUnusable):
        Identity(tmp_path / "key.txt")


@pytest.mark.parametrize("sealed", ["", "no base64!", "AAAA"])
def test_text_that_is_not_sealed_is_refused(tmp_path: Path, sealed: str) -> None:
    make_identity(tmp_path / "key.txt")
    with pytest.raises(KeyUnusable):
        Identity(tmp_path / "key.txt").unseal(sealed)
