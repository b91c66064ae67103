"""Mail against a real server on this computer, and as files."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server, AuthResult, Envelope, LoginPassword, Session

from samenkomst.core.errors import DeliveryFailed
from samenkomst.core.letters import compose
from samenkomst.stores.mail import MailFolder, MailServer
from tests.builders import HEAD, NOW, make_entry, make_form, make_matter
from tests.mail_server import DROP, IMPATIENCE, SLOW, Behaviour, free_port, serve
from tests.patience import LONG

SENDER = "samenkomst@example.org"
BOUNDARY = {"Content-Type": "multipart/mixed, with a boundary by chance"}
RECIPIENT = "o'neil+leren@example.org"


def make_letter(recipient: str = RECIPIENT) -> EmailMessage:
    matter = make_matter(
        recipient=recipient,
        event=make_entry(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
        form=make_form(letter_text=".\n..één\n.\n{reference} {page}"),
    )
    return compose(matter, HEAD, NOW)


@contextmanager
def serving(behaviour: Behaviour, timeout: float = LONG) -> Iterator[MailServer]:
    """Run a server on a free port of this computer; give the client for it."""
    with serve(behaviour) as port:
        yield MailServer(f"smtp://127.0.0.1:{port}", timeout=timeout)


def failure(server: MailServer | MailFolder, letter: EmailMessage) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as caught:
        server.send(letter)
    return caught.value


def kind(failed: DeliveryFailed) -> str:
    """Return what the failure is about."""
    kinds = {"address": failed.permanent, "all": failed.others_too, "silent": failed.unanswered}
    return " ".join(name for name, holds in kinds.items() if holds) or "letter"


def test_letter_arrives_as_it_was_composed() -> None:
    """The text has lines that begin with a dot, which SMTP itself uses to end a letter."""
    behaviour = Behaviour()
    with serving(behaviour) as server:
        server.send(make_letter())
    (envelope,) = behaviour.envelopes
    assert isinstance(envelope.content, bytes)
    found = message_from_bytes(envelope.content, policy=default)
    assert isinstance(found, EmailMessage)
    sent = message_from_bytes(make_letter().as_bytes(policy=SMTP), policy=default)
    assert {**found} | BOUNDARY == {**sent} | BOUNDARY
    body = found.get_body(("plain",))
    assert body is not None
    text = str(body.get_content()).replace("\r\n", "\n")
    assert text.startswith(".\n..één\n.\nK7QM-2XHD https://example.org/evenementen/ronde-tafel/\n")


@pytest.mark.parametrize(
    "recipient",
    [
        RECIPIENT,
        "Noor.Bakker@Example.ORG",
        "a%b@example.org",
        "a!b|c{d}@example.org",
        "n" * 64 + "@" + "e" * 63 + "." + "f" * 63 + ".org",
    ],
)
def test_envelope_equals_the_stored_address(recipient: str) -> None:
    behaviour = Behaviour()
    with serving(behaviour) as server:
        server.send(make_letter(recipient))
    assert [(each.mail_from, each.rcpt_tos) for each in behaviour.envelopes] == [
        (SENDER, [recipient])
    ]


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ("550 5.1.1 unknown here", "address"),
        ("550 no such user", "address"),
        ("551 user not local", "address"),
        ("553 5.1.3 bad address", "address"),
        ("550 5.7.1 relaying denied", "letter"),
        ("554 5.7.1 relay access denied", "letter"),
        ("451 4.7.1 come back later", "letter"),
        ("452 4.2.2 mailbox full", "letter"),
        ("421 4.3.2 closing", "all"),
        ("530 5.7.0 log in first", "all"),
    ],
)
def test_refused_recipient_is_final_when_it_is_about_the_address(answer: str, about: str) -> None:
    with serving(Behaviour(recipient=lambda address: answer)) as server:
        failed = failure(server, make_letter())
    assert (failed.reason, kind(failed)) == (answer, about)


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ("451 4.3.0 try again", "letter"),
        ("554 5.7.1 looks like spam", "letter"),
        ("421 closing", "all"),
    ],
)
def test_refused_letter_can_be_tried_again(answer: str, about: str) -> None:
    """It says nothing of the address: the host can mend what the server dislikes."""
    with serving(Behaviour(data=lambda address: answer)) as server:
        failed = failure(server, make_letter())
    assert (failed.reason, kind(failed)) == (answer, about)


def test_refused_sender_is_refused_for_all() -> None:
    with serving(Behaviour(sender="550 5.1.8 no such sender")) as server:
        assert kind(failure(server, make_letter())) == "all"


@pytest.mark.parametrize("answer", [DROP, SLOW])
def test_silence_after_the_letter_leaves_it_owed(answer: str) -> None:
    """Without the server's 250 it was not accepted; its Message-ID tells a second one."""
    behaviour = Behaviour(data=lambda address: answer)
    with serving(behaviour, IMPATIENCE if answer == SLOW else LONG) as server:
        failed = failure(server, make_letter())
    assert (kind(failed), len(behaviour.envelopes)) == ("silent", 1)
    assert failed.reason


