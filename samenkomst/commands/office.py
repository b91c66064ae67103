"""What organisers' commands work with: settings, journal, ledger and contract."""

import getpass
import os
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from samenkomst.commands.terminal import fail, tell
from samenkomst.core.contract import Contract, ContractError, EventEntry, Site
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.letter_body import Letterhead
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.record import Record
from samenkomst.core.sealed import unsealed
from samenkomst.core.submission import Submission
from samenkomst.core.translation import dutch as _
from samenkomst.journals import open_journal, read_journal
from samenkomst.service import Accounts, Chance, Entry, find_entry
from samenkomst.settings import LOCAL_URL, Settings
from samenkomst.stores.age import Identity, KeyUnusable
from samenkomst.stores.contract_file import ContractFile
from samenkomst.stores.disk import room
from samenkomst.stores.failures import Busy, Damaged
from samenkomst.stores.inspection import Damage
from samenkomst.stores.local_secret import local_secret
from samenkomst.stores.store import Store
from samenkomst.stores.translations import load_translation
from samenkomst.views.refusal import explain_refusal


def secret_or_fail(settings: Settings) -> str:
    """Return what signs the links in letters; that of a local run is made when it is not there."""
    if settings.secret or settings.base_url == LOCAL_URL:
        return settings.secret or local_secret(settings.data)
    fail(_("SAMENKOMST_SECRET ontbreekt: zonder kunnen we geen links in brieven maken."))


