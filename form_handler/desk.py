"""The handler's collaborators, made once for each application: where forms are taken in."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import current_app

from form_handler.breaker import Breaker
from form_handler.dice import Dice
from samenkomst.core.contract import Contract
from samenkomst.core.ledger import Ledger
from samenkomst.core.municipalities import Municipalities
from samenkomst.core.translation import Translate
from samenkomst.journals import Limit, open_journal, open_pace, utc_now
from samenkomst.service import Accounts, Chance
from samenkomst.settings import Settings
from samenkomst.stores.contract_file import ContractFile
from samenkomst.stores.store import Store
from samenkomst.stores.translations import load_translation

KEY = "samenkomst"


@dataclass(slots=True)
class Desk:
    """Settings, journal, ledger and the rest of what a view hands to a use case; nothing more."""

    settings: Settings
    contract_file: ContractFile
    journal: Store
    ledger: Ledger
    pace: Limit
    clock: Callable[[], datetime]
    chance: Chance
    dice: Dice
    leave: Callable[[], None]
    """Ends this process after the answer: its writer is finished, a new process decides."""
    breaker: Breaker = field(default_factory=Breaker)
    _municipalities: tuple[Contract, Municipalities] | None = None

    def accounts(self) -> Accounts:
        """Return what a use case works with, now."""
        return Accounts(self.journal, self.ledger, self.clock(), self.chance)

    def contract(self) -> Contract:
        """Return the contract with the site as it is on disk. Raises ContractError."""
        return self.contract_file.current()

    def municipalities(self, contract: Contract) -> Municipalities:
        """Return the municipalities of that contract."""
        if self._municipalities is None or self._municipalities[0] is not contract:
            self._municipalities = (contract, Municipalities(contract.municipalities))
        return self._municipalities[1]

    def moment(self) -> datetime:
        """Return when it is, for the days and times on which forms are taken in."""
        return self.settings.moment(self.clock())

    def translate(self) -> Translate:
        """Return the translation into the site's language."""
        return load_translation(self.contract().site.language)


def open_desk(settings: Settings, contract_path: Path | None) -> Desk:
    """Return the desk for these settings."""
    ledger, dice = Ledger(), Dice()
    return Desk(
        settings=settings,
        contract_file=ContractFile(contract_path or settings.contract_path),
        journal=open_journal(settings, ledger),
        ledger=ledger,
        pace=open_pace(settings),
        clock=utc_now,
        chance=Chance(new_id=lambda: dice.hex(16), choose=dice.choose),
        dice=dice,
        leave=lambda: os.kill(os.getpid(), signal.SIGTERM),
    )


def current_desk() -> Desk:
    """Return the desk of the application that handles this request."""
    desk: Desk = current_app.extensions[KEY]
    return desk
