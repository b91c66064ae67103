"""Random histories of a journal, replayed on a store by the use cases of the product.

`python -m tests.histories [NUMBER] [FIRST]` compares both stores, and moves each history there and
back; it needs a PostgreSQL server's programs, which it starts itself.
"""

import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from samenkomst.core.errors import NotStored, SamenkomstError
from samenkomst.core.ledger import Ledger
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.record import Draft, Record
from samenkomst.journals import Store, check_lines, load_journal, read_lines
from samenkomst.service import Accounts, Chance, read_receipt, receive
from samenkomst.service.forgetting import erase, plan_erasure
from samenkomst.settings import Settings
from samenkomst.stores.journal import Journal
from samenkomst.stores.postgres import PostgresJournal
from tests.builders import NOW, make_entry, make_field, make_form
from tests.postgres_server import running_cluster

EVENTS = ("ronde-tafel", "training", "net\0werk\ud800")
PEOPLE = 5
STEPS = 14
SHARE = 25
"""Histories on which a broken variant has to be seen."""
MUNICIPALITIES = Municipalities({"GM0344": "Utrecht", "GM0796": "'s-Hertogenbosch"})
FORMS = {
    "aanmelden": make_form(
        make_field(), make_field(name="email", label="E-mail", type="email"), id="aanmelden"
    ),
    "interesse": make_form(
        make_field(name="email", label="E-mail", type="email"), id="interesse", procedure="interest"
    ),
}


class Office:
    """One store, as two processes that take turns would use it; nothing more."""

    def __init__(self, open_store: Callable[[Ledger], Store]) -> None:
        self.ledgers = (Ledger(), Ledger())
        self.journals = tuple(map(open_store, self.ledgers))

    def close(self) -> None:
        """Give back what is open."""
        for journal in self.journals:
            journal.close()


Step = Callable[[Store, Ledger], object]


def history(seed: int) -> Iterator[tuple[int, Step]]:
    """Yield the steps of one history, each with the process that takes it."""
    chance = random.Random(seed)  # noqa: S311 - repeatable
    for number in range(chance.randint(1, STEPS)):
        yield chance.randrange(2), _step(chance, f"{seed}-{number}")


def _step(chance: random.Random, id_: str) -> Step:
    kinds = [_send] * 8 + [_letter, _letter, _note, _bad, _raise, _read, _nothing, _erase]
    return chance.choice(kinds)(chance, id_)


def _send(chance: random.Random, id_: str) -> Step:
    event = make_entry(slug=chance.choice(EVENTS))
    form = FORMS[chance.choice(sorted(FORMS))]
    email = f"p{chance.randrange(PEOPLE)}@example.org"
    answers = {"naam": _text(chance), "email": email.upper() if chance.random() < 0.3 else email}
    if chance.random() < 0.5:
        answers["naam"] = "Noor"  # so that some repeat themselves exactly
    seed = chance.random()

    def step(journal: Store, ledger: Ledger) -> object:
        chance = Chance(lambda: id_, random.Random(seed).choice)  # noqa: S311
        return receive(
            event,
            form,
            answers,
            accounts=Accounts(journal, ledger, NOW, chance),
            municipalities=MUNICIPALITIES,
        )

    return step


def _text(chance: random.Random) -> str:
    """Return any text: of any character that Python has, and often one that means trouble."""
    return "".join(
        chance.choice([chr(chance.randrange(0x110000)), *"\0\ud800\udc00\u2028\r\n'\\%"])
        for _ in range(chance.randrange(6))
    )


def _letter(chance: random.Random, id_: str) -> Step:
    type_ = chance.choice(["letter_sent", "letter_failed"])

    def step(journal: Store, ledger: Ledger) -> object:
        journal.catch_up()
        owed = next(iter(ledger.owed), None)
        if owed is None:
            return None
        return journal.commit(lambda: [Draft(type_, owed, {"reason": "550", "message_id": id_})])

    return step


def _note(chance: random.Random, id_: str) -> Step:
    drafts = [
        Draft("note", f"{id_}{_text(chance)}", {_text(chance): [_text(chance), 1.5, None, True]})
        for _ in range(chance.randrange(4))
    ]
    event = chance.choice([None, *EVENTS])
    return lambda journal, _: journal.commit(lambda: drafts, event=event)


