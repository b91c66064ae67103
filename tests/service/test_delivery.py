"""Delivery over a real connection to a mail server that misbehaves, with the clock moved."""

import os
import signal
import ssl
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from samenkomst.core.backoff import WAITS
from samenkomst.core.errors import DeliveryFailed
from samenkomst.core.ledger import Ledger
from samenkomst.core.letter_body import Letterhead
from samenkomst.core.procedures import Act
from samenkomst.core.record import Draft, Record
from samenkomst.service.delivery import DAILY, PATIENCE, Delivery, deliver
from samenkomst.stores.journal import Journal
from samenkomst.stores.mail import MailServer
from tests.builders import HEAD
from tests.mail_server import DROP, GOOD, IMPATIENCE, SLOW, Behaviour, free_port, serve
from tests.organiser import MORNING, Organiser
from tests.patience import LONG
from tests.patient import COMMAND

ALL_WAITS = timedelta(minutes=sum(WAITS))
NAMES = ("Sam", "Kim", "Bo", "Max", "Lin")


class Post:
    """A site with a journal, and who delivers there, with a clock that we set."""

    def __init__(self, folder: Path) -> None:
        self.organiser = Organiser(folder)
        self.now = MORNING
        self.ledger = Ledger()
        self.journal = Journal(self.organiser.journal_path, self.ledger, lambda: self.now)

    def owe(self, *names: str, slug: str = "ronde-tafel") -> None:
        """Let people send a form, so that each is owed a letter."""
        for name in names:
            self.organiser.receive(slug, name)

    def round(self, mail: "Mailbox | MailServer", journal: Journal | None = None) -> Delivery:
        return deliver(
            journal=journal or self.journal,
            ledger=self.ledger,
            contract=self.organiser.contract,
            mail=mail,
            head=HEAD,
            now=lambda: self.now,
        )

    def rounds(self, mail: "Mailbox | MailServer", hours: float, every: int = 5) -> None:
        """Go round every so many minutes, for so many hours."""
        until = self.now + timedelta(hours=hours)
        while self.now <= until:
            self.round(mail)
            self.now += timedelta(minutes=every)

    def owed(self) -> int:
        """Return how many letters are still owed."""
        self.journal.catch_up()
        return len(self.ledger.owed)

    def records(self, type_: str) -> list[Record]:
        return [each for each in self.organiser.records() if each.type == type_]

    def types(self) -> Counter[str]:
        """Return how many records there are about letters."""
        types = Counter(each.type for each in self.organiser.records())
        return Counter({type_: n for type_, n in types.items() if type_.startswith("letter_")})


class Mailbox:
    """A mail service in this process that keeps what it gets, or refuses as it is told."""

    def __init__(self, refuse: Callable[[str], DeliveryFailed | None] = lambda to: None) -> None:
        self.letters: list[EmailMessage] = []
        self.refuse = refuse

    def send(self, message: EmailMessage) -> None:
        if failure := self.refuse(str(message["To"])):
            raise failure
        self.letters.append(message)

    def recipients(self) -> list[str]:
        return [str(letter["To"]) for letter in self.letters]


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path)


def client(port: int, timeout: float = LONG) -> MailServer:
    return MailServer(f"smtp://127.0.0.1:{port}", timeout=timeout)


def only(name: str, answer: str) -> Callable[[str], str]:
    """Return what answers so to one address, and well to the others."""
    return lambda address: answer if address.startswith(name.lower()) else GOOD


def at(record: Record) -> datetime:
    return datetime.fromisoformat(record.at)


def test_owed_letter_is_sent_once(post: Post) -> None:
    post.owe("Sam")
    mail = Mailbox()
    assert post.round(mail) == Delivery(sent=1)
    assert post.round(mail) == Delivery()
    (letter,) = mail.letters
    (sent,) = post.records("letter_sent")
    assert sent.fields == {"message_id": letter["Message-ID"]}
    assert Post(post.organiser.folder).round(mail) == Delivery()


def test_letter_goes_to_the_address_as_it_was_typed(post: Post) -> None:
    """The key serves to compare; a mailbox may tell capitals apart."""
    post.organiser.receive(email="Noor.Bakker@Example.org")
    mail = Mailbox()
    post.round(mail)
    assert mail.recipients() == ["Noor.Bakker@Example.org"]


def test_steps_letter_goes_to_the_address_of_the_latest_answers(post: Post) -> None:
    first = post.organiser.receive("studiedag", email="Noor@Example.org")
    post.organiser.receive("studiedag", email="noor@example.org")
    post.organiser.act(first.reference, Act.WITHDRAW)
    mail = Mailbox()
    post.round(mail)
    assert mail.recipients() == ["noor@example.org"] * 2