def login_name() -> str:
    """Return under which name the one who types is known to the computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number without a name
        return _("organisator")


def warn_if_full(settings: Settings) -> None:
    """Say it when somebody has to look at the disk, long before forms are refused."""
    if not settings.database_url and settings.data.exists() and room(settings.data).is_low:
        words = _("Let op: de schijf van {path} is voor meer dan 80 % vol. Maak ruimte.")
        tell([words.format(path=settings.data)], error=True)


def warn_if_of_another(settings: Settings) -> None:
    """Say it when the data is somebody else's: root's new files would stop the form handler."""
    if settings.data.is_dir() and settings.data.stat().st_uid != os.geteuid():
        words = _(
            "Let op: de map {path} is van een andere gebruiker. Geef opdrachten als die gebruiker, "
            "anders kan het formulier straks niets meer bewaren."
        )
        tell([words.format(path=settings.data)], error=True)


def warn_if_elsewhere(settings: Settings) -> None:
    """Say it where nothing was ever kept: in another folder "nobody came in" would be untrue."""
    if not settings.database_url and not settings.data.is_dir():
        words = _("Let op: er is geen map {path} met gegevens. Staat u in de map van de site?")
        tell([words.format(path=settings.data.absolute())], error=True)


@dataclass(frozen=True, slots=True)
class Books:
    """The journal as the reading commands see it: also when a line in it is damaged."""

    records: dict[int, Record]
    ledger: Ledger
    contract: Contract | None

    def event(self, slug: str) -> str:
        """Return `slug` when the site or the journal knows it; ends the command otherwise."""
        known = set(self.contract.events if self.contract else ())
        known |= {each.event for each in self.ledger.of_event(None)}
        return slug if slug in known else _fail_unknown(slug, known)

    def entry(self, slug: str) -> EventEntry:
        """Return the event as the site has it; ends the command when it has none."""
        return _entry(self.contract, slug)

    def find(self, reference: str) -> Entry:
        """Return what came in under `reference`; ends the command when that is nothing."""
        found = find_entry(self.ledger, self.records, reference)
        return found or _fail_reference(reference)


@dataclass(frozen=True, slots=True)
class Office:
    """What the commands that record something hand to a use case; nothing more."""

    settings: Settings
    contract: Contract
    journal: Store
    ledger: Ledger
    chance: Chance
    now: Callable[[], datetime]

    def accounts(self) -> Accounts:
        """Return what a use case works with, now."""
        return Accounts(self.journal, self.ledger, self.now(), self.chance)

    def entry(self, slug: str) -> EventEntry:
        """Return the event as the site has it; ends the command when it has none."""
        return _entry(self.contract, slug)

    def find(self, reference: str) -> Submission:
        """Return the submission with that reference; ends the command when there is none."""
        found = find_entry(self.ledger, {}, reference)
        return found.submission if found else _fail_reference(reference)

    @property
    def municipalities(self) -> Municipalities:
        """The municipalities of the contract."""
        return Municipalities(self.contract.municipalities)

    def letterhead(self) -> Letterhead:
        """Return what all letters share."""
        site = site_of(self.settings, self.contract)
        translate = load_translation(site.language)
        secret = secret_or_fail(self.settings)
        return Letterhead(site, self.settings.sender, secret, translate)


def site_of(settings: Settings, contract: Contract) -> Site:
    """Return the site as letters name it: the address in the settings goes before the one that it
    was built with, so that a build without settings leads nobody elsewhere."""
    if settings.base_url == LOCAL_URL:
        return contract.site
    return replace(contract.site, url=settings.base_url)


def open_books(settings: Settings, identity: Path | None = None) -> Books:
    """Return all good records with their ledger; says it when the journal has damage.

    Answers that are sealed are readable in it with the private key in the file `identity`.
    """
    unseal = _unseal(identity)
    records: dict[int, Record] = {}
    try:
        for found in read_journal(settings):
            if isinstance(found, Record):
                records.setdefault(found.seq, unseal(found))
            else:
                _warn_of(found)
    except NotStored as error:
        fail(_("Het journaal is niet te lezen: {reason}").format(reason=explain_refusal(error, _)))
    except KeyUnusable:
        fail(_("Deze sleutel past niet op de antwoorden."))
    contract = _contract_or_none(settings)
    return Books(records, replay(records[seq] for seq in sorted(records)), contract)


def _unseal(path: Path | None) -> Callable[[Record], Record]:
    if path is None:
        return lambda record: record
    try:
        identity = Identity(path)
    except KeyUnusable as error:
        fail(
            _("{path} is geen geheime sleutel die we kunnen lezen: {reason}").format(
                path=path, reason=error
            )
        )
    return lambda record: unsealed(record, identity.unseal)


def _warn_of(damage: Damage) -> None:
    words = _("Let op: regel {line} van het journaal is beschadigd. Gebruik: {command}")
    tell([words.format(line=damage.line_number, command="samenkomst verify")], error=True)


@contextmanager
def open_office(settings: Settings) -> Iterator[Office]:
    """Give what is needed to record something; what stands in the way is told, and nothing done."""
    warn_if_of_another(settings)
    ledger, clock = Ledger(), clock_of(settings)
    journal = open_journal(settings, ledger, clock)
    try:
        contract = ContractFile(settings.contract_path).current()
        journal.catch_up()
        yield Office(settings, contract, journal, ledger, make_chance(), clock)
    except ContractError:
        fail(_("De site is nog niet gebouwd, of met een andere versie. Geef: samenkomst build"))
    except Damaged:
        fail(_("Er is niets vastgelegd: het journaal is beschadigd. Gebruik: samenkomst verify"))
    except Busy:
        fail(_("Er is niets vastgelegd: het journaal is bezet. Probeer het zo nog eens."))
    except NotStored as error:
        fail(_("Er is niets vastgelegd: {reason}").format(reason=explain_refusal(error, _)))
    except Uncertain as error:
        fail(
            _(
                "Het is niet zeker dat dit is vastgelegd: {reason}. Doe het nog eens: dubbel telt "
                "niet."
            ).format(reason=explain_refusal(error, _))
        )
    finally:
        journal.close()


def contract_or_fail(settings: Settings) -> Contract:
    """Return the contract of the site that was built; ends the command when there is none."""
    try:
        return ContractFile(settings.contract_path).current()
    except ContractError:
        fail(_("De site is nog niet gebouwd. Geef eerst: samenkomst build"))


def make_chance() -> Chance:
    """Return where ids and references come from: unpredictable ones."""
    return Chance(new_id=lambda: uuid.uuid4().hex, choose=secrets.choice)


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """Return the clock in UTC; with a day set for tests it stands still, at noon in Amsterdam."""
    return lambda: settings.moment(datetime.now(UTC))


def _contract_or_none(settings: Settings) -> Contract | None:
    try:
        return ContractFile(settings.contract_path).current()
    except ContractError:
        return None


def _entry(contract: Contract | None, slug: str) -> EventEntry:
    events = contract.events if contract else {}
    return events[slug] if slug in events else _fail_unknown(slug, set(events))


def _fail_unknown(event: str, known: set[str]) -> NoReturn:
    fail(
        _("Er is geen evenement “{event}”. Er zijn: {known}").format(
            event=event, known=", ".join(sorted(known)) or "-"
        )
    )


def _fail_reference(reference: str) -> NoReturn:
    fail(_("Er is geen inzending met kenmerk {reference}.").format(reference=reference))
