"""Signed tokens: what is not exactly ours, for this purpose and in time, is nothing."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from samenkomst.core.tokens import read_token, sign
from tests.builders import HOSTILE, NOW

SECRET = "a-secret-of-tests-that-is-long-enough"
LATER = NOW + timedelta(hours=1)
CONTENT = {"seq": 17, "id": "a1", "text": HOSTILE}
TOKEN = sign(CONTENT, "receipt", LATER, SECRET)
READ = {**CONTENT, "exp": int(LATER.timestamp())}


def test_token_gives_its_content_back() -> None:
    assert read_token(TOKEN, "receipt", NOW, SECRET) == READ


def test_token_fits_in_an_address() -> None:
    assert set(TOKEN) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


def test_token_is_for_one_purpose() -> None:
    assert read_token(TOKEN, "participation", NOW, SECRET) is None
    assert read_token(TOKEN, "receip", NOW, SECRET) is None


def test_token_is_for_one_secret() -> None:
    assert read_token(TOKEN, "receipt", NOW, SECRET + "!") is None


@pytest.mark.parametrize(("seconds", "valid"), [(3599, True), (3600, False), (3601, False)])
def test_token_ends_at_its_end(*, seconds: int, valid: bool) -> None:
    now = NOW.replace(microsecond=0) + timedelta(seconds=seconds)
    assert (read_token(TOKEN, "receipt", now, SECRET) == READ) is valid


def test_content_cannot_bring_its_own_end() -> None:
    token = sign({"exp": 10**12}, "receipt", NOW, SECRET)
    assert read_token(token, "receipt", LATER, SECRET) is None


@pytest.mark.parametrize("character", ["A", "z", "0", "-", ".", "é", "\x00"])
def test_token_with_one_other_character_says_nothing_else(character: str) -> None:
    """Base64 may read two texts as the same bytes: so the content is compared, not the text."""
    for position in range(len(TOKEN)):
        changed = TOKEN[:position] + character + TOKEN[position + 1 :]
        assert read_token(changed, "receipt", NOW, SECRET) in (None, READ)


def test_token_that_is_changed_is_refused_nearly_everywhere() -> None:
    """The test above could not fail if every text were accepted as the same content."""
    changed = [TOKEN[:place] + "~" + TOKEN[place + 1 :] for place in range(len(TOKEN))]
    assert {read_token(token, "receipt", NOW, SECRET) is None for token in changed} == {True}


def test_token_that_is_cut_or_longer_is_refused() -> None:
    cut = [TOKEN[:end] for end in range(len(TOKEN))]
    longer = [TOKEN + each for each in ("A", ".", TOKEN)] + [f"A{TOKEN}", f".{TOKEN}"]
    assert [token for token in cut + longer if read_token(token, "receipt", NOW, SECRET)] == []


def test_content_of_another_token_is_refused() -> None:
    other = sign({**CONTENT, "seq": 18}, "receipt", LATER, SECRET)
    mixed = other.rpartition(".")[0] + "." + TOKEN.rpartition(".")[2]
    assert read_token(mixed, "receipt", NOW, SECRET) is None


@pytest.mark.parametrize(
    "token",
    ["", ".", "..", "a.b", "\x00", "\ud800", "é.é", ".eJwDAAAAAAE.x", "=" * 10, "a" * 100_000],
    ids=ascii,
)
def test_garbage_is_no_token(token: str) -> None:
    assert read_token(token, "receipt", NOW, SECRET) is None


@given(st.text(st.characters(codec=None)))
def test_any_text_is_no_token(token: str) -> None:
    assert read_token(token, "receipt", NOW, SECRET) is None