@pytest.mark.parametrize("answer", ["451 4.7.1 come back later", "452 4.2.2 mailbox full"])
def test_letter_put_off_is_tried_at_growing_intervals(post: Post, answer: str) -> None:
    """It holds nobody up, and is there once when the server takes it."""
    post.owe("Sam", "Kim", "Bo")
    behaviour = Behaviour(recipient=only("Kim", answer))
    with serve(behaviour) as port:
        assert post.round(client(port)) == Delivery(sent=2, delayed=1)
        post.rounds(client(port), hours=20)
        assert [each.fields["reason"] for each in post.records("letter_delayed")] == [answer] * 8
        times = [at(each) for each in post.records("letter_delayed")]
        waits = [later - earlier for earlier, later in pairwise(times)]
        for wait, minutes in zip(waits, WAITS, strict=False):
            assert timedelta(0) <= wait - timedelta(minutes=minutes) <= timedelta(minutes=5)
        behaviour.recipient = lambda address: GOOD
        post.rounds(client(port), hours=20, every=30)
    assert Counter(behaviour.recipients()) == {f"{x}@example.org": 1 for x in ("sam", "kim", "bo")}


def test_letter_is_given_up_after_two_days_of_its_own_failures_and_not_before(post: Post) -> None:
    post.owe("Sam")
    busy = DeliveryFailed("451 busy", permanent=False)
    mail = Mailbox(lambda to: busy)
    post.rounds(mail, hours=47.9)
    assert post.types()["letter_failed"] == 0
    post.rounds(mail, hours=8)
    (failed,) = post.records("letter_failed")
    assert at(failed) - MORNING >= timedelta(hours=48)
    assert at(failed) - MORNING <= ALL_WAITS + timedelta(hours=1)
    assert failed.fields == {"reason": "451 busy"}
    assert post.types() == {"letter_delayed": len(WAITS), "letter_failed": 1}
    assert post.round(Mailbox()) == Delivery()


def test_refused_address_is_final_and_visible(post: Post) -> None:
    post.owe("Sam", "Kim")
    behaviour = Behaviour(recipient=only("Sam", "550 5.1.1 unknown here"))
    with serve(behaviour) as port:
        assert post.round(client(port)) == Delivery(sent=1, failed=1)
        post.now += timedelta(days=9)
        assert post.round(client(port)) == Delivery()
    (row,) = post.organiser.run("letters", "--json").json()
    assert (row["status"], row["reason"]) == ("failed", "550 5.1.1 unknown here")


@pytest.mark.parametrize("answer", [DROP, SLOW])
def test_silence_under_a_letter_counts_for_that_letter(post: Post, answer: str) -> None:
    """The server may have taken it: one more at most for each silence, told by its Message-ID."""
    post.owe("Sam", "Kim")
    behaviour = Behaviour(data=only("Sam", answer))
    with serve(behaviour) as port:
        seconds = IMPATIENCE if answer == SLOW else LONG
        assert post.round(client(port, seconds)) == Delivery(sent=1, delayed=1)
        assert post.round(client(port)) == Delivery()
        behaviour.data = lambda address: GOOD
        post.now += timedelta(hours=1)
        assert post.round(client(port)) == Delivery(sent=1)
    sams = [letter for to, letter in behaviour.taken() if to.startswith("sam")]
    assert (len(sams), len(set(sams))) == (2, 1)
    assert behaviour.recipients().count("kim@example.org") == 1


def test_server_that_falls_silent_under_all_letters_ends_the_round(post: Post) -> None:
    """Half a minute for each of a thousand letters would be a night."""
    names = [f"P{number}" for number in range(PATIENCE + 3)]
    post.owe(*names)
    behaviour = Behaviour(data=lambda address: DROP)
    with serve(behaviour) as port:
        done = post.round(client(port))
        assert (done.sent, done.failed, done.delayed) == (0, 0, PATIENCE)
        assert done.held
        behaviour.data = lambda address: GOOD
        assert post.round(client(port)) == Delivery(sent=3)
        post.now += timedelta(minutes=6)
        assert post.round(client(port)) == Delivery(sent=PATIENCE)
    assert Counter(Counter(behaviour.recipients()).values()) == {1: 3, 2: PATIENCE}


