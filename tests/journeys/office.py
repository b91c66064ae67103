"""An organiser's office: content of its own, the real commands, a real server and a mail server."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from tests.journeys.server import ROOT, SECRET, Server, free_port, gunicorn
from tests.mail_server import Behaviour, serve
from tests.patience import LONG
from tests.patient import COMMAND, SERVER

_LINK = re.compile(r"https?://\S+/formulieren/deelname/\S+/")


@dataclass
class Office:
    """Where the content stands, who serves the site, and what the mail server took in."""

    folder: Path
    port: int
    environment: dict[str, str]
    mail: Behaviour
    read: int = 0
    """How many letters were looked at already."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def run(self, *words: str, code: int = 0) -> str:
        """Run a command as an organiser does, in the folder of the site; return what it says."""
        done = subprocess.run(
            [sys.executable, *COMMAND, *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def edit(self, *changes: tuple[str, str]) -> None:
        """Change events.yaml as an editor does, and build the site again."""
        path = self.folder / "content" / "events.yaml"
        text = path.read_text(encoding="utf-8")
        for before, after in changes:
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")
        self.run("build")

    def deliver(self) -> dict[str, EmailMessage]:
        """Deliver what is owed; return the new letters by recipient, each of whom has one."""
        self.run("deliver")
        new = self.mail.envelopes[self.read :]
        self.read = len(self.mail.envelopes)
        letters = {}
        for envelope in new:
            assert isinstance(envelope.content, bytes)
            [recipient] = envelope.rcpt_tos
            assert recipient not in letters
            letters[recipient] = message_from_bytes(envelope.content, policy=policy.default)
        return letters


def text_of(letter: EmailMessage) -> str:
    """Return the letter as plain text."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def calendar_of(letter: EmailMessage) -> str:
    """Return the calendar file that comes with the letter."""
    [found] = [
        each.get_content() for each in letter.walk() if each.get_content_type() == "text/calendar"
    ]
    return found if isinstance(found, str) else found.decode()


def link_in(letter: EmailMessage) -> str:
    """Return the personal link in the letter; it stands there once."""
    found = _LINK.findall(text_of(letter))
    assert len(set(found)) == 1, text_of(letter)
    return str(found[0])


def path_of(url: str) -> str:
    return urlsplit(url).path


@contextmanager
def open_office(folder: Path) -> Iterator[Office]:
    """Copy the content, build the site, and serve it with gunicorn beside a mail server."""
    for name in ("content", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    port, mail = free_port(), Behaviour()
    with ExitStack() as stack:
        mail_port = stack.enter_context(serve(mail))
        settings = {
            "SAMENKOMST_SECRET": SECRET,
            "SAMENKOMST_BASE_URL": f"http://127.0.0.1:{port}/",
            "SAMENKOMST_DATA": str(folder / "var"),
            "SAMENKOMST_SITE": str(folder / "site"),
            "SAMENKOMST_SMTP_URL": f"smtp://127.0.0.1:{mail_port}",
            "SAMENKOMST_MAIL_FROM": "post@example.org",
            "SAMENKOMST_POSTS_PER_MINUTE": "0",
        }
        own = {name: value for name, value in os.environ.items() if "SAMENKOMST" not in name}
        office = Office(folder, port, own | settings, mail)
        office.run("build")
        command = gunicorn("form_handler.one_origin:create_site_app()", port, workers=2, threads=4)
        stack.enter_context(Server(command, port, settings | SERVER, folder / "log"))
        yield office
