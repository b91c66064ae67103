"""Mail: an SMTP server, or a folder of `.eml` files as long as none is configured."""

import os
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import unquote, urlsplit

from samenkomst.core.errors import DeliveryFailed
from samenkomst.stores.disk import flush_folder, make_folder

TIMEOUT = 30
"""Seconds to wait for a mail server at each step."""


class MailFolder:
    """Letters as files, for those who have no mail server yet; nothing more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        """Write the letter to a file named after its Message-ID, and flush it to disk."""
        make_folder(self.folder)
        name = str(message["Message-ID"]).strip("<>").replace("/", "_")
        part = self.folder / f".{name}.part"
        part.unlink(missing_ok=True)  # left by a crash: the letter is written again, whole
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(message.as_bytes(policy=SMTP))
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.folder / f"{name}.eml")
        flush_folder(self.folder)


class MailServer:
    """An SMTP server, by its address; nothing more."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.tls_at_once = parts.scheme == "smtps"
        self.host = parts.hostname or "localhost"
        self.port = parts.port or (465 if self.tls_at_once else 587)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")

    def send(self, message: EmailMessage) -> None:
        """Hand the letter over; returns after the server's 250. Raises DeliveryFailed.

        The envelope equals the addresses in the headers: they are plain addr-specs.
        """
        try:
            with self._connect() as server:
                server.send_message(message, from_addr=message["From"].addresses[0].addr_spec)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refused(error) from error
        except smtplib.SMTPDataError as error:
            # It says nothing of the address: the host can mend what the server dislikes.
            words = _words(error.smtp_code, error.smtp_error)
            raise DeliveryFailed(words, permanent=False) from error
        except smtplib.SMTPResponseException as error:
            words = _words(error.smtp_code, error.smtp_error)
            raise DeliveryFailed(words, permanent=False, others_too=True) from error
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryFailed(str(error), permanent=False, others_too=True) from error

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.tls_at_once:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            self._introduce(server, context)
        except BaseException:
            server.close()
            raise
        return server

    def _introduce(self, server: smtplib.SMTP, context: ssl.SSLContext) -> None:
        server.ehlo()
        if not self.tls_at_once and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        if self.user:
            if not isinstance(server.sock, ssl.SSLSocket):
                raise smtplib.SMTPException("no TLS: the password stays here")
            server.login(self.user, self.password)


def _refused(error: smtplib.SMTPRecipientsRefused) -> DeliveryFailed:
    """Return the failure: 5xx is the server's last word on this address (RFC 5321, 4.2.1)."""
    code, text = next(iter(error.recipients.values()))
    return DeliveryFailed(_words(code, text), permanent=500 <= code < 600)


def _words(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {words}"
