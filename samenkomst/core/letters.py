"""Letters to participants: plain text, from the editor's draft and the site's own facts.

No free text from a form stands in a letter (design 7, rule 11): otherwise anyone could have our
server send their words to someone else's address.
"""

from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from samenkomst.core.contract import Contact, EventEntry, Site
from samenkomst.core.forms import Form
from samenkomst.core.ledger import Letter, Submission
from samenkomst.core.letter_text import fill


def compose(
    letter: Letter,
    submission: Submission,
    recipient: str,
    event: EventEntry,
    form: Form,
    site: Site,
    sender: str,
    now: datetime,
) -> EmailMessage:
    """Return the letter that answers `submission`, to `recipient`, ready to send.

    `sender` is a plain addr-spec: the From and the envelope.
    Its Message-ID follows from the letter's id alone, so a second sending can be recognised.
    """
    values = {
        "title": event.title,
        "reference": submission.reference,
        "page": site.url + event.url.lstrip("/"),
        "contact": describe_contacts(event.contacts),
    }
    message = EmailMessage()
    _address(message, letter, recipient, event, site, sender, now)
    message["Subject"] = one_line(fill(form.letter_subject, values))
    message.set_content(fill(form.letter_text, values).strip() + "\n", cte="quoted-printable")
    message["Content-Language"] = site.language  # not before: set_content drops such headers
    if event.calendar:
        message.add_attachment(
            event.calendar.encode(),
            maintype="text",
            subtype="calendar",
            filename=f"{event.slug}.ics",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )
    return message


def _address(
    message: EmailMessage,
    letter: Letter,
    recipient: str,
    event: EventEntry,
    site: Site,
    sender: str,
    now: datetime,
) -> None:
    message["From"] = Address(one_line(site.name), addr_spec=sender)
    message["To"] = Address(addr_spec=recipient)
    replies = [contact for contact in event.contacts if contact.email]
    if replies:
        message["Reply-To"] = [
            Address(one_line(each.name), addr_spec=each.email) for each in replies
        ]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{letter.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"


def describe_contacts(contacts: Iterable[Contact]) -> str:
    """Return the contacts as one line of text."""
    return "; ".join(
        ", ".join(part for part in (each.name, each.organisation, each.phone, each.email) if part)
        for each in contacts
    )


def one_line(text: str) -> str:
    """Return `text` without line breaks: it goes into a header."""
    return " ".join(text.split())
