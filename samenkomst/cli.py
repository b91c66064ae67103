"""The `samenkomst` command: for editors, organisers and hosts. It decides nothing itself.

It speaks Dutch, whatever the language of the site.
"""

from importlib import import_module

import click

from samenkomst import __version__, programs
from samenkomst.commands.terminal import fail, settings_or_fail, telling_obstacles
from samenkomst.core.translation import dutch as _

_MODULES = {
    "check": ("check",),
    "editor": ("new", "schema"),
    "export": ("export", "import-journal"),
    "inbox": ("attendance", "inbox", "places", "show"),
    "intake": ("add", "import"),
    "letters": ("deliver", "letters"),
    "organiser": ("decide", "invite", "note", "notify", "withdraw"),
    "privacy": ("erase", "key", "retain"),
    "register": ("register",),
    "storage": ("backup", "openapi", "repair", "restore", "verify"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}


class _Commands(click.Group):
    """Our commands; a command's module is loaded when it is asked for, so that each starts soon."""

    def invoke(self, ctx: click.Context) -> object:
        """Do what was asked; what the system refuses is told, without a trace."""
        with telling_obstacles():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every name, in alphabetical order."""
        return sorted([*super().list_commands(ctx), *_MODULE_OF])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, if any."""
        if cmd_name not in _MODULE_OF:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"samenkomst.commands.{_MODULE_OF[cmd_name]}")
        found: click.Command = {each.name: each for each in module.COMMANDS}[cmd_name]
        return found


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__)
def main() -> None:
    """Samenkomst: evenementen publiceren en aanmeldingen ontvangen."""


@main.command()
@click.option("--timings", is_flag=True, help="Toon waar de tijd bleef.")
def build(timings: bool) -> None:
    """Bouw de site in de map site/. Bij fouten in de content blijft de oude site staan."""
    programs.build_site(settings_or_fail(), timings=timings)


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(port: int) -> None:
    """Toon de site terwijl u werkt: elke wijziging is meteen te zien, het formulier werkt mee."""
    _need_port(port, "samenkomst serve --port {port}")
    programs.serve_preview(settings_or_fail(), port)


@main.command()
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


if __name__ == "__main__":
    main()
