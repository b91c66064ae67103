"""The `samenkomst` command: for editors, organisers and hosts. It decides nothing itself.

It speaks Dutch, whatever the language of the site.
"""

import json
import sys
from importlib import import_module

import click

from samenkomst import (
    __version__,
    export_commands,
    inbox_commands,
    intake_commands,
    letter_commands,
    organiser_commands,
    privacy_commands,
    programs,
    storage_commands,
)
from samenkomst.core.contract import ContractError
from samenkomst.core.errors import NotStored
from samenkomst.core.openapi import describe_api
from samenkomst.core.translation import dutch as _
from samenkomst.journals import verify_journal
from samenkomst.office import settings_or_fail, warn_if_full
from samenkomst.settings import LOCAL_URL
from samenkomst.stores.contract_file import ContractFile
from samenkomst.terminal import fail

EDITOR_COMMANDS = {"check": "check_command", "new": "editor_commands", "schema": "editor_commands"}


class _Commands(click.Group):
    """Our commands; those for editors are loaded when asked for, with the model of all content."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every name, in alphabetical order."""
        return sorted([*super().list_commands(ctx), *EDITOR_COMMANDS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, if any."""
        if cmd_name not in EDITOR_COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"samenkomst.{EDITOR_COMMANDS[cmd_name]}")
        found: click.Command = getattr(module, cmd_name)
        return found


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__)
def main() -> None:
    """Samenkomst: evenementen publiceren en aanmeldingen ontvangen."""


for command in (
    *inbox_commands.COMMANDS,
    *export_commands.COMMANDS,
    *organiser_commands.COMMANDS,
    *intake_commands.COMMANDS,
    *letter_commands.COMMANDS,
    *privacy_commands.COMMANDS,
    *storage_commands.COMMANDS,
):
    main.add_command(command)


@main.command()
@click.option("--timings", is_flag=True, help="Toon waar de tijd bleef.")
def build(timings: bool) -> None:
    """Bouw de site in de map site/. Bij fouten in de content blijft de oude site staan."""
    settings = settings_or_fail()
    configured = settings.base_url if settings.base_url != LOCAL_URL else None
    sys.exit(programs.build_site(settings.site, configured, timings=timings))


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


if __name__ == "__main__":
    main()
