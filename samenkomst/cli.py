"""The `samenkomst` command: for editors, organisers and hosts. It decides nothing itself.

It speaks Dutch, whatever the language of the site.
"""

from importlib import import_module
from typing import Any

import click

from samenkomst import __version__
from samenkomst.commands.misuse import DutchContext
from samenkomst.commands.terminal import telling_obstacles
from samenkomst.core.translation import N_, dutch as _

_MODULES = {
    "check": ("check",),
    "editor": ("new", "schema"),
    "export": ("export", "import-journal"),
    "inbox": ("attendance", "inbox", "places", "show"),
    "intake": ("add", "import"),
    "key": ("key",),
    "letters": ("deliver", "letters"),
    "organiser": ("decide", "invite", "note", "notify", "withdraw"),
    "privacy": ("erase", "retain"),
    "register": ("register",),
    "site": ("build", "serve", "start"),
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
        """Do what was asked; what the system refuses is told in Dutch."""
        with telling_obstacles():
            return super().invoke(ctx)

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


if __name__ == "__main__":
    main()