def _bad(chance: random.Random, id_: str) -> Step:
    values: list[Mapping[Any, Any]] = [
        {"x": float("nan")},
        {"x": object()},
        {"crc": ""},
        {"1": 1, 1: 1},
        {"x": float("inf")},
    ]
    draft = chance.choice(
        [Draft("", id_), Draft("note", ""), *(Draft("n", id_, v) for v in values)]
    )
    return lambda journal, _: journal.commit(lambda: [Draft("note", id_), draft])


def _raise(chance: random.Random, id_: str) -> Step:
    def decide() -> list[Draft]:
        raise KeyError(id_)

    event = chance.choice([None, *EVENTS])
    return lambda journal, _: journal.commit(decide, event=event)


def _read(chance: random.Random, id_: str) -> Step:
    seq = chance.randrange(-1, STEPS + 2)
    return lambda journal, _: (journal.get(seq), read_receipt(journal, seq, id_))


def _nothing(chance: random.Random, id_: str) -> Step:
    return lambda journal, _: journal.commit(list)


def _erase(chance: random.Random, id_: str) -> Step:
    who = f"p{chance.randrange(PEOPLE)}@example.org"
    numbers = iter(range(10))

    def step(journal: Store, ledger: Ledger) -> object:
        journal.catch_up()
        records = list(filter(None, (journal.get(seq) for seq in range(1, ledger.seq + 1))))
        plan = plan_erasure(ledger, records, who)
        return erase(
            plan,
            journal=journal,
            new_id=lambda: f"{id_}-{next(numbers)}",
            remove_files=lambda needles: sorted(needles),
        )

    return step


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a store made of a history, nothing more."""

    answers: list[object]
    """What each step returned, or its refusal."""
    ledgers: tuple[object, ...]
    lines: list[bytes]


def replay_on(office: Office, seed: int, lines: Callable[[], Iterator[bytes]]) -> Outcome:
    """Return what becomes of a history on this store."""
    answers: list[object] = []
    try:
        for process, step in history(seed):
            try:
                answers.append(step(office.journals[process], office.ledgers[process]))
            except (SamenkomstError, KeyError, TypeError, ValueError) as refusal:
                answers.append((type(refusal), str(refusal)))
        for journal in office.journals:
            journal.catch_up()
        return Outcome(answers, tuple(vars(ledger) for ledger in office.ledgers), list(lines()))
    finally:
        office.close()


class Stores:
    """Both stores, emptied for each history; nothing more."""

    def __init__(self, folder: Path, *urls: str) -> None:
        self._folder = folder
        self._bases = [_Base(url) for url in urls]
        self._count = 0

    def close(self) -> None:
        """Give back what is open."""
        for base in self._bases:
            base.close()

    def compare(
        self, seed: int, variant: type[PostgresJournal] = PostgresJournal
    ) -> tuple[Outcome, Outcome]:
        """Return what one history became on both: JSON lines, PostgreSQL."""
        file, base = self._file(), self._bases[0]
        on_disk = replay_on(
            Office(lambda view: Journal(file.journal_path, view, lambda: NOW)),
            seed,
            lambda: read_lines(file),
        )
        base.empty()
        in_base = replay_on(
            Office(lambda view: variant(base.url, view, lambda: NOW)), seed, base.journal.lines
        )
        return on_disk, in_base

    def move(self, lines: Sequence[bytes]) -> list[list[bytes]]:
        """Move lines from file to base, on to another file and another base; return each."""
        found: list[list[bytes]] = []
        for base in self._bases:
            base.empty()
            base.journal.load(check_lines(lines))
            found.append(list(base.journal.lines()))
            file = self._file()
            load_journal(file, found[-1])
            found.append(lines := list(read_lines(file)))
        return found

    def _file(self) -> Settings:
        self._count += 1
        return Settings(data=self._folder / str(self._count))


class _Base:
    """A database that one history after the other uses; nothing more.

    Its connections stay: to open one costs more than the whole history.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.journal = PostgresJournal(url, Ledger(), lambda: NOW)
        self.journal.catch_up()
        self._connection = psycopg.connect(url, autocommit=True)

    def empty(self) -> None:
        """Let it be as new."""
        self._connection.execute(
            "BEGIN; DELETE FROM samenkomst_journal; DELETE FROM samenkomst_taken;"
            "UPDATE samenkomst_state SET seq = 0, rewritten = 0; COMMIT"
        )

    def close(self) -> None:
        """Give back what is open."""
        self.journal.close()
        self._connection.close()


