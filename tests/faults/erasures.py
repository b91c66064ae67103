"""Random lives of a data folder, of which one person is erased: no file knows them (T86)."""

import io
import random
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.record import Draft
from samenkomst.service.forgetting import plan_erasure
from samenkomst.stores.export import to_csv, to_xlsx
from samenkomst.stores.inspection import verify
from samenkomst.stores.journal import Journal
from samenkomst.stores.mail import MailFolder
from samenkomst.stores.private_file import write_private
from samenkomst.stores.volumes import find_volumes
from tests.faults.experiment import Experiment, Found
from tests.faults.workshop import memory
from tests.service.test_forgetting import Forgetful, Office, encodings

_SMALL = 2_000
"""Bytes of a journal that goes on in a new file every few records."""
Person = tuple[str, str]
"""Address and name."""


class Life:
    """What happens in one data folder, by chance; nothing more."""

    def __init__(self, data: Path, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self.office = Office(data, volume_size=self._chance.choice([_SMALL, 1 << 30]))
        self.people = [(f"p{n}.x{seed}@example.org", f"Ñoor \u2028 {n}x{seed}") for n in range(4)]

    def pass_by(self) -> None:
        """Let some things happen."""
        self._send()
        for _ in range(self._chance.randrange(12)):
            happen = self._chance.choice([self._send] * 5 + [self._refuse, self._tear, self._save])
            happen()
        if self._chance.random() < 0.7:
            self._export()

    def choose_known(self) -> Person:
        """Return one of those who are held; who never got a receipt may stand in a torn tail."""
        records = self.office.records
        ledger = replay(records)
        held = [one for one in self.people if not plan_erasure(ledger, records, one[0]).is_empty]
        return self._chance.choice(held)

    def _choose(self) -> Person:
        return self._chance.choice(self.people)

    def _send(self) -> None:
        (email, name), (other_email, other_name) = self._choose(), self._choose()
        more = {"collega_1_naam": other_name, "collega_1_email": other_email}
        capitals = email.upper() if self._chance.random() < 0.3 else email
        self.office.take(
            capitals,
            self._chance.randrange(2),
            naam=f"{name} {self._chance.random()}",
            **(more if self._chance.random() < 0.3 else {}),
        )

    def _refuse(self) -> None:
        for letter in [
            each for each in self.office.ledger.owed.values() if self._chance.random() < 0.5
        ]:
            person = self.office.ledger.submissions[letter.submission].person
            refused = [Draft("letter_failed", letter.id, {"reason": f"550 {person} <{person}>"})]
            self.office.journal.commit(lambda refused=refused: refused)  # type: ignore[misc]

    def _tear(self) -> None:
        """Leave half a line of somebody, as a crash does; the next record sets it aside."""
        email, name = self._choose()
        with self.office.path.open("ab") as stream:
            stream.write(f'{{"v":1,"email":"{email}","naam":"{name}"'.encode())

    def _save(self) -> None:
        self.office.journal.catch_up()
        self.office.journal.save(0)

    def _export(self) -> None:
        found = replay(self.office.records).of_event(None)
        names = dict(self.people)
        rows = [(one.reference, names[one.person], one.person) for one in found]
        write_private(self.office.data / "exports" / "lijst.csv", to_csv(rows))
        write_private(self.office.data / "exports" / "lijst.xlsx", to_xlsx(rows, "lijst"))
        for number, row in enumerate(rows):
            letter = EmailMessage()
            letter["Message-ID"], letter["To"] = f"<{number}@example.org>", row[2]
            letter.set_content(" ".join(row), cte="base64")
            MailFolder(self.office.data / "mail").send(letter)


def live(variant: type[Journal], seed: int) -> Found:
    """Lead one life and erase a person; find what is left of them, or wrong with the others."""
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        life = Life(Path(folder) / "var", seed)
        life.pass_by()
        office, (email, name) = life.office, life.choose_known()
        before = replay(office.records)
        gone = [one.reference for one in before.of_event(None) if one.person == email]
        office.erase(email, variant(office.path, Ledger(), lambda: datetime.now(UTC)))
        after = replay(office.records)
        wrong = [f"{seed}: {each}" for each in residue(office.data, [email, name, *gone])]
        wrong += [f"{seed}: {each}" for each in verify(office.path).damages]
        if _counted(after) != _counted(before):
            wrong.append(f"{seed}: counts differ")
        if [one.person for one in before.of_event(None) if one.person != email] != [
            one.person for one in after.of_event(None) if one.person
        ]:
            wrong.append(f"{seed}: others differ")
        office.journal.close()
        return Found(1, tuple(wrong), {"with closed files": bool(find_volumes(office.path))})


def residue(data: Path, needles: list[str]) -> Iterator[str]:
    """Yield where a needle still stands in a file, or in a part of a compressed one."""
    forms = [form for needle in needles for form in encodings(needle)]
    for path in sorted(each for each in data.rglob("*") if each.is_file()):
        if any(form in part for part in _parts(path) for form in forms):
            yield path.name


def _parts(path: Path) -> Iterator[bytes]:
    content = path.read_bytes()
    yield content
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            yield from (book.read(name) for name in book.namelist())


def _counted(ledger: Ledger) -> Counter[tuple[str, str]]:
    return Counter((each.event, each.organisation) for each in ledger.of_event(None))


def erase_many(variant: type[Journal], seeds: range) -> Found:
    """Lead a life for each seed."""
    return sum((live(variant, seed) for seed in seeds), Found(0))


EXPERIMENTS = [
    Experiment(
        "erasures",
        partial(erase_many, Journal),
        partial(erase_many, Forgetful, range(10)),
        40,
        10_000,
        share=1_000,
    )
]
