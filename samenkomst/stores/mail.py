"""Mail: an SMTP server, or a folder of `.eml` files as long as none is configured."""

import os
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from samenkomst.core.errors import DeliveryFailed
from samenkomst.stores.disk import flush_folder, make_folder

TIMEOUT = 30
"""Seconds to wait for a mail server at each step."""
_FOR_ALL = frozenset({421, 530})
"""The server closes the service, or wants us to log in first (RFC 5321, 4.2.3; RFC 4954, 6)."""
_NO_SUCH_MAILBOX = ("550", "551", "553", "556")
_POLICY = "5.7."
"""Second word when it is not the address that is refused: relaying, spam (RFC 3463, 3.8)."""


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

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        parts = urlsplit(url)
        self.timeout = timeout
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
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise DeliveryFailed(_reason(error), permanent=False, others_too=True) from error
        try:
            server.send_message(message, from_addr=message["From"].addresses[0].addr_spec)
            with suppress(OSError, smtplib.SMTPException):
                server.quit()  # the letter was accepted, however the farewell goes
        except (OSError, smtplib.SMTPException) as error:
            raise _failure(error) from error
        finally:
            server.close()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """What checks the server's certificate; reading the authorities takes 70 ms (measured)."""
        return ssl.create_default_context()

    def _connect(self) -> smtplib.SMTP:
        if self.tls_at_once:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=self.timeout, context=self._tls
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            self._introduce(server)
        except BaseException:
            server.close()
            raise
        return server

    def _introduce(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        if not self.tls_at_once and server.has_extn("starttls"):
            server.starttls(context=self._tls)
            server.ehlo()
        if self.user:
            if not isinstance(server.sock, ssl.SSLSocket):
                raise smtplib.SMTPException("no TLS: the password stays here")
            server.login(self.user, self.password)


def _failure(error: OSError | smtplib.SMTPException) -> DeliveryFailed:
    """Return what went wrong with one letter, on a server that let us in.

    A connection that breaks under a letter is that letter's own failure: the server may have
    accepted it, so it is not offered again at once. A sender that is refused is refused for every
    letter.
    """
    reason, permanent, others_too, unanswered = _reason(error), False, False, False
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, _ = next(iter(error.recipients.values()))
            permanent, others_too = _is_about_address(reason), code in _FOR_ALL
        case smtplib.SMTPSenderRefused():
            others_too = True
        case smtplib.SMTPResponseException():
            # Refused text says nothing of the address: the host can mend what is disliked.
            others_too = error.smtp_code in _FOR_ALL
        case _:
            unanswered = True
    return DeliveryFailed(reason, permanent=permanent, others_too=others_too, unanswered=unanswered)


def _is_about_address(reason: str) -> bool:
    """Return whether it is the server's last word on this address (RFC 5321, 4.2.1)."""
    code, _, words = reason.partition(" ")
    return code in _NO_SUCH_MAILBOX and not words.startswith(_POLICY)


def _reason(error: OSError | smtplib.SMTPException) -> str:
    """Return the server's words, or the system's, on one line."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return _words(*next(iter(error.recipients.values())))
        case smtplib.SMTPResponseException():
            return _words(error.smtp_code, error.smtp_error)
    return _one_line(str(error) or type(error).__name__)


def _words(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return _one_line(f"{code} {words}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
