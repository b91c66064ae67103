"""An organiser at a terminal: the real commands, on a journal and a contract of their own."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner

from samenkomst.cli import main
from samenkomst.core.contract import (
    Choice,
    ChoiceSession,
    Contact,
    Contract,
    EventEntry,
    Places,
    Site,
    Unit,
)
from samenkomst.core.forms import Form
from samenkomst.core.ledger import Ledger
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.procedures import Act
from samenkomst.core.record import Record
from samenkomst.service import Accepted, Accounts, Chance, Outcome, receive, take_step
from samenkomst.stores.inspection import read
from samenkomst.stores.journal import Journal
from tests.builders import EMAIL_FIELD, SECRET, TOWN_FIELD, make_field, make_form

TODAY = "2027-02-15"
MORNING = datetime(2027, 2, 15, 9, 0, tzinfo=UTC)
"""When people sent their forms."""
AFTERNOON = datetime(2027, 2, 15, 14, 30, tzinfo=UTC)
"""When they answered; an organiser works at noon."""
TOWNS = {"GM0344": "Utrecht", "GM0193": "Zwolle", "GM0796": "'s-Hertogenbosch"}

INTEREST = make_form(
    id="interesse",
    title="Toon uw interesse",
    procedure="interest",
    letter_subject="Uw interesse is ontvangen: {title}",
    letter_text="Goedendag,\n\nBedankt voor uw interesse. U hebt nog geen plaats.\n",
)
APPLICATION = make_form(
    letter_subject="Uw aanmelding is ontvangen: {title}",
    letter_text="Goedendag,\n\nBedankt voor uw aanmelding.\n",
)
COLLEAGUE = make_field(
    name="collega_1_naam", label="Naam van uw collega", required=False, group="Collega 1"
)
REGISTRATION = make_form(
    make_field(),
    EMAIL_FIELD,
    TOWN_FIELD,
    COLLEAGUE,
    make_field(
        name="dagen",
        label="Welke dagen?",
        type="checkboxes",
        required=False,
        choices={"ma": "Maandag", "di": "Dinsdag"},
    ),
    id="inschrijven",
    title="Schrijf u in",
    procedure="registration",
    colleagues=1,
    letter_subject="U bent ingeschreven: {title}",
    letter_text="Goedendag,\n\nBedankt voor uw inschrijving.\n",
)
CONTACT = Contact("Noor Bakker", "Voorbeeldfonds", "noor.bakker@example.org", "030 123 45 67")


def make_table(**changes: Any) -> EventEntry:
    """Return a round table with a date: eight places, two for each organisation."""
    found: dict[str, Any] = {
        "slug": "ronde-tafel",
        "title": "Ronde tafel over werkdruk",
        "url": "evenementen/ronde-tafel/",
        "organiser": "Voorbeeldfonds",
        "takes_forms": True,
        "not_yet": False,
        "contacts": (CONTACT,),
        "form": "interesse",
        "units": (
            Unit(
                "",
                "Ronde tafel over werkdruk",
                "interesse",
                Places(capacity=3, minimum=8, per_organisation=2),
            ),
        ),
        "facts": (
            ("Stand", "Gaat door"),
            ("Wanneer", "maandag 29 maart 2027, 9.30 tot 13.00 uur"),
            ("Waar", "Stadhuis, Utrecht"),
        ),
        "when": "maandag 29 maart 2027, 9.30 tot 13.00 uur",
        "where": "Stadhuis, Utrecht",
        "dated": True,
    }
    return EventEntry(**(found | changes))


HELPDESK = Choice(
    group="spreekuur",
    title="Spreekuur",
    least=0,
    most=2,
    chosen_by="participants",
    sessions=(
        ChoiceSession("april", "Spreekuur in april", "donderdag 15 april 2027", 2),
        ChoiceSession("mei", "Spreekuur in mei", "donderdag 20 mei 2027"),
    ),
)


def make_network(**changes: Any) -> EventEntry:
    """Return a learning network: two places, by application."""
    unit = Unit("", "Leernetwerk", "aanmelden", Places(capacity=2))
    found = {
        "slug": "leernetwerk",
        "title": "Leernetwerk",
        "url": "evenementen/leernetwerk/",
        "form": "aanmelden",
        "units": (unit,),
        "choices": (HELPDESK,),
    }
    return make_table(**(found | changes))


def make_day(**changes: Any) -> EventEntry:
    """Return a study day: two places, first come first served."""
    unit = Unit("", "Studiedag", "inschrijven", Places(capacity=2))
    found = {
        "slug": "studiedag",
        "title": "Studiedag",
        "url": "evenementen/studiedag/",
        "form": "inschrijven",
        "units": (unit,),
    }
    return make_table(**(found | changes))


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        assert self.code == 0, self
        return json.loads(self.out)


class Organiser:
    """A folder with a site and a journal, and whoever works there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal_path = folder / "var" / "journal.jsonl"
        self.environment = {
            "SAMENKOMST_DATA": str(folder / "var"),
            "SAMENKOMST_SITE": str(folder / "site"),
            "SAMENKOMST_BASE_URL": "https://example.org/",
            "SAMENKOMST_SECRET": SECRET,
            "SAMENKOMST_TODAY": TODAY,
            "LOGNAME": "noor",
        }
        self.publish(make_table(), make_network(), make_day())
        self._numbers = count(1)
        self._dice = Random(7)  # noqa: S311 - the same references in every run

    def publish(self, *events: EventEntry) -> None:
        """Put a site there, as a build would."""
        forms: Sequence[Form] = (INTEREST, APPLICATION, REGISTRATION)
        self.contract = Contract(
            site=Site("Samenkomst", "nl", "https://example.org/"),
            municipalities=TOWNS,
            events={event.slug: event for event in events},
            forms={form.id: form for form in forms},
        )
        path = self.folder / "site" / "forms.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(self.contract.to_json()))

    def change(self, slug: str, **changes: Any) -> None:
        """Change one event of the site."""
        events = self.contract.events
        self.publish(*({**events, slug: replace(events[slug], **changes)}).values())

    def run(self, *words: str, typed: str | None = None) -> Said:
        """Return what a command said."""
        found = CliRunner().invoke(main, words, input=typed, env=self.environment)
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return Said(found.exit_code, found.stdout, found.stderr)

    def receive(self, slug: str = "ronde-tafel", name: str = "Sam", **answers: Any) -> Accepted:
        """Let someone send the form of an event."""
        event = self.contract.events[slug]
        given = {"naam": name, "email": f"{name.lower()}@example.org", "gemeente": "Utrecht"}
        with self._accounts(MORNING) as accounts:
            return receive(
                event,
                self.contract.forms[event.form],
                given | answers,
                accounts=accounts,
                municipalities=Municipalities(TOWNS),
            )

    def act(self, reference: str, act: Act) -> Outcome:
        """Let a participant take a step, through their personal link."""
        with self._accounts(AFTERNOON) as accounts:
            one = accounts.ledger.of_reference(reference)
            assert one is not None
            return take_step(
                self.contract.events[one.event],
                one.id,
                act,
                accounts=accounts,
                by="participant",
            )

    @contextmanager
    def _accounts(self, now: datetime) -> Iterator[Accounts]:
        """Yield them with a journal of their own, closed afterwards: a test opens hundreds."""
        ledger = Ledger()
        journal = Journal(self.journal_path, ledger, lambda: now)
        journal.catch_up()
        chance = Chance(lambda: f"id-{next(self._numbers)}", self._dice.choice)
        try:
            yield Accounts(journal, ledger, now, chance)
        finally:
            journal.close()

    def records(self) -> list[Record]:
        """Return what is in the journal."""
        found = list(read(self.journal_path)) if self.journal_path.exists() else []
        return [each for each in found if isinstance(each, Record)]

    def types(self) -> list[str]:
        return [record.type for record in self.records()]
