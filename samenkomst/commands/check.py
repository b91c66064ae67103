"""The command with which editors check the content."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from samenkomst.commands.terminal import fail
from samenkomst.core.problem import Problem, Severity
from samenkomst.core.translation import N_, dutch as _
from samenkomst.stores.content_check import check_content


@click.command()
@click.argument(
    "folder",
    metavar="[MAP]",
    type=click.Path(path_type=Path, readable=False),
    default=Path("content"),
)
@click.option("--strict", is_flag=True, help="Ook waarschuwingen tellen als fout.")
def check(folder: Path, strict: bool) -> None:
    """Controleer de content: alle fouten, met bestand en regel."""
    if not folder.is_dir():
        fail(
            _("Hier is geen map “{folder}”. Ga eerst naar de map van de site, met: cd MAP").format(
                folder=folder
            )
        )
    checked = check_content(folder)
    for problem in checked.problems:
        _tell(folder, problem)
    if checked.numbers is None:
        errors = [each for each in checked.problems if each.severity is Severity.ERROR]
        one, many = _("1 fout gevonden."), _("{number} fouten gevonden.")
        fail(_count(errors, one, many))
    if checked.problems:
        one, many = _("1 waarschuwing gevonden."), _("{number} waarschuwingen gevonden.")
        counted = _count(checked.problems, one, many)
        if strict:
            fail(counted)
        click.echo(counted)
    click.echo(_summary(checked.numbers))


def _tell(folder: Path, problem: Problem) -> None:
    text = problem.explain(_)
    if problem.severity is Severity.WARNING:
        text = _("Let op: {text}").format(text=text)
    click.echo(f"{folder / str(problem.place)}: {text}")
    if problem.excerpt:
        click.echo(f"    {problem.excerpt}")


def _count(problems: Sequence[Problem], one: str, many: str) -> str:
    return one if len(problems) == 1 else many.format(number=len(problems))


def _summary(numbers: Mapping[str, int]) -> str:
    counted = {
        key: _(one if numbers[key] == 1 else many).format(number=numbers[key])
        for key, (one, many) in _COUNTED.items()
    }
    return _("De content klopt: {events}, {people}, {organisations}, {forms}.").format_map(counted)


_COUNTED = {
    "events": (N_("1 evenement"), N_("{number} evenementen")),
    "people": (N_("1 mens"), N_("{number} mensen")),
    "organisations": (N_("1 organisatie"), N_("{number} organisaties")),
    "forms": (N_("1 formulier"), N_("{number} formulieren")),
}


COMMANDS = (check,)