def test_server_that_fails_after_its_word_has_the_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its 250 is what counts, not how it takes leave: else the letter would go out twice."""

    async def refuse_to_leave(server: Server, session: Session, envelope: Envelope) -> str:
        return "451 not now"

    behaviour = Behaviour()
    monkeypatch.setattr(behaviour, "handle_QUIT", refuse_to_leave, raising=False)
    with serving(behaviour) as server:
        server.send(make_letter())
    assert behaviour.recipients() == [RECIPIENT]


def test_server_that_is_not_there_is_a_temporary_failure() -> None:
    failed = failure(MailServer(f"smtp://127.0.0.1:{free_port()}"), make_letter())
    assert kind(failed) == "all"
    assert "refused" in failed.reason


def test_password_is_not_sent_without_encryption() -> None:
    """The server offers AUTH on a plain connection: whoever listens would know the password."""
    seen: list[str] = []

    def authenticate(*arguments: object) -> AuthResult:
        seen.extend(str(each) for each in arguments if isinstance(each, LoginPassword))
        return AuthResult(success=True)

    controller = Controller(
        Behaviour(),
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=authenticate,
        auth_require_tls=False,
        ready_timeout=LONG,
    )
    controller.start()
    try:
        server = MailServer(f"smtp://user:pass%40word@127.0.0.1:{controller.port}")
        assert failure(server, make_letter()).reason == "no TLS: the password stays here"
    finally:
        controller.stop()
    assert seen == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 587, False, "", "")),
        ("smtps://mail.example.org", ("mail.example.org", 465, True, "", "")),
        ("smtp://u%40x:p%3A%2F@h:25", ("h", 25, False, "u@x", "p:/")),
    ],
)
def test_server_is_named_by_its_address(url: str, expected: tuple[object, ...]) -> None:
    server = MailServer(url)
    found = (server.host, server.port, server.tls_at_once, server.user, server.password)
    assert found == expected


def test_letters_in_a_folder_are_whole_and_private(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "mail"
    MailFolder(folder).send(make_letter())
    (path,) = folder.iterdir()
    assert path.name == "a1.received@example.org.eml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    found = message_from_bytes(path.read_bytes(), policy=default)
    assert found["To"] == RECIPIENT
    assert found["Message-ID"] == "<a1.received@example.org>"


def test_letter_that_is_written_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """After a crash between the letter and its record; half a letter may have been left."""
    (tmp_path / ".a1.received@example.org.part").write_bytes(b"half a le")
    folder = MailFolder(tmp_path)
    folder.send(make_letter("sam@example.org"))
    folder.send(make_letter())
    (path,) = tmp_path.iterdir()
    assert message_from_bytes(path.read_bytes(), policy=default)["To"] == RECIPIENT


def test_letter_stays_inside_its_folder(tmp_path: Path) -> None:
    letter = make_letter()
    del letter["Message-ID"]
    letter["Message-ID"] = "<../../buiten@example.org>"
    MailFolder(tmp_path / "mail").send(letter)
    assert [path.name for path in tmp_path.iterdir()] == ["mail"]
    assert [path.name for path in (tmp_path / "mail").iterdir()] == [".._.._buiten@example.org.eml"]
