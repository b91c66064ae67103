"""A handler's or a command's collaborators, on one journal of its own."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from samenkomst.core.contract import Choice, ChoiceSession, EventEntry, Places, Unit
from samenkomst.core.forms import Form
from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.procedures import Act
from samenkomst.core.record import Record
from samenkomst.core.submission import Submission
from samenkomst.service import Accepted, Accounts, Chance, Outcome, receive, settle_all, take_step
from samenkomst.stores.inspection import read
from samenkomst.stores.journal import Journal
from tests.builders import (
    EMAIL_FIELD,
    NOW,
    TOWN_FIELD,
    make_answers,
    make_contract,
    make_entry,
    make_field,
    make_form,
)

TOWNS = Municipalities({"GM0344": "Utrecht", "GM0796": "'s-Hertogenbosch", "GM0363": "Amsterdam"})
COLLEAGUES = [make_field(name=f"collega_{n}_naam", required=False) for n in (1, 2)]
SLOTS = Choice(
    group="spreekuur",
    title="Spreekuur",
    least=1,
    most=2,
    chosen_by="participants",
    sessions=tuple(ChoiceSession(f"uur-{n}", f"Uur {n}", "", capacity=1) for n in (1, 2, 3)),
)


def make_procedure(procedure: str, **changes: Any) -> Form:
    """Return a form that starts this procedure; one may bring two colleagues."""
    fields = (make_field(), EMAIL_FIELD, TOWN_FIELD, *COLLEAGUES)
    return make_form(*fields, procedure=procedure, **({"colleagues": 2} | changes))


def make_limited(
    capacity: int | None = None, per_organisation: int | None = None, **changes: Any
) -> EventEntry:
    """Return an event with so many places; other keywords are for places or event."""
    known = {name: changes.pop(name) for name in Places.__slots__ if name in changes}
    places = Places(capacity=capacity, per_organisation=per_organisation, **known)
    facts = (("Wanneer", "dinsdag 29 maart 2022"),)
    found: dict[str, Any] = {
        "units": (Unit("", "", "aanmelden", places),),
        "choices": (SLOTS,),
        "dated": True,
        "facts": facts,
    }
    return make_entry(**(found | changes))


class Desk:
    """Journal, ledger, chance and clock, and the use cases on them; nothing more."""

    def __init__(self, path: Path, prefix: str = "id") -> None:
        self.path = path
        self.now = NOW
        self.ledger = Ledger()
        self.journal = Journal(path, self.ledger, lambda: self.now)
        letters: Iterator[str] = (letter for number in count(1) for letter in f"{number:08}")
        numbers = count(1)
        self.chance = Chance(lambda: f"{prefix}-{next(numbers)}", lambda alphabet: next(letters))

    @property
    def accounts(self) -> Accounts:
        """What every use case takes."""
        return Accounts(self.journal, self.ledger, self.now, self.chance)

    def receive(
        self,
        event: EventEntry | None = None,
        form: Form | None = None,
        by: str = "participant",
        **answers: Any,
    ) -> Accepted:
        return receive(
            event or make_entry(),
            form or make_form(),
            make_answers(**answers),
            municipalities=TOWNS,
            by=by,
            accounts=self.accounts,
        )

    def send(self, event: EventEntry, form: Form, name: str, **answers: Any) -> str:
        """Send a form under this name; return the submission's id."""
        self.receive(event, form, email=f"{name}@example.org", **answers)
        return self.of(event, name).id

    def of(self, event: EventEntry, name: str) -> Submission:
        """Return what came in under this name."""
        found = self.ledger.of_person(event.slug, f"{name}@example.org")
        assert found is not None
        return found

    def step(self, event: EventEntry, name: str, act: Act, by: str = "participant") -> Outcome:
        """Let the one with this name take a step."""
        return take_step(event, self.of(event, name).id, act, by=by, accounts=self.accounts)

    def states(self, event: EventEntry) -> dict[str, str]:
        """Return who stands where, by name."""
        return {
            one.person.partition("@")[0]: one.state.value
            for one in self.ledger.of_event(event.slug)
        }

    def settle(self, *events: EventEntry) -> int:
        """Record what is due; return how many records that took."""
        return settle_all(make_contract(*events), self.accounts)

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def on(self, moment: datetime) -> None:
        """Set the clock."""
        self.now = moment

    def records(self) -> list[Record]:
        found = list(read(self.path))
        assert all(isinstance(each, Record) for each in found)
        return [each for each in found if isinstance(each, Record)]

    def types(self) -> list[str]:
        return [record.type for record in self.records()]

    def steps(self) -> list[tuple[str, str, str]]:
        """Return the steps recorded: act, new state and by whom."""
        return [
            (each.fields["act"], each.fields["state"], each.fields["by"])
            for each in self.records()
            if each.type == "step_taken"
        ]

    def letters(self, event: EventEntry, name: str) -> list[str]:
        """Return the kinds of the letters to that person, in order; dropped ones left out."""
        statuses = self.ledger.letters_of(self.of(event, name).id)
        return [each.kind for each in statuses if each.status != "dropped"]

    def replayed(self) -> Ledger:
        """Return the ledger as a new process would have it."""
        return replay(self.records())
