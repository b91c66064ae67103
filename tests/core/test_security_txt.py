"""`security.txt`, by the rules of RFC 9116."""

from datetime import date

import pytest

from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.security_txt import (
    SecurityContact,
    SecurityError,
    read_security,
    write_security,
)

TODAY = date(2026, 11, 21)
CONTACT = "mailto:lek@example.org"


def test_security_txt_in_full() -> None:
    found = read_security([CONTACT, "https://example.org/lek"], "2027-06-01", TODAY)
    assert write_security(found, "https://example.org/", "nl") == (
        "Contact: mailto:lek@example.org\n"
        "Contact: https://example.org/lek\n"
        "Expires: 2027-06-01T23:59:59Z\n"
        "Preferred-Languages: nl, en\n"
        "Canonical: https://example.org/.well-known/security.txt\n"
    )


def test_security_txt_names_english_once() -> None:
    text = write_security(SecurityContact((CONTACT,), TODAY), "https://example.org/", "en")
    assert "Preferred-Languages: en\n" in text


def test_security_holds_on_the_sixtieth_day_before() -> None:
    assert read_security([CONTACT], "2027-01-20", TODAY).expires == date(2027, 1, 20)


@pytest.mark.parametrize(
    ("contacts", "expires", "code"),
    [
        ([CONTACT], "2027-01-19", "security_expires"),
        ([CONTACT], "2020-01-01", "security_expires"),
        ([CONTACT], "morgen", "security_date"),
        ([CONTACT], "", "security_incomplete"),
        ([], "2027-06-01", "security_incomplete"),
        (["lek@example.org"], "2027-06-01", "security_contact"),
        (["http://example.org"], "2027-06-01", "security_contact"),
        (["mailto:a@b\nExpires: x"], "2027-06-01", "security_contact"),
    ],
)
def test_security_refuses_what_cannot_be_published(
    contacts: list[str], expires: str, code: str
) -> None:
    with pytest.raises(SecurityError) as caught:
        read_security(contacts, expires, TODAY)
    assert caught.value.code == code
    assert "{" not in TEXTS[code].format(**caught.value.values)
