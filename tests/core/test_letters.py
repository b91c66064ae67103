"""Letters: which headers and texts follow from an event, a form and a submission."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from typing import Any

import pytest

from samenkomst.core.contract import Contact
from samenkomst.core.letters import compose, describe_contacts, one_line
from tests.builders import (
    CONTACT,
    HOSTILE,
    LETTER,
    NOW,
    SITE,
    TITLE,
    make_entry,
    make_form,
    make_submission,
)

CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:Tafel ‘één’\r\nEND:VCALENDAR\r\n"


def make_letter(**changes: Any) -> EmailMessage:
    """Return a letter as it goes over the line and is read at the other end."""
    found: dict[str, Any] = {
        "letter": LETTER,
        "submission": make_submission(),
        "recipient": "noor+leren@example.org",
        "event": make_entry(),
        "form": make_form(),
        "site": SITE,
        "sender": "samenkomst@example.org",
        "now": NOW,
    }
    sent = compose(**(found | changes)).as_bytes(policy=SMTP)
    read = message_from_bytes(sent, policy=default)
    assert isinstance(read, EmailMessage)
    assert read.defects == []
    return read


def headers(message: EmailMessage) -> dict[str, str]:
    names = [name for name in message.keys() if not name.startswith(("Content-T", "MIME-"))]  # noqa: SIM118 - a message is no mapping: a name may stand twice
    assert len(names) == len(set(names))
    return {name: str(message[name]) for name in names}


def body(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


HEADERS = {
    "From": '"Samen <komst>" <samenkomst@example.org>',
    "To": "noor+leren@example.org",
    "Reply-To": '"Noor \\"Zus\\" Bakker" <noor@example.org>',
    "Date": "Sat, 21 Nov 2026 20:15:00 +0000",
    "Message-ID": "<a1.received@example.org>",
    "Auto-Submitted": "auto-generated",
    "Subject": f"Ontvangen: {TITLE}",
    "Content-Language": "nl",
}


def test_letter_has_these_headers_and_no_others() -> None:
    """The event's title tries to add a Bcc with CR and LF; it stays in the subject."""
    assert headers(make_letter()) == HEADERS


@pytest.mark.parametrize("marks", ["\r\n", "\n", "\r", "\r\n ", "\u2028", "\x85", "\x0b", "\x0c"])
def test_line_break_cannot_add_a_header(marks: str) -> None:
    evil = f"x{marks}Bcc: mallory@example.org"
    message = make_letter(
        event=make_entry(title=evil, contacts=(replace(CONTACT, name=evil),)),
        site=replace(SITE, name=evil),
        form=make_form(letter_subject=f"{evil} {{title}}"),
    )
    assert {*headers(message)} == {*HEADERS}
    flat = "x Bcc: mallory@example.org"
    assert message["Subject"] == f"{flat} {flat}"
    assert [each.addr_spec for each in message["From"].addresses] == ["samenkomst@example.org"]
    assert [each.addr_spec for each in message["Reply-To"].addresses] == ["noor@example.org"]


def test_letter_says_reference_page_and_contact() -> None:
    assert body(make_letter()) == (
        "Kenmerk K7QM-2XHD.\n\nZie https://example.org/evenementen/ronde-tafel/ of vraag "
        'Noor "Zus" Bakker, Voorbeeld & Fonds, 06 00000000, noor@example.org.\n'
    )


def test_letter_carries_no_free_text_of_the_form() -> None:
    """Else anyone could have our server send their words to someone else's address."""
    submission = make_submission(person=HOSTILE, organisation=HOSTILE, event=HOSTILE)
    assert make_letter(submission=submission).as_bytes() == make_letter().as_bytes()


def test_title_with_a_placeholder_is_only_a_title() -> None:
    event = make_entry(title="{reference} {contact}")
    message = make_letter(event=event, form=make_form(letter_text="{title} {reference} {page}"))
    assert message["Subject"] == "Ontvangen: {reference} {contact}"
    assert body(message).startswith("{reference} {contact} K7QM-2XHD ")


def test_message_id_follows_from_the_letter_alone() -> None:
    """A letter that is sent twice, after a crash, is recognised by it."""
    again = make_letter(
        now=NOW + timedelta(days=1),
        event=make_entry(title="Anders"),
        recipient="anders@example.org",
    )
    assert again["Message-ID"] == make_letter()["Message-ID"] == "<a1.received@example.org>"
    other = make_letter(letter=replace(LETTER, id="b2.received"))
    assert other["Message-ID"] == "<b2.received@example.org>"


def test_calendar_is_attached_when_there_are_dates() -> None:
    (part,) = make_letter(event=make_entry(calendar=CALENDAR)).iter_attachments()
    assert part.get_filename() == "ronde-tafel.ics"
    assert part.get_content_type() == "text/calendar"
    assert dict(part["Content-Type"].params) == {"charset": "utf-8", "method": "PUBLISH"}
    assert part.get_payload(decode=True) == CALENDAR.encode()


def test_letter_without_dates_has_no_attachment() -> None:
    message = make_letter()
    assert list(message.iter_attachments()) == []
    assert message.get_content_type() == "text/plain"


def test_letter_with_a_calendar_has_the_same_text_and_headers() -> None:
    message = make_letter(event=make_entry(calendar=CALENDAR))
    language = {"Content-Language": "nl"}
    assert body(message) == body(make_letter())
    assert headers(message) | language == HEADERS
    assert message.get_body(("plain",))["Content-Language"] == "nl"  # type: ignore[index]


@pytest.mark.parametrize(
    ("contacts", "replies"),
    [
        ((), []),
        ((Contact("Voorbeeld & Fonds", phone="06 00000000"),), []),
        (
            (CONTACT, Contact("Voorbeeld & Fonds"), Contact("Fonds, het", email="f@example.org")),
            ["noor@example.org", "f@example.org"],
        ),
    ],
)
def test_replies_go_to_the_contacts_with_an_address(
    contacts: tuple[Contact, ...], replies: list[str]
) -> None:
    found = make_letter(event=make_entry(contacts=contacts))["Reply-To"]
    assert [each.addr_spec for each in found.addresses] == replies if replies else found is None


def test_long_text_stays_within_the_line_length_of_mail() -> None:
    """RFC 5322: 998 bytes; and every word comes out again."""
    text = "{reference} {page} " + "lang é " * 1000
    message = make_letter(form=make_form(letter_text=text))
    assert max(map(len, message.as_bytes(policy=SMTP).split(b"\r\n"))) <= 998
    assert body(message).count("lang é") == 1000


def test_contacts_are_described_in_one_line() -> None:
    contacts = [Contact("Noor", "Fonds", "noor@example.org", "06"), Contact("Voorbeeld & Fonds")]
    assert describe_contacts(contacts) == "Noor, Fonds, 06, noor@example.org; Voorbeeld & Fonds"
    assert describe_contacts([]) == ""


def test_one_line_has_single_spaces() -> None:
    assert one_line(" a\r\n\tb\u2028c\x85d ") == "a b c d"
