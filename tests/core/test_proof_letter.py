"""The letter that proves that mail works."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import SMTP, default

from samenkomst.core.proof_letter import compose_proof
from tests.builders import HEAD, NOW, SITE


def test_proof_is_about_nobody_and_new_each_time() -> None:
    message = compose_proof(HEAD, "beheer@example.org", "a1", NOW)
    read = message_from_bytes(message.as_bytes(policy=SMTP), policy=default)
    assert {name: str(value) for name, value in read.items() if not name.startswith("Content")} == {
        "From": '"Samen <komst>" <samenkomst@example.org>',
        "To": "beheer@example.org",
        "Date": "Sat, 21 Nov 2026 20:15:00 +0000",
        "Message-ID": "<a1.proof@example.org>",
        "Auto-Submitted": "auto-generated",
        "Subject": "Proefbrief van Samen <komst>",
        "MIME-Version": "1.0",
    }
    assert "SPF, DKIM en DMARC van example.org" in read.get_content()
    other = compose_proof(HEAD, "beheer@example.org", "b2", NOW)
    assert other["Message-ID"] == "<b2.proof@example.org>"


def test_name_of_the_site_adds_no_header() -> None:
    head = replace(HEAD, site=replace(SITE, name="x\r\nBcc: mallory@example.org {url}"))
    message = compose_proof(head, "beheer@example.org", "a1", NOW)
    assert message["Bcc"] is None
    assert message["Subject"] == "Proefbrief van x Bcc: mallory@example.org {url}"
