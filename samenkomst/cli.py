"""The `samenkomst` command: for editors, organisers and hosts. It decides nothing itself.

It speaks Dutch, whatever the language of the site.
"""

import json
import os
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from samenkomst import __version__, programs
from samenkomst.core.contract import Contract, ContractError
from samenkomst.core.errors import NotStored, SamenkomstError, Uncertain
from samenkomst.core.ledger import Ledger, replay
from samenkomst.core.openapi import describe_api
from samenkomst.core.record import Record
from samenkomst.core.translation import dutch as _
from samenkomst.editor_commands import check, new, schema
from samenkomst.inbox_view import align, describe_entry, export_rows, list_rows
from samenkomst.journal_commands import export_journal, import_journal
from samenkomst.journals import (
    Store,
    delivery_turn,
    open_journal,
    read_journal,
    save_checkpoint,
    verify_journal,
)
from samenkomst.privacy_commands import erase, key, register, retain
from samenkomst.service import Delivery, deliver as deliver_letters, find_entry, list_entries
from samenkomst.settings import LOCAL_URL, Settings, SettingsError, load_settings
from samenkomst.storage_commands import backup, repair, restore, warn_if_full
from samenkomst.stores.contract_file import ContractFile
from samenkomst.stores.export import to_csv, to_xlsx
from samenkomst.stores.inspection import Damage
from samenkomst.stores.mail import MailFolder, MailServer
from samenkomst.stores.private_file import write_private
from samenkomst.terminal import fail

CONFIG = Path("samenkomst.toml")
LONGEST_WAIT = 300
"""Seconds between two tries when the mail server refuses."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """Samenkomst: evenementen publiceren en aanmeldingen ontvangen."""


def settings_or_fail() -> Settings:
    """Return the settings, or end with every fault in them; commands here sign nothing."""
    try:
        return load_settings(os.environ, CONFIG, secret_needed=False)
    except SettingsError as error:
        fail(*error.explain(_))


for command in (
    check,
    schema,
    new,
    import_journal,
    erase,
    retain,
    register,
    key,
    backup,
    restore,
    repair,
):
    main.add_command(command)


@main.command()
def build() -> None:
    """Bouw de site in de map site/. Bij fouten in de content blijft de oude site staan."""
    settings = settings_or_fail()
    configured = settings.base_url if settings.base_url != LOCAL_URL else None
    sys.exit(programs.build_site(settings.site, configured))


@main.command()
def openapi() -> None:
    """Beschrijf wat de formulieren aannemen en antwoorden, voor programma's (OpenAPI 3.1)."""
    try:
        contract = ContractFile(settings_or_fail().contract_path).current()
    except ContractError:
        fail(_("Er is nog geen site. Bouw die eerst: samenkomst build"))
    click.echo(json.dumps(describe_api(contract, __version__), indent=2, ensure_ascii=False))


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(port: int) -> None:
    """Toon de site terwijl u werkt: elke wijziging is meteen te zien, het formulier werkt mee."""
    programs.serve_preview(settings_or_fail(), port)


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def start(port: int) -> None:
    """Bouw de site en start site, formulieren en bezorging op deze computer."""
    settings = settings_or_fail()
    if not programs.port_is_free(port):
        fail(
            _("Poort {port} is bezet. Kies een andere: make run PORT={other}").format(
                port=port, other=port + 1
            )
        )
    if programs.build_site(settings.site, programs.local_url(settings, port)) != 0:
        fail(
            _(
                "De site is niet gebouwd, dus er is niets gestart. Verbeter eerst de fouten "
                "hierboven."
            )
        )
    click.echo(_("Site:     {url}").format(url=programs.local_url(settings, port)))
    click.echo(_("Gegevens: {path}").format(path=settings.journal_name))
    letters = _("via de mailserver") if settings.smtp_url else str(settings.data / "mail")
    click.echo(_("Brieven:  {path}").format(path=letters))
    click.echo(_("Stoppen:  Ctrl+C"))
    programs.start_server(settings, port)


@dataclass(frozen=True, slots=True)
class Books:
    """The journal as the organiser's commands read it: also when a line in it is damaged."""

    records: dict[int, Record]
    ledger: Ledger
    contract: Contract | None


def open_books(settings: Settings) -> Books:
    """Return all good records with their ledger; says it when the journal has damage."""
    records: dict[int, Record] = {}
    try:
        for found in read_journal(settings):
            if isinstance(found, Record):
                records.setdefault(found.seq, found)
            else:
                _warn_of(found)
    except NotStored as error:
        fail(_("Het journaal is niet te lezen: {reason}").format(reason=error.reason))
    return Books(records, replay(records[seq] for seq in sorted(records)), _contract(settings))


def _warn_of(damage: Damage) -> None:
    click.echo(
        _("Let op: regel {line} van het journaal is beschadigd. Gebruik: samenkomst verify").format(
            line=damage.line_number
        ),
        err=True,
    )


def _contract(settings: Settings) -> Contract | None:
    try:
        return ContractFile(settings.contract_path).current()
    except ContractError:
        return None


def known_event(books: Books, event: str) -> str:
    """Return `event` when the site or the journal knows it; ends the command otherwise."""
    known = set(books.contract.events if books.contract else ())
    known |= {each.event for each in books.ledger.of_event(None)}
    if event not in known:
        fail(
            _("Er is geen evenement “{event}”. Er zijn: {known}").format(
                event=event, known=", ".join(sorted(known)) or "-"
            )
        )
    return event


