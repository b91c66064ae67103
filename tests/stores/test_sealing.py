"""A journal whose answers are sealed: nobody reads them there, all else goes on."""

from itertools import count
from pathlib import Path

from samenkomst.core.ledger import Ledger
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.record import Record
from samenkomst.core.sealed import unsealed
from samenkomst.service import Accepted, Accounts, Chance, receive
from samenkomst.stores.age import Identity, Recipient, make_identity
from samenkomst.stores.inspection import read
from samenkomst.stores.journal import Journal
from samenkomst.stores.sealing import SealingJournal
from tests.builders import HOSTILE, NOW, make_answers, make_entry, make_form


class Desk:
    """What takes in forms and seals them, nothing more."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "journal.jsonl"
        self.key_path = folder / "key.txt"
        recipient = Recipient(make_identity(self.key_path))
        self.ledger = Ledger()
        self.journal = SealingJournal(Journal(self.path, self.ledger, lambda: NOW), recipient.seal)
        self._numbers = count(1)

    def receive(self, **answers: str) -> Accepted:
        letters = iter(f"{next(self._numbers):08d}".translate(str.maketrans("01", "AB")))
        chance = Chance(lambda: f"id{next(self._numbers)}", lambda _alphabet: next(letters))
        return receive(
            make_entry(),
            make_form(),
            make_answers(**answers),
            accounts=Accounts(self.journal, self.ledger, NOW, chance),
            municipalities=Municipalities({"GM0796": "'s-Hertogenbosch"}),
        )


def test_answers_are_on_disk_sealed_alone(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.receive()
    text = desk.path.read_text(encoding="ascii")
    assert "<script>" not in text
    assert "Den Bosch" not in text
    assert '"email":"noor@example.org"' in text  # letters go there


def test_holder_of_the_key_reads_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.receive()
    identity = Identity(desk.key_path)
    records = [each for each in read(desk.path) if isinstance(each, Record)]
    answers = [unsealed(each, identity.unseal).fields.get("answers") for each in records]
    assert make_answers() in answers
    assert make_answers()["naam"] == HOSTILE


def test_repeat_is_still_recognised(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    first = desk.receive()
    size = desk.path.stat().st_size
    assert desk.receive().reference == first.reference
    assert desk.path.stat().st_size == size
    assert desk.receive(naam="Sam").reference == first.reference
    assert desk.path.stat().st_size > size