@pytest.mark.parametrize("days", [1, 5])
def test_server_that_is_down_for_days_costs_nothing(post: Post, days: int) -> None:
    """Nothing is counted, nothing given up; afterwards all goes out once, in order."""
    post.owe(*NAMES)
    port = free_port()
    assert "refused" in post.round(client(port)).held
    post.rounds(client(port), hours=24 * days, every=30)
    assert post.types() == {}
    behaviour = Behaviour()
    with serve(behaviour, port):
        assert post.round(client(port)) == Delivery(sent=5)
        assert post.round(client(port)) == Delivery()
    assert behaviour.recipients() == [f"{name.lower()}@example.org" for name in NAMES]


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": lambda address: "421 4.3.2 closing"},
        {"data": lambda address: "421 4.3.2 closing"},
        {"recipient": lambda address: "530 5.7.0 log in first"},
        {"sender": "451 4.3.0 not now"},
        {"sender": "550 5.1.8 no such sender"},
    ],
)
def test_what_holds_for_all_letters_ends_the_round_and_counts_for_none(
    post: Post, changes: dict[str, object]
) -> None:
    post.owe("Sam", "Kim")
    with serve(Behaviour(**changes)) as port:  # type: ignore[arg-type]
        done = post.round(client(port))
    assert (done.sent, done.failed, done.delayed) == (0, 0, 0)
    assert done.held
    assert post.types() == {}


def test_relaying_refused_is_no_fault_of_the_address(post: Post) -> None:
    """A slip in the set-up of the server must not fail every letter for ever."""
    post.owe("Sam")
    with serve(Behaviour(recipient=lambda address: "550 5.7.1 relaying denied")) as port:
        assert post.round(client(port)) == Delivery(delayed=1)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    key, found = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", found], check=True, capture_output=True)
    return key, found


