"""The `samenkomst` command: for editors, organisers and hosts. It decides nothing itself.

It speaks Dutch, whatever the language of the site.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from samenkomst import __version__, programs
from samenkomst.commands.misuse import DutchContext, Misuse
from samenkomst.commands.terminal import fail, settings_or_fail
from samenkomst.core.translation import N_, dutch as _
from samenkomst.settings import LOCAL_URL, Settings

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

GROUPS = {
    N_("Voor wie de site maakt"): ("serve", "check", "new", "build", "schema"),
    N_("Voor organisatoren"): (
        *("inbox", "show", "places", "attendance", "export", "invite", "decide", "note", "notify"),
        *("add", "import", "withdraw", "letters", "erase", "register", "key"),
    ),
    N_("Voor wie de computer beheert"): (
        *("start", "deliver", "retain", "backup", "restore", "verify", "repair"),
        *("import-journal", "openapi"),
    ),
}
"""The commands by who needs them, the most used first."""


class _Commands(click.Group):
    """Our commands; a command's module is loaded when it is asked for, so that each starts soon."""

    context_class = DutchContext

    def invoke(self, ctx: click.Context) -> Any:
        """Do what was asked; a command that was typed wrongly is told of in Dutch."""
        try:
            return super().invoke(ctx)
        except NoArgsIsHelpError:
            raise
        except click.UsageError as error:
            raise Misuse(error) from None

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every name, in alphabetical order."""
        return sorted([*super().list_commands(ctx), *_MODULE_OF])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, if any."""
        found = super().get_command(ctx, cmd_name)
        if cmd_name in _MODULE_OF:
            module = import_module(f"samenkomst.commands.{_MODULE_OF[cmd_name]}")
            found = {each.name: each for each in module.COMMANDS}[cmd_name]
        if found is not None:
            found.context_class = DutchContext
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write every command under the heading of who needs it, with its whole first sentence."""
        for heading, names in GROUPS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(_(heading)):
                formatter.write_dl(
                    [(name, found.get_short_help_str(_WHOLE)) for name, found in commands if found]
                )


_WHOLE = 200
"""Characters: more than any first sentence has."""


@click.group(
    "samenkomst",
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
    _need_site()
    settings = settings_or_fail()
    _warn_of_example(settings)
    programs.build_site(settings, timings=timings)


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(port: int) -> None:
    """Toon de site terwijl u werkt: elke wijziging is meteen te zien, het formulier werkt mee."""
    _need_site()
    settings = settings_or_fail()
    _need_free(port, f"samenkomst serve --port {port + 1}")
    _tell_where(settings, port)
    programs.serve_preview(settings, port)


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def start(port: int) -> None:
    """Bouw de site en start site, formulieren en bezorging op deze computer."""
    _need_site()
    _need_site()
    settings = settings_or_fail()
    _need_free(port, f"make run PORT={port + 1}")
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


def _need_site() -> None:
    """Return when the folder we stand in holds a site; else end, and say where to go."""
    if not Path("mkdocs.yml").is_file():
        fail(
            _("In deze map staat geen site: {folder}").format(folder=Path.cwd()),
            _("Ga eerst naar de map waar mkdocs.yml in staat, met: cd MAP"),
        )


def _warn_of_example(settings: Settings) -> None:
    """Say that links will lead to the address of the example, where nobody is."""
    if settings.base_url == LOCAL_URL and _EXAMPLE in Path("mkdocs.yml").read_text("utf-8"):
        words = _(
            "Let op: de site heeft nog het adres van het voorbeeld. Zet uw eigen adres bij "
            "site_url in mkdocs.yml, of in de instelling SAMENKOMST_BASE_URL."
        )
        click.echo(words, err=True)


_EXAMPLE = "https://samenkomst.example.org/"


def _need_free(port: int, other: str) -> None:
    """Return when nobody listens on `port`; else end, and name the command for another one."""
    if not programs.port_is_free(port):
        fail(
            _(
                "Poort {port} is bezet. Loopt de site al in een ander venster? Stop die dan met "
                "Ctrl+C. Of kies een andere poort: {other}"
            ).format(port=port, other=other)
        )


def _tell_where(settings: Settings, port: int) -> None:
    click.echo(_("Site:     {url}").format(url=programs.local_url(settings, port)))
    click.echo(_("Stoppen:  Ctrl+C"))


if __name__ == "__main__":
    main()
