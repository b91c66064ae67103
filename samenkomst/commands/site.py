"""The commands that make the site, show it, and run it on this computer."""

import click

from samenkomst import programs
from samenkomst.commands.terminal import fail, settings_or_fail
from samenkomst.core.translation import dutch as _


@click.command()
@click.option("--timings", is_flag=True, help="Toon waar de tijd bleef.")
def build(timings: bool) -> None:
    """Bouw de site in de map site/. Bij fouten in de content blijft de oude site staan."""
    programs.build_site(settings_or_fail(), timings=timings)


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(port: int) -> None:
    """Toon de site terwijl u werkt: elke wijziging is meteen te zien, het formulier werkt mee."""
    _need_port(port, "samenkomst serve --port {port}")
    programs.serve_preview(settings_or_fail(), port)


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def start(port: int) -> None:
    """Bouw de site en start site, formulieren en bezorging op deze computer."""
    settings = settings_or_fail()
    _need_port(port, "make run PORT={port}")
    if programs.build_local(settings, port) != 0:
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


def _need_port(port: int, command: str) -> None:
    """End the command when another program listens there; `command` is how to choose another."""
    if not programs.port_is_free(port):
        words = _("Poort {port} is bezet. Kies een andere: {command}")
        other = command.format(port=port + 1 if port < 65535 else port - 1)
        fail(words.format(port=port, command=other))


COMMANDS = (build, serve, start)