@main.command()
@click.argument("event", required=False)
def inbox(event: str | None) -> None:
    """Toon wat er binnenkwam, voor alle evenementen of voor EVENT."""
    books = open_books(settings_or_fail())
    if event is not None:
        known_event(books, event)
    rows = list_rows(list_entries(books.ledger, books.records, event), _)
    if len(rows) == 1:
        click.echo(_("Er is nog niets binnengekomen."))
        return
    for line in align(rows):
        click.echo(line)
    if any(row[0].endswith("*") for row in rows):
        click.echo(
            _(
                "* Deze persoon stuurde het formulier nog eens, met andere antwoorden. Zie: "
                "samenkomst show KENMERK"
            )
        )


@main.command()
@click.argument("reference")
def show(reference: str) -> None:
    """Toon één inzending, met alle antwoorden."""
    books = open_books(settings_or_fail())
    entry = find_entry(books.ledger, books.records, reference)
    if entry is None:
        fail(_("Er is geen inzending met kenmerk {reference}.").format(reference=reference))
    for line in describe_entry(entry, books.contract, _):
        click.echo(line)


@main.command()
@click.argument("event", required=False)
@click.option(
    "--journal", type=click.Path(path_type=Path), help="Het hele journaal, om te verhuizen."
)
@click.option("--csv", "kind", flag_value="csv", default=True, help="Een CSV-bestand (standaard).")
@click.option("--xlsx", "kind", flag_value="xlsx", help="Een Excel-bestand.")
@click.option("--output", type=click.Path(path_type=Path), help="Waar het bestand komt.")
def export(event: str | None, journal: Path | None, kind: str, output: Path | None) -> None:
    """Schrijf de inzendingen voor EVENT in een bestand voor Excel, of met --journal alles."""
    settings = settings_or_fail()
    if journal is not None:
        export_journal(settings, journal)
        return
    if event is None:
        raise click.UsageError(_("Noem een evenement, of gebruik --journal BESTAND."))
    books = open_books(settings)
    known_event(books, event)
    entries = list(list_entries(books.ledger, books.records, event))
    rows = export_rows(entries, books.contract, _)
    path = output or settings.data / "exports" / f"{event}.{kind}"
    try:
        write_private(path, to_csv(rows) if kind == "csv" else to_xlsx(rows, event))
    except OSError as error:
        fail(
            _("Het bestand {path} is niet te schrijven: {reason}").format(
                path=path, reason=error.strerror
            )
        )
    click.echo(_("{number} inzendingen staan in {path}").format(number=len(entries), path=path))


@main.command()
def verify() -> None:
    """Controleer het journaal: elke regel, elk nummer, elke controlesom."""
    settings = settings_or_fail()
    path = settings.journal_name
    if not settings.database_url and not settings.journal_path.exists():
        click.echo(_("Er is nog geen journaal: er kwam nog niets binnen."))
        return
    try:
        report = verify_journal(settings)
    except NotStored as error:
        fail(_("Het journaal is niet te lezen: {reason}").format(reason=error.reason))
    for damage in report.damages:
        click.echo(
            _("{path}, regel {line}: beschadigd ({reason})").format(
                path=damage.file_name or path, line=damage.line_number, reason=damage.reason
            ),
            err=True,
        )
    warn_if_full(settings)
    summary = _("{number} regels in orde, {damaged} beschadigd, laatste nummer {seq}.")
    click.echo(
        summary.format(number=report.records, damaged=len(report.damages), seq=report.last_seq)
    )
    sys.exit(1 if report.damages else 0)


@main.command()
@click.option("--every", type=click.IntRange(1), help="Blijf bezorgen, om de zoveel seconden.")
def deliver(every: int | None) -> None:
    """Verstuur de brieven die nog verstuurd moeten worden."""
    settings = settings_or_fail()
    ledger = Ledger()
    journal = open_journal(settings, ledger)
    warn_if_full(settings)
    parent, wait = os.getppid(), every or 0
    while True:
        done = _deliver_once(settings, journal, ledger)
        save_checkpoint(journal)
        if every is None:
            sys.exit(1 if done.delayed else 0)
        wait = min(LONGEST_WAIT, wait * 2) if done.delayed else every
        time.sleep(wait)
        if os.getppid() != parent:  # the server that started us is gone
            return


def _deliver_once(settings: Settings, journal: Store, ledger: Ledger) -> Delivery:
    """Return what one round did; what stands in the way is told, and tried again later."""
    try:
        with delivery_turn(settings, 0):
            done = deliver_letters(
                journal=journal,
                ledger=ledger,
                contract=ContractFile(settings.contract_path).current(),
                mail=MailServer(settings.smtp_url)
                if settings.smtp_url
                else MailFolder(settings.data / "mail"),
                sender=settings.sender,
                now=lambda: datetime.now(UTC),
            )
    except (ContractError, NotStored, Uncertain, OSError, SamenkomstError) as error:
        done = Delivery(delayed=str(error) or type(error).__name__)
    if done.sent or done.failed:
        click.echo(
            _("Brieven verstuurd: {sent}. Mislukt: {failed}.").format(
                sent=done.sent, failed=done.failed
            )
        )
    if done.delayed:
        click.echo(
            _("Bezorgen lukt nu niet: {reason}. De brieven blijven klaarstaan.").format(
                reason=done.delayed
            ),
            err=True,
        )
    return done


if __name__ == "__main__":
    main()
