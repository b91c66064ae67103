"""What is said of a command that was typed wrongly, and the words of `--help`: in Dutch."""

from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import IO, Any

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from samenkomst.core.translation import N_, dutch as _

_HEADINGS = {"Options": N_("Opties"), "Commands": N_("Opdrachten")}
_WORDS = {
    "Show this message and exit.": N_("Toon deze uitleg."),
    "Show the version and exit.": N_("Toon de versie."),
    "[default: ": N_("[anders: "),
    "[required]": N_("[verplicht]"),
    "[OPTIONS]": N_("[OPTIES]"),
    "COMMAND [ARGS]...": N_("OPDRACHT …"),
}


class Help(click.HelpFormatter):
    """Writes `--help`; click's own words are English, nothing more."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how to type the command."""
        super().write_usage(prog, _in_dutch(args), prefix or _("Gebruik: "))

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(_(_HEADINGS.get(heading, heading)))

    def write_dl(self, rows: Iterable[tuple[str, str]], *more: Any, **other: Any) -> None:
        """Write names with what they are."""
        super().write_dl([(name, _in_dutch(text)) for name, text in rows], *more, **other)


def _in_dutch(text: str) -> str:
    for english, dutch in _WORDS.items():
        text = text.replace(english, _(dutch))
    return text


class DutchContext(click.Context):
    """A context whose help is `Help`, and whose words about what was typed wrongly are `Misuse`."""

    formatter_class = Help

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        """End the command; click does not always tell at which one something was typed wrongly."""
        ended = super().__exit__(kind, error, trace)
        if isinstance(error, click.UsageError) and not isinstance(error, NoArgsIsHelpError):
            error.ctx = error.ctx or self
            if type(error) is click.UsageError and isinstance(error.ctx.command, click.Group):
                raise NoArgsIsHelpError(error.ctx) from None  # only `--` was typed
            raise Misuse(error) from None
        return ended


class Misuse(click.ClickException):
    """A command that was typed wrongly: what is wrong, and how it goes."""

    exit_code = 2

    def __init__(self, error: click.UsageError) -> None:
        super().__init__(_explain(error))
        self._context = error.ctx

    def show(self, file: IO[Any] | None = None) -> None:
        """Write it beside the output."""
        click.echo(self.message, file=file, err=True)
        if self._context:
            command = self._context.command
            pieces = _in_dutch(" ".join(command.collect_usage_pieces(self._context)))
            how = f"{self._context.command_path} {pieces}"
            click.echo(_("Gebruik: {command}").format(command=how), file=file, err=True)
            more = f"{self._context.command_path} --help"
            click.echo(_("Uitleg:  {command}").format(command=more), file=file, err=True)


def _explain(error: click.UsageError) -> str:
    match error:
        case NoSuchCommand():
            told = _("De opdracht “{name}” kennen we niet.").format(name=error.command_name)
            return told + _meant(_like(error))
        case click.NoSuchOption():
            told = _("De optie “{name}” kennen we hier niet.").format(name=error.option_name)
            return told + _meant(error.possibilities)
        case click.MissingParameter(param=click.Parameter() as param):
            told = _("{name} ontbreekt.").format(name=_name(param, error.ctx))
            return told + _expected(param)
        case click.BadParameter(param=click.Parameter() as param) if _expected(param):
            told = _("Wat bij {name} staat, kan niet.").format(name=_name(param, error.ctx))
            return told + _expected(param)
        case click.BadOptionUsage() if _is_flag(error):
            return _("Achter {name} mag niets staan.").format(name=error.option_name)
        case click.BadOptionUsage():
            return _("Achter {name} moet één waarde staan.").format(name=error.option_name)
    if type(error) is click.UsageError:
        return _(
            "Er staat te veel achter de opdracht. Zet een tekst van meer woorden tussen "
            "aanhalingstekens."
        )
    return error.format_message()


def _like(error: NoSuchCommand) -> Sequence[str] | None:
    """Return the commands that look like it: click knows only those that were loaded."""
    if error.ctx is None or not isinstance(error.ctx.command, click.Group):
        return None
    names = error.ctx.command.list_commands(error.ctx)
    return NoSuchCommand(error.command_name, possibilities=names).possibilities


def _meant(possibilities: Sequence[str] | None) -> str:
    return " " + _("Bedoelt u “{name}”?").format(name=possibilities[0]) if possibilities else ""


def _name(param: click.Parameter, context: click.Context | None) -> str:
    if isinstance(param, click.Argument) and context:
        return param.make_metavar(context).strip("[]")
    return max(param.opts, key=len)


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.get_params(error.ctx) if error.ctx else []
    return any(
        isinstance(each, click.Option) and each.is_flag and error.option_name in each.opts
        for each in params
    )


def _expected(param: click.Parameter) -> str:
    match param.type:
        case click.Choice(choices=choices):
            return " " + _("Kies uit: {choices}.").format(choices=", ".join(map(str, choices)))
        case click.IntRange(min=int() as low, max=int() as high):
            return " " + _("Schrijf een getal van {low} tot en met {high}.").format(
                low=low, high=high
            )
        case click.IntRange(min=int() as low):
            return " " + _("Schrijf een getal van {low} of meer.").format(low=low)
        case click.Path(exists=True, dir_okay=False):
            return " " + _("Noem een bestand dat er is en dat u mag lezen.")
        case click.Path(exists=True):
            return " " + _("Noem een bestand of map die er is en die u mag lezen.")
    return ""
