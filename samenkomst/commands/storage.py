"""The commands of the person who keeps the machine: the journal's state, a copy, the way back."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from samenkomst import __version__
from samenkomst.commands.office import warn_if_full, warn_if_of_another
from samenkomst.commands.terminal import fail, settings_or_fail
from samenkomst.core.contract import ContractError
from samenkomst.core.errors import NotStored
from samenkomst.core.obstacle import explain_obstacle
from samenkomst.core.openapi import describe_api
from samenkomst.core.translation import dutch as _
from samenkomst.journals import check_place, utc_now, verify_journal
from samenkomst.settings import Settings, SettingsError
from samenkomst.stores.backup import back_up, restore as restore_journal
from samenkomst.stores.contract_file import ContractFile
from samenkomst.stores.inspection import Report
from samenkomst.stores.journal import Journal
from samenkomst.stores.mending import mend
from samenkomst.views.refusal import DAMAGES, explain_refusal


@click.command()
@click.argument("folder", metavar="MAP", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Maak een kopie van het journaal in een nieuwe MAP. De site kan gewoon doorgaan."""
    settings = _settings()
    if not settings.journal_path.exists():
        fail(_("Er is nog geen journaal: er kwam nog niets binnen."))
    with _told():
        report = back_up(
            Journal(settings.journal_path, _Blind(), utc_now), settings.journal_path, folder
        )
    _tell(report, folder)


@click.command()
@click.argument("folder", metavar="MAP", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--erased",
    metavar="BESTAND",
    type=click.Path(exists=True, path_type=Path),
    help="Het bestand journal.erased, als u dat elders bewaarde.",
)
def restore(folder: Path, erased: Path | None) -> None:
    """Vul een leeg journaal met de kopie in MAP, zonder wie sindsdien gewist is."""
    settings = _settings()
    warn_if_of_another(settings)
    remembered = erased.read_bytes().splitlines(keepends=True) if erased else []
    with _told():
        check_place(settings)
        report = restore_journal(folder, settings.journal_path, remembered)
    _tell(report, settings.journal_path)


@click.command()
@click.option(
    "--backup",
    "folder",
    metavar="MAP",
    type=click.Path(exists=True, path_type=Path),
    help="Een kopie, gemaakt met: samenkomst backup MAP.",
)
def repair(folder: Path | None) -> None:
    """Maak een beschadigd journaal weer bruikbaar, zo mogelijk met regels uit een kopie."""
    settings = _settings()
    warn_if_of_another(settings)
    name = settings.journal_path.name
    with _told():
        mended = mend(settings.journal_path, folder / name if folder else None)
    if not mended.asides:
        click.echo(_("Er is niets te herstellen."))
    for path in mended.asides:
        click.echo(_("De beschadigde regels staan nu in {path}").format(path=path))
    if mended.found:
        click.echo(_("Uit de kopie: {numbers}").format(numbers=_numbers(mended.found)))
    if mended.lost:
        click.echo(_("Verloren: {numbers}").format(numbers=_numbers(mended.lost)), err=True)


@click.command()
def openapi() -> None:
    """Beschrijf wat de formulieren aannemen en antwoorden, voor programma's (OpenAPI 3.1)."""
    try:
        contract = ContractFile(settings_or_fail().contract_path).current()
    except ContractError:
        fail(_("Er is nog geen site. Bouw die eerst: samenkomst build"))
    click.echo(json.dumps(describe_api(contract, __version__), indent=2, ensure_ascii=False))


@click.command()
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
        fail(_("Het journaal is niet te lezen: {reason}").format(reason=explain_refusal(error, _)))
    for damage in report.damages:
        click.echo(
            _("{path}, regel {line}: beschadigd ({reason})").format(
                path=damage.file_name or path,
                line=damage.line_number,
                reason=_(DAMAGES[damage.reason]),
            ),
            err=True,
        )
    warn_if_full(settings)
    summary = _("{number} regels in orde, {damaged} beschadigd, laatste nummer {seq}.")
    click.echo(
        summary.format(number=report.records, damaged=len(report.damages), seq=report.last_seq)
    )
    sys.exit(1 if report.damages else 0)


def _numbers(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _tell(report: Report, place: Path) -> None:
    click.echo(
        _("{number} regels staan in {path}, laatste nummer {seq}.").format(
            number=report.records, path=place, seq=report.last_seq
        )
    )
    for damage in report.damages:
        click.echo(
            _("{path}, regel {line}: beschadigd ({reason})").format(
                path=place / (damage.file_name or "journal.jsonl"),
                line=damage.line_number,
                reason=_(DAMAGES[damage.reason]),
            ),
            err=True,
        )
    if report.damages:
        fail(_("De kopie is zo beschadigd als het journaal zelf. Gebruik: samenkomst verify"))


def _settings() -> Settings:
    settings = settings_or_fail()
    if settings.database_url:
        fail(_("De inzendingen staan in PostgreSQL. Gebruik daarvoor pg_dump en pg_restore."))
    return settings


@contextmanager
def _told() -> Iterator[None]:
    """End the command with a sentence about what stands in the way."""
    try:
        yield
    except SettingsError as error:
        fail(*error.explain(_))
    except FileExistsError as error:
        fail(_("De map {path} bestaat al. Kies een nieuwe.").format(path=error.filename))
    except NotStored as error:
        known = {
            "not empty": _("Er zijn al inzendingen. Zet de map met gegevens eerst opzij."),
            "damaged": _("De kopie is beschadigd. Er is niets teruggezet."),
        }
        other = _("Dat lukt nu niet: {reason}").format(reason=explain_refusal(error, _))
        fail(known.get(error.reason, other))
    except OSError as error:
        fail(_("Dat lukt nu niet: {reason}").format(reason=explain_obstacle(error, _)))


class _Blind:
    """The view of a copyist: it needs none."""

    def apply(self, record: object) -> None:
        """Look away."""


COMMANDS = (backup, openapi, repair, restore, verify)
