"""Letters to participants as messages, ready to send: headers, text, HTML and calendar file."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from samenkomst.core.letter_body import Letterhead, Matter, write
from samenkomst.core.letter_calendar import calendar_of
from samenkomst.core.letter_html import to_html


def compose(matter: Matter, head: Letterhead, now: datetime) -> EmailMessage:
    """Return the letter, ready to send.

    Its Message-ID follows from the letter's id alone, so a second sending can be recognised.
    """
    subject, text = write(matter, head, now)
    message = EmailMessage()
    _address(message, matter, head, now)
    message["Subject"] = one_line(subject)
    message.set_content(text, cte="quoted-printable")
    message["Content-Language"] = head.site.language  # not before: set_content drops such headers
    html = to_html(text, head.site.language)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    _attach_calendar(message, matter)
    return message


def _address(message: EmailMessage, matter: Matter, head: Letterhead, now: datetime) -> None:
    message["From"] = Address(one_line(head.site.name), addr_spec=head.sender)
    message["To"] = Address(addr_spec=matter.recipient)
    replies = [contact for contact in matter.event.contacts if contact.email]
    if replies:
        message["Reply-To"] = [
            Address(one_line(each.name), addr_spec=each.email) for each in replies
        ]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{matter.letter.id}@{head.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"


def _attach_calendar(message: EmailMessage, matter: Matter) -> None:
    calendar = calendar_of(matter.letter.kind, matter.submission, matter.event)
    if calendar:
        message.add_attachment(
            calendar.encode(),
            maintype="text",
            subtype="calendar",
            filename=f"{matter.event.slug}.ics",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )


def one_line(text: str) -> str:
    """Return `text` without line breaks: it goes into a header."""
    return " ".join(text.split())
