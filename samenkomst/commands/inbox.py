"""The commands that show what came in: inbox, show, places, attendance and export."""

from pathlib import Path

import click

from samenkomst.commands.office import clock_of, open_books, warn_if_elsewhere
from samenkomst.commands.options import identity_option, write_or_fail
from samenkomst.commands.terminal import settings_or_fail, tell
from samenkomst.core.procedures import State
from samenkomst.core.translation import dutch as _
from samenkomst.service import list_entries
from samenkomst.views.attendance import COLUMNS as ATTENDANCE, attendance_page, attendance_rows
from samenkomst.views.inbox import COLUMNS as INBOX, inbox_row
from samenkomst.views.places import places_json, places_lines
from samenkomst.views.submission import describe, dossier_json, open_dossier
from samenkomst.views.table import json_text, table_lines

as_json = click.option("--json", "as_json", is_flag=True, help="Als JSON, voor een programma.")


@click.command()
@click.argument("event", metavar="[EVENEMENT]", required=False)
@click.option(
    "--state",
    type=click.Choice([each.value for each in State]),
    help="Alleen wie op deze stand staat.",
)
@identity_option
@as_json
def inbox(event: str | None, state: str | None, identity: Path | None, as_json: bool) -> None:
    """Toon wat er binnenkwam, voor alle evenementen of voor EVENEMENT."""
    settings = settings_or_fail()
    warn_if_elsewhere(settings)
    books = open_books(settings, identity)
    if event is not None:
        books.event(event)
    rows = [
        inbox_row(each)
        for each in list_entries(books.ledger, books.records, event)
        if state in (None, each.submission.state)
    ]
    if as_json:
        click.echo(json_text(rows))
    elif not rows:
        tell([_("Er is nog niets binnengekomen.") if state is None else _("Er is niemand.")])
    else:
        again = [row for row in rows if row["versions"] > 1]
        for row in again:
            row["reference"] += " *"
        tell(table_lines(INBOX, rows, _))
        tell(_AGAIN if again else [])


_AGAIN = [
    _(
        "* Deze persoon stuurde het formulier nog eens, met andere antwoorden. Zie: "
        "samenkomst show KENMERK"
    )
]


@click.command()
@click.argument("reference", metavar="KENMERK")
@identity_option
@as_json
def show(reference: str, identity: Path | None, as_json: bool) -> None:
    """Toon één inzending: de antwoorden, de stand en alles wat er gebeurde."""
    settings = settings_or_fail()
    books = open_books(settings, identity)
    one = books.find(reference).submission
    now = clock_of(settings)()
    dossier = open_dossier(one, books.records, books.ledger, books.contract, now)
    if as_json:
        click.echo(json_text(dossier_json(dossier)))
    else:
        tell(describe(dossier, _))


@click.command()
@click.argument("event", metavar="EVENEMENT")
@as_json
def places(event: str, as_json: bool) -> None:
    """Toon de plaatsen van EVENEMENT: bezet, grenzen, wachtlijst en minimum."""
    settings = settings_or_fail()
    books = open_books(settings)
    entry = books.entry(event)
    names = books.contract.municipalities if books.contract else {}
    found = places_json(books.ledger, entry, names, clock_of(settings)())
    if as_json:
        click.echo(json_text(found))
    else:
        tell(places_lines(found, _))


@click.command()
@click.argument("event", metavar="EVENEMENT")
@click.option("--unit", metavar="ONDERDEEL", help="Alleen wie een plaats heeft bij dit onderdeel.")
@click.option(
    "--output", metavar="BESTAND", type=click.Path(path_type=Path), help="Waar het bestand komt."
)
@identity_option
@as_json
def attendance(
    event: str, unit: str | None, output: Path | None, identity: Path | None, as_json: bool
) -> None:
    """Toon wie er komt bij EVENEMENT, en schrijf een presentielijst om te printen."""
    settings = settings_or_fail()
    books = open_books(settings, identity)
    entry = books.entry(event)
    entries = list_entries(books.ledger, books.records, event)
    rows = attendance_rows(entries, entry, books.contract, unit)
    if as_json:
        click.echo(json_text(rows))
        return
    if not rows:
        tell([_("Niemand heeft een plaats.")])
        return
    tell(table_lines(ATTENDANCE, rows, _))
    path = output or settings.data / "exports" / f"{event}-presentielijst.html"
    write_or_fail(path, attendance_page(rows, entry, "nl", _).encode())
    tell([_("Aantal mensen: {number}. Om te printen: {path}").format(number=len(rows), path=path)])


COMMANDS = (inbox, show, places, attendance)
