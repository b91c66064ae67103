"""By what a person who sends a form twice is recognised."""

import pytest

from samenkomst.core.person_key import person_key


@pytest.mark.parametrize(
    "email", ["noor@example.org", "Noor@Example.ORG", " noor@example.org ", "NOOR@EXAMPLE.ORG\n"]
)
def test_person_key_is_the_same_in_every_spelling(email: str) -> None:
    assert person_key(email) == "noor@example.org"


def test_person_key_keeps_people_apart() -> None:
    """A dot or a plus sign may be another mailbox: only the provider knows."""
    emails = ["noor@example.org", "no.or@example.org", "noor+1@example.org", "noor@example.com"]
    assert [person_key(email) for email in emails] == emails
