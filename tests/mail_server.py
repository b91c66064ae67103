"""A real mail server on this computer that misbehaves as it is told, and remembers."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server, AuthResult, Envelope, LoginPassword, Session

from tests.patience import LONG

GOOD = "250 OK"
DROP, SLOW = "drop", "slow"
"""After the letter: break the connection, or say nothing for too long. The letter is kept."""
IMPATIENCE = 2.0
"""Seconds that the client waits where the server is SLOW."""


@dataclass
class Behaviour:
    """What the server says, and what it took in: also what the client never heard of."""

    sender: str = GOOD
    recipient: Callable[[str], str] = lambda address: GOOD
    data: Callable[[str], str] = lambda address: GOOD
    envelopes: list[Envelope] = field(default_factory=list)
    password: str = ""
    """What counts as the right one; nothing: nobody has to log in."""
    logins: list[str] = field(default_factory=list)

    def taken(self) -> list[tuple[str, str]]:
        """Return recipient and Message-ID of each letter, in order."""
        return [(each.rcpt_tos[0], _message_id(each)) for each in self.envelopes]

    def recipients(self) -> list[str]:
        return [address for address, _ in self.taken()]

    async def handle_MAIL(
        self, server: Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.sender

    async def handle_RCPT(
        self, server: Server, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.recipient(address)
        if answer == GOOD:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:
        answer = self.data(envelope.rcpt_tos[0])
        if answer in (GOOD, DROP, SLOW):
            self.envelopes.append(envelope)
        if answer == DROP:
            assert server.transport is not None
            server.transport.abort()  # type: ignore[attr-defined]
        if answer == SLOW:
            await asyncio.sleep(IMPATIENCE * 3)
        return GOOD if answer in (DROP, SLOW) else answer

    def log_in(
        self, server: Server, session: Session, envelope: Any, way: str, who: Any
    ) -> AuthResult:
        assert isinstance(who, LoginPassword)
        self.logins.append(who.password.decode())
        return AuthResult(success=self.logins[-1] == self.password, handled=False)


def _message_id(envelope: Envelope) -> str:
    assert isinstance(envelope.content, bytes)
    return str(message_from_bytes(envelope.content)["Message-ID"])


@contextmanager
def serve(behaviour: Behaviour, port: int = 0, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Run the server; give its port."""
    options: dict[str, Any] = {}
    if behaviour.password:
        options = {"authenticator": behaviour.log_in, "auth_required": True, "tls_context": tls}
        options["require_starttls"] = True
    controller = Controller(
        behaviour, hostname="127.0.0.1", port=port or free_port(), ready_timeout=LONG, **options
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
