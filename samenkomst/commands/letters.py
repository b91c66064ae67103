"""The commands about letters: what is owed and what failed, sending them, and a proof."""

import os
import time
from collections import Counter

import click

from samenkomst.commands.office import (
    clock_of,
    make_chance,
    open_books,
    open_office,
    secret_or_fail,
    site_of,
    warn_if_full,
    warn_if_of_another,
)
from samenkomst.commands.terminal import fail, settings_or_fail, tell
from samenkomst.core.contract import ContractError
from samenkomst.core.errors import DeliveryFailed, NotStored, Uncertain
from samenkomst.core.forms import is_email
from samenkomst.core.ledger import Ledger
from samenkomst.core.letter_body import Letterhead
from samenkomst.core.obstacle import explain_obstacle
from samenkomst.core.proof_letter import compose_proof
from samenkomst.core.translation import dutch as _
from samenkomst.journals import delivery_turn, open_journal, save_checkpoint
from samenkomst.service import Accounts, settle_all
from samenkomst.service.delivery import Delivery, Mail, deliver as deliver_letters, due_letters
from samenkomst.settings import Settings
from samenkomst.stores.contract_file import ContractFile
from samenkomst.stores.mail import MailFolder, MailServer
from samenkomst.stores.store import Store
from samenkomst.stores.translations import load_translation
from samenkomst.views.letters import COLUMNS, OPEN, letter_rows
from samenkomst.views.refusal import explain_refusal
from samenkomst.views.table import json_text, table_lines
from samenkomst.views.words import LETTER_KINDS

LONGEST_WAIT = 300
"""Seconds between two rounds when the mail server cannot be used."""


@click.command()
@click.argument("event", metavar="[EVENEMENT]", required=False)
@click.option("--all", "everything", is_flag=True, help="Ook wat verstuurd of vervallen is.")
@click.option("--json", "as_json", is_flag=True, help="Als JSON, voor een programma.")
def letters(event: str | None, everything: bool, as_json: bool) -> None:
    """Toon de brieven die nog weg moeten, en die mislukten met de reden."""
    books = open_books(settings_or_fail())
    if event is not None:
        books.event(event)
    states = (*OPEN, "sent", "dropped") if everything else OPEN
    rows = letter_rows(books.ledger, books.records, event, states)
    if as_json:
        click.echo(json_text(rows))
    elif rows:
        tell(table_lines(COLUMNS, rows, _))
    else:
        tell([_("Er zijn geen brieven die nog weg moeten of die mislukten.")])


@click.command()
@click.option(
    "--every",
    metavar="SECONDEN",
    type=click.IntRange(1),
    help="Blijf bezorgen, om de zoveel seconden.",
)
@click.option("--dry-run", is_flag=True, help="Toon hoeveel brieven er weg zouden gaan.")
@click.option("--test", "address", metavar="ADRES", help="Stuur alleen een proefbrief naar ADRES.")
def deliver(every: int | None, dry_run: bool, address: str | None) -> None:
    """Leg vast wat de tijd vraagt (termijnen, aanbod) en verstuur de brieven die klaarstaan."""
    settings = settings_or_fail()
    if address is not None:
        _prove(settings, address)
    elif dry_run:
        _count(settings)
    else:
        _go_round(settings, every)


def _prove(settings: Settings, address: str) -> None:
    if not is_email(address):
        fail(_("“{address}” is geen e-mailadres.").format(address=address))
    with open_office(settings) as office:
        message = compose_proof(office.letterhead(), address, office.chance.new_id(), office.now())
        try:
            mail_of(settings).send(message)
        except DeliveryFailed as failure:
            fail(_("De proefbrief is niet verstuurd: {reason}").format(reason=failure.reason))
    if settings.smtp_url:
        tell(
            [
                _("De mailserver heeft de proefbrief aan {address} aangenomen.").format(
                    address=address
                )
            ]
        )
    else:
        words = _("Er is geen mailserver ingesteld: de proefbrief staat in {path}")
        tell([words.format(path=settings.data / "mail")])


def _count(settings: Settings) -> None:
    books = open_books(settings)
    due = due_letters(books.ledger, clock_of(settings)())
    tell([_("Proef: er wordt niets vastgelegd en niets verstuurd.")])
    tell([_("Brieven die nu weg zouden gaan: {number}").format(number=len(due))])
    for kind, number in Counter(letter.kind for letter in due).items():
        tell([f"  {_(LETTER_KINDS[kind])}: {number}"])


def _go_round(settings: Settings, every: int | None) -> None:
    warn_if_of_another(settings)
    ledger = Ledger()
    journal = open_journal(settings, ledger, clock_of(settings))
    secret = secret_or_fail(settings)
    warn_if_full(settings)
    parent, wait = os.getppid(), every or 0
    while True:
        done = _deliver_once(settings, secret, journal, ledger)
        save_checkpoint(journal)
        if every is None:
            raise SystemExit(1 if done.held or done.delayed else 0)
        wait = min(LONGEST_WAIT, wait * 2) if done.held else every
        time.sleep(wait)
        if os.getppid() != parent:  # the server that started us is gone
            return


def _deliver_once(settings: Settings, secret: str, journal: Store, ledger: Ledger) -> Delivery:
    """Return what one round did; what stands in the way is told, and tried again later."""
    now = clock_of(settings)
    try:
        with delivery_turn(settings, 0):
            contract = ContractFile(settings.contract_path).current()
            translate = load_translation(contract.site.language)
            settle_all(contract, Accounts(journal, ledger, now(), make_chance()))
            done = deliver_letters(
                journal=journal,
                ledger=ledger,
                contract=contract,
                mail=mail_of(settings),
                head=Letterhead(site_of(settings, contract), settings.sender, secret, translate),
                now=now,
            )
    except OSError as error:
        done = Delivery(held=explain_obstacle(error, _))
    except (NotStored, Uncertain) as error:
        done = Delivery(held=explain_refusal(error, _))
    except ContractError:
        done = Delivery(held=_("de site is nog niet gebouwd, of met een andere versie"))
    _tell(done)
    return done


def _tell(done: Delivery) -> None:
    if done.sent or done.failed or done.delayed:
        words = _("Brieven verstuurd: {sent}. Later nog eens: {delayed}. Mislukt: {failed}.")
        tell([words.format(sent=done.sent, delayed=done.delayed, failed=done.failed)])
    if done.held:
        words = _("Bezorgen lukt nu niet: {reason}. De brieven blijven klaarstaan.")
        tell([words.format(reason=done.held)], error=True)


def mail_of(settings: Settings) -> Mail:
    """Return the mail server of the settings, or a folder while there is none."""
    return (
        MailServer(settings.smtp_url) if settings.smtp_url else MailFolder(settings.data / "mail")
    )


COMMANDS = (letters, deliver)