def test_wrong_password_for_a_day_then_the_right_one(
    post: Post, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One login a round, not one a letter: else the account would be locked."""
    key, found = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(found))
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(found, key)
    post.owe(*NAMES)
    behaviour = Behaviour(password="right")
    with serve(behaviour, tls=tls) as port:
        wrong = MailServer(f"smtp://us:wrong@127.0.0.1:{port}", timeout=LONG)
        for _ in range(4):
            assert post.round(wrong).held.startswith("535 ")
            post.now += timedelta(hours=6)
        # One login a round, with each of the two ways that the server offers.
        assert (post.types(), behaviour.logins) == ({}, ["wrong"] * 8)
        right = MailServer(f"smtp://us:right@127.0.0.1:{port}", timeout=LONG)
        assert post.round(right) == Delivery(sent=5)
    assert behaviour.recipients() == [f"{name.lower()}@example.org" for name in NAMES]


def test_letters_to_one_person_are_limited_to_so_many_a_day(post: Post) -> None:
    """For all events together; others do not wait for them."""
    reference = post.organiser.receive("studiedag", "Sam").reference
    for _ in range(DAILY // 2 + 2):
        post.organiser.act(reference, Act.WITHDRAW)
        post.organiser.receive("studiedag", "Sam")
    post.owe("Sam", "Kim")
    mail = Mailbox()
    post.round(mail)
    assert Counter(mail.recipients()) == {"sam@example.org": DAILY, "kim@example.org": 1}
    post.now += timedelta(hours=23)
    assert post.round(mail) == Delivery()
    post.now += timedelta(hours=2)
    assert post.round(mail).sent == 6


def test_letter_that_was_overtaken_in_the_same_round_is_not_sent(post: Post) -> None:
    """Kim confirms while the first invitation goes out: she is no longer asked."""
    organiser = post.organiser
    organiser.receive(name="Sam")
    kim = organiser.receive(name="Kim").reference
    post.round(Mailbox())
    organiser.run("invite", "ronde-tafel", "--until", "2027-03-12")
    mail = Mailbox()

    def confirm(to: str) -> None:
        if to.startswith("sam"):
            organiser.act(kim, Act.CONFIRM)

    mail.refuse = confirm  # type: ignore[assignment]
    post.round(mail)
    assert [str(letter["Subject"]).partition("?")[0] for letter in mail.letters] == ["Doet u mee"]
    mail.refuse = lambda to: None
    post.round(mail)
    assert mail.letters[-1]["Subject"] == "U doet mee: Ronde tafel over werkdruk"


def test_letter_whose_event_or_form_is_gone_waits_and_holds_nobody_up(post: Post) -> None:
    """An editor took the page away by mistake: the letter follows when it is back."""
    post.owe("Sam", slug="studiedag")
    post.owe("Kim")
    whole = post.organiser.contract
    events = [event for slug, event in whole.events.items() if slug != "studiedag"]
    post.organiser.publish(*events)
    mail = Mailbox()
    assert post.round(mail) == Delivery(sent=1)
    post.organiser.publish(*whole.events.values())
    assert post.round(mail) == Delivery(sent=1)


def test_personal_links_in_the_journal_are_none(post: Post) -> None:
    """Whoever reads the journal can see who came, not act for them."""
    post.owe("Sam")
    post.round(Mailbox())
    assert "deelname" not in post.organiser.journal_path.read_text()


class PowerCut(Exception):
    """What comes next does not happen."""


class JournalAtPowerCut(Journal):
    """Reads, and is cut off when it should write."""

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        raise PowerCut


def test_crash_between_letter_and_record_sends_it_again_with_one_message_id(post: Post) -> None:
    """The one moment that no order of steps can take away."""
    post.owe("Sam")
    mail = Mailbox()
    with pytest.raises(PowerCut):
        post.round(mail, JournalAtPowerCut(post.journal._path, post.ledger, lambda: post.now))
    assert post.round(mail) == Delivery(sent=1)
    assert len(mail.letters) == 2
    assert len({letter["Message-ID"] for letter in mail.letters}) == 1


def test_no_letter_before_anything_came_in(post: Post) -> None:
    assert post.round(Mailbox()) == Delivery()
    assert not post.organiser.journal_path.exists()


# Real processes: each a `samenkomst deliver`, on one journal.

MANY = 40


def start(organiser: Organiser, port: int) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        **organiser.environment,
        "SAMENKOMST_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "SAMENKOMST_MAIL_FROM": "samenkomst@example.org",
    }
    command = [sys.executable, *COMMAND, "deliver"]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def lost_and_doubled(letters: list[tuple[str, str]], people: int) -> tuple[int, int]:
    """Return how many people got nothing, and how many letters came twice."""
    found = Counter(to for to, _ in letters)
    assert len(set(letters)) == len(found)
    return people - len(found), found.total() - len(found)


@pytest.fixture
def crowd(tmp_path: Path) -> Post:
    post = Post(tmp_path)
    post.owe(*(f"P{number}" for number in range(MANY)))
    return post


@pytest.mark.faults
def test_four_deliverers_at_once_send_each_letter_once(crowd: Post) -> None:
    behaviour = Behaviour()
    with serve(behaviour) as port:
        for _ in range(2):
            for process in [start(crowd.organiser, port) for _ in range(4)]:
                process.wait(timeout=LONG)
    assert lost_and_doubled(behaviour.taken(), MANY) == (0, 0)


@pytest.mark.faults
def test_two_deliverers_without_the_lock_are_seen_to_double(crowd: Post) -> None:
    """The control of the test above: what the lock keeps out does happen without it."""
    other, mail = Post(crowd.organiser.folder), Mailbox()

    def meanwhile(to: str) -> None:
        mail.refuse = lambda to: None
        other.round(mail)

    mail.refuse = meanwhile  # type: ignore[assignment]
    crowd.round(mail)
    letters = [(str(each["To"]), str(each["Message-ID"])) for each in mail.letters]
    assert lost_and_doubled(letters, MANY) == (0, 1)


@pytest.mark.faults
def test_killed_deliverers_lose_nothing_and_double_once_for_each_kill(crowd: Post) -> None:
    behaviour, kills, dice = Behaviour(), 0, Random(3)  # noqa: S311 - when to kill
    with serve(behaviour) as port:
        while Post(crowd.organiser.folder).owed() and kills < 8:
            process = start(crowd.organiser, port)
            before = len(behaviour.envelopes)
            while process.poll() is None and len(behaviour.envelopes) == before:
                time.sleep(0.01)  # until it is at work; importing takes most of its life
            time.sleep(dice.uniform(0, 0.05))
            process.send_signal(signal.SIGKILL)
            kills += process.wait(timeout=LONG) == -signal.SIGKILL
        start(crowd.organiser, port).wait(timeout=LONG)
    lost, doubled = lost_and_doubled(behaviour.taken(), MANY)
    assert kills > 0
    assert lost == 0
    assert doubled <= kills


@pytest.mark.faults
def test_sender_that_records_before_the_servers_word_is_seen_to_lose(post: Post) -> None:
    """The control of the tests above: a crash right after such a record loses a letter."""
    post.owe("Sam", "Kim")
    post.journal.catch_up()
    first = next(iter(post.ledger.owed))
    post.journal.commit(lambda: [Draft("letter_sent", first, {"message_id": "<x>"})])
    mail = Mailbox()
    post.round(mail)
    letters = [(str(each["To"]), str(each["Message-ID"])) for each in mail.letters]
    assert lost_and_doubled(letters, 2) == (1, 0)


def test_letterhead_does_not_show_its_secret() -> None:
    assert HEAD.secret not in repr(Letterhead(HEAD.site, HEAD.sender, HEAD.secret, HEAD.translate))