class Textual(PostgresJournal):
    """A broken variant: refuses the characters that PostgreSQL's own text refuses."""

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        def decide_too() -> list[Draft]:
            drafts = list(decide())
            if any("\\u0000" in json.dumps(draft.fields, default=str) for draft in drafts):
                raise NotStored("NUL")
            return drafts

        return super().commit(decide_too, event=event, spare=spare)


class Doubling(PostgresJournal):
    """A broken variant: writes a line where nothing was to be written."""

    def commit(
        self,
        decide: Callable[[], Sequence[Draft]],
        *,
        event: str | None = None,
        spare: bool = False,
    ) -> list[Record]:
        return super().commit(lambda: decide() or [Draft("note", "again")], event=event)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many histories were replayed, and what came of it; nothing more."""

    histories: int
    lines: int
    different: tuple[int, ...]
    """The seeds of those that the stores made different things of."""
    changed: tuple[int, ...]
    """The seeds of those that moving changed."""


def compare_many(
    stores: Stores, seeds: range, variant: type[PostgresJournal] = PostgresJournal
) -> Tally:
    """Return what becomes of these histories."""
    lines, different, changed = 0, [], []
    for seed in seeds:
        on_disk, in_base = stores.compare(seed, variant)
        lines += len(on_disk.lines)
        if on_disk != in_base:
            different.append(seed)
        elif any(each != on_disk.lines for each in stores.move(on_disk.lines)):
            changed.append(seed)
    return Tally(len(seeds), lines, tuple(different), tuple(changed))


@contextmanager
def running_stores(place: str | None = None) -> Iterator[Stores]:
    """Give both stores, with a server of their own, in a folder of `place`.

    In memory they are quickest: that both answer the same does not hang on a disk.
    """
    with (
        running_cluster(place) as cluster,
        tempfile.TemporaryDirectory(prefix="histories-", dir=place) as folder,
        closing(Stores(Path(folder), cluster.new_database(), cluster.new_database())) as stores,
    ):
        yield stores


def tally_many(seeds: range, place: str | None = None) -> Tally:
    """Return what becomes of these histories."""
    with running_stores(place) as stores:
        return compare_many(stores, seeds)


def tally_with_other_rules(place: str | None = None) -> list[Tally]:
    """The negative control: compare a few where one store has another rule."""
    variants: list[type[PostgresJournal]] = [Textual, Doubling]
    with running_stores(place) as stores:
        return [compare_many(stores, range(SHARE), variant) for variant in variants]


def main(number: int, first: int) -> int:
    """Print what comes of so many histories; return 1 if any differs."""
    started = time.monotonic()
    cores = os.cpu_count() or 1
    shares = [range(first + core, first + number, cores) for core in range(cores)]
    with ProcessPoolExecutor(cores, multiprocessing.get_context("spawn")) as processes:
        tallies = list(processes.map(tally_many, shares))
    caught = [len(tally.different) for tally in tally_with_other_rules()]
    different = sorted(seed for tally in tallies for seed in tally.different)
    changed = sorted(seed for tally in tallies for seed in tally.changed)
    print(
        f"{number} random histories, {sum(tally.lines for tally in tallies)} lines, "
        f"{time.monotonic() - started:.0f} s\n"
        f"replayed differently by the two stores: {len(different)} {different[:5]} "
        f"(95 %: below {3 / number:.4%})\n"
        f"changed by moving there and back: {len(changed)} {changed[:5]}\n"
        f"controls, caught in {SHARE} histories: {caught}"
    )
    return 1 if different or changed or not all(caught) else 0


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(given[0] if given else 10_000, given[1] if given[1:] else 0))
