"""The `samenkomst` command: for editors, organisers and hosts. It decides nothing itself.

It speaks Dutch, whatever the language of the site.
"""

from importlib import import_module

import click

from samenkomst import __version__
from samenkomst.commands.terminal import telling_obstacles

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
    "site": ("build", "serve", "start"),
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


if __name__ == "__main__":
    main()
