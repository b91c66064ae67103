"""The commands that make the site, show it, and run it on this computer."""

import re
from pathlib import Path

import click

from samenkomst import programs
from samenkomst.commands.terminal import fail, settings_or_fail
from samenkomst.core.translation import dutch as _
from samenkomst.settings import LOCAL_URL, Settings

_FILES = (Path("mkdocs.yml"), Path("mkdocs.yaml"))
_EXAMPLE = re.compile(rb"^site_url:[^#\n]*https://samenkomst\.example\.org/", re.MULTILINE)
_port_option = click.option(
    "--port",
    metavar="GETAL",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Op welke poort van deze computer.",
)


@click.command()
@click.option("--timings", is_flag=True, help="Toon waar de tijd bleef.")
def build(timings: bool) -> None:
    """Bouw de site in de map site/. Bij fouten in de content blijft de oude site staan."""
    file, settings = _need_site(), settings_or_fail()
    _warn_of_example(file, settings)
    programs.build_site(settings, timings=timings)


@click.command()
@_port_option
def serve(port: int) -> None:
    """Toon de site terwijl u werkt: elke wijziging is meteen te zien, het formulier werkt mee."""
    _need_site()
    settings = settings_or_fail()
    _need_free(port, "samenkomst serve --port {port}")
    _tell_where(settings, port)
    programs.serve_preview(settings, port)


@click.command()
@_port_option
def start(port: int) -> None:
    """Bouw de site en start site, formulieren en bezorging op deze computer."""
    # Here, for a build needs nothing of it, and it takes long to load.
    from samenkomst.commands.office import warn_if_of_another

    _need_site()
    settings = settings_or_fail()
    _need_free(port, "make run PORT={port}")
    warn_if_of_another(settings)
    if programs.build_local(settings, port) != 0:
        fail(
            _(
                "De site is niet gebouwd, dus er is niets gestart. Verbeter eerst de fouten "
                "hierboven."
            )
        )
    click.echo(_("Gegevens: {path}").format(path=settings.journal_name))
    letters = _("via de mailserver") if settings.smtp_url else str(settings.data / "mail")
    click.echo(_("Brieven:  {path}").format(path=letters))
    _tell_where(settings, port)
    programs.start_server(settings, port)


def _need_site() -> Path:
    """Return the settings of the site in the folder we stand in; else end, and say where to go."""
    found = next((path for path in _FILES if path.exists()), None)
    if found is None:
        fail(
            _("In deze map staat geen site: {folder}").format(folder=Path.cwd()),
            _("Ga eerst naar de map waar mkdocs.yml in staat, met: cd MAP"),
        )
    return found


def _warn_of_example(file: Path, settings: Settings) -> None:
    """Say that links will lead to the address of the example, where nobody is."""
    if settings.base_url == LOCAL_URL and _EXAMPLE.search(file.read_bytes()):
        words = _(
            "Let op: de site heeft nog het adres van het voorbeeld. Zet uw eigen adres bij "
            "site_url in mkdocs.yml, of in de instelling SAMENKOMST_BASE_URL."
        )
        click.echo(words, err=True)


def _need_free(port: int, command: str) -> None:
    """End when another program listens on `port`; `command` is how to choose another."""
    if not programs.port_is_free(port):
        other = command.format(port=port + 1 if port < 65535 else port - 1)
        fail(
            _(
                "Poort {port} is bezet. Loopt de site al in een ander venster? Stop die dan met "
                "Ctrl+C. Of kies een andere poort: {other}"
            ).format(port=port, other=other)
        )


def _tell_where(settings: Settings, port: int) -> None:
    click.echo(_("Site:     {url}").format(url=programs.local_url(settings, port)))
    click.echo(_("Stoppen:  Ctrl+C"))


COMMANDS = (build, serve, start)
