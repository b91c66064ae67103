"""The personal link: for one purpose, one submission, and not for ever."""

from datetime import timedelta

import pytest

from samenkomst.core.participation_link import (
    LINK_DAYS,
    participation_link,
    read_participation_token,
)
from samenkomst.core.tokens import sign
from tests.builders import NOW

SECRET = "a-secret-of-tests-that-is-long-enough"


def token_of(link: str) -> str:
    return link.removeprefix("https://example.org/x/formulieren/deelname/").removesuffix("/")


TOKEN = token_of(participation_link("https://example.org/x/", "a1", SECRET, NOW))


def test_link_leads_to_its_submission_below_the_address_of_the_site() -> None:
    assert read_participation_token(TOKEN, SECRET, NOW) == "a1"


def test_link_ends() -> None:
    last = NOW + timedelta(days=LINK_DAYS)
    assert read_participation_token(TOKEN, SECRET, last - timedelta(minutes=1)) == "a1"
    assert read_participation_token(TOKEN, SECRET, last) is None


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        TOKEN + "x",
        TOKEN[1:],
        sign({"s": "a1"}, "receipt", NOW + timedelta(days=1), SECRET),
        sign({"s": 1}, "participation", NOW + timedelta(days=1), SECRET),
        sign({}, "participation", NOW + timedelta(days=1), SECRET),
        token_of(participation_link("https://example.org/x/", "a1", SECRET[::-1], NOW)),
    ],
)
def test_other_tokens_lead_nowhere(token: str) -> None:
    assert read_participation_token(token, SECRET, NOW) is None
