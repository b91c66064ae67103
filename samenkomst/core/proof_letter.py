"""The letter that proves that mail works: to whoever sets it up, about nobody."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from samenkomst.core.letter_body import Letterhead
from samenkomst.core.letters import one_line
from samenkomst.core.translation import N_

_SUBJECT = N_("Proefbrief van {name}")
_TEXT = N_(
    "Goedendag,\n\n"
    "Dit is een proefbrief van {url}. U leest hem: het versturen van brieven werkt.\n\n"
    "Staat hij bij de ongewenste mail? Controleer dan SPF, DKIM en DMARC van {domain}.\n"
)


def compose_proof(head: Letterhead, recipient: str, identifier: str, now: datetime) -> EmailMessage:
    """Return a letter to `recipient`, with an id of its own: each proof is a new one."""
    message, domain = EmailMessage(), head.sender.rpartition("@")[2]
    message["From"] = Address(one_line(head.site.name), addr_spec=head.sender)
    message["To"] = Address(addr_spec=recipient)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{identifier}.proof@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Subject"] = one_line(head.translate(_SUBJECT).format(name=head.site.name))
    text = head.translate(_TEXT).format(url=head.site.url, domain=domain)
    message.set_content(text, cte="quoted-printable")
    return message
