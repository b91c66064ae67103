"""Getting out what came in: one event, one person, or the whole journal; and a journal back in."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from samenkomst.commands.office import Books, open_books, warn_if_of_another
from samenkomst.commands.options import identity_option, write_or_fail
from samenkomst.commands.terminal import fail, settings_or_fail, tell
from samenkomst.core.errors import NotStored
from samenkomst.core.obstacle import explain_obstacle
from samenkomst.core.translation import dutch as _
from samenkomst.journals import check_lines, load_journal, read_lines
from samenkomst.service import Entry, list_entries
from samenkomst.service.forgetting import list_held
from samenkomst.settings import Settings
from samenkomst.stores.export import to_csv, to_xlsx
from samenkomst.stores.failures import Damaged
from samenkomst.stores.private_file import write_lines
from samenkomst.views.inbox import export_rows
from samenkomst.views.refusal import explain_refusal

NOT_EMPTY = "not empty"


@click.command()
@click.argument("event", metavar="[EVENEMENT]", required=False)
@click.option("--person", metavar="WIE", help="Alles over één persoon: kenmerk of e-mailadres.")
@click.option(
    "--journal",
    metavar="BESTAND",
    type=click.Path(path_type=Path),
    help="Het hele journaal, om te verhuizen.",
)
@click.option("--csv", "kind", flag_value="csv", default=True, help="Een CSV-bestand (standaard).")
@click.option("--xlsx", "kind", flag_value="xlsx", help="Een Excel-bestand.")
@click.option(
    "--output", metavar="BESTAND", type=click.Path(path_type=Path), help="Waar het bestand komt."
)
@identity_option
def export(
    event: str | None,
    person: str | None,
    journal: Path | None,
    kind: str,
    output: Path | None,
    identity: Path | None,
) -> None:
    """Schrijf de inzendingen voor EVENEMENT in een bestand voor Excel; of één persoon, of alles."""
    settings = settings_or_fail()
    if journal is not None:
        _export_journal(settings, journal)
        return
    books = open_books(settings, identity)
    if person is not None:
        path = output or settings.data / "exports" / "persoon.json"
        write_or_fail(path, _held_as_json(books, person).encode())
        tell([_("Alles over deze persoon staat in {path}").format(path=path)])
        return
    if event is None:
        fail(_("Noem een evenement, of gebruik --person of --journal."))
    entries = list(list_entries(books.ledger, books.records, books.event(event)))
    path = output or settings.data / "exports" / f"{event}.{kind}"
    write_or_fail(path, _sheet(books, entries, kind, event))
    tell([_("{number} inzendingen staan in {path}").format(number=len(entries), path=path)])


def _sheet(books: Books, entries: Sequence[Entry], kind: str, event: str) -> bytes:
    rows = export_rows(entries, books.contract, _)
    return to_csv(rows) if kind == "csv" else to_xlsx(rows, event)


def _held_as_json(books: Books, who: str) -> str:
    """Return all that is held about `who` as JSON, or end the command when that is nothing."""
    held = list_held(books.ledger, list(books.records.values()), who)
    if not held:
        fail(_("Er is niets bekend van {who}.").format(who=who))
    lines = [{"at": r.at, "type": r.type, "id": r.id, "seq": r.seq, **r.fields} for r in held]
    return json.dumps(lines, ensure_ascii=False, indent=2) + "\n"


def _export_journal(settings: Settings, path: Path) -> None:
    """Write the journal of these settings into a file that `import_journal` takes."""
    with _told(settings.journal_name):
        write_lines(path, (line for line, _ in check_lines(read_lines(settings))))
    click.echo(_("Het hele journaal staat in {path}").format(path=path))


@click.command()
@click.argument("path", metavar="BESTAND", type=click.Path(exists=True, path_type=Path))
def import_journal(path: Path) -> None:
    """Vul een leeg journaal met een BESTAND van: samenkomst export --journal BESTAND."""
    settings = settings_or_fail()
    warn_if_of_another(settings)
    with _told(str(path), settings.journal_name), path.open("rb") as stream:
        number = load_journal(settings, stream)
    click.echo(
        _("{number} regels staan nu in {name}").format(number=number, name=settings.journal_name)
    )


@contextmanager
def _told(source: str, target: str = "") -> Iterator[None]:
    """End the command with a sentence about what stands in the way."""
    try:
        yield
    except Damaged as damaged:
        fail(
            _("{path}, regel {line}: beschadigd ({reason}). Er is niets overgezet.").format(
                path=source, line=damaged.line_number, reason=explain_refusal(damaged, _)
            )
        )
    except NotStored as error:
        if error.reason == NOT_EMPTY:
            fail(_("In {name} staan al inzendingen. Er is niets overgezet.").format(name=target))
        fail(_("Overzetten lukt nu niet: {reason}").format(reason=explain_refusal(error, _)))
    except OSError as error:
        fail(_("Overzetten lukt nu niet: {reason}").format(reason=explain_obstacle(error, _)))


COMMANDS = (export, import_journal)
