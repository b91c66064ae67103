"""The commands for editors: check the content, start a new event, write the schemas."""

from collections.abc import Sequence
from pathlib import Path

import click

from samenkomst.commands.terminal import fail
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.problem import Problem, Severity
from samenkomst.core.translation import dutch as _
from samenkomst.stores.content import load_remembering, memory_of
from samenkomst.stores.new_event import KINDS, NewEventError, write_event
from samenkomst.stores.schema_files import write_schemas

CONTENT = Path("content")
FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER, default=CONTENT)
@click.option("--strict", is_flag=True, help="Ook waarschuwingen tellen als fout.")
def check(folder: Path, strict: bool) -> None:
    """Controleer de content: alle fouten, met bestand en regel."""
    catalogue, problems = load_remembering(folder, memory_of(folder))
    errors = [each for each in problems if each.severity is Severity.ERROR]
    for problem in problems:
        _tell(folder, problem)
    if catalogue is None:
        one, many = _("1 fout gevonden."), _("{number} fouten gevonden.")
        fail(_count(errors, one, many))
    if problems:
        one, many = _("1 waarschuwing gevonden."), _("{number} waarschuwingen gevonden.")
        counted = _count(problems, one, many)
        if strict:
            fail(counted)
        click.echo(counted)
    click.echo(_summary(catalogue))


def _tell(folder: Path, problem: Problem) -> None:
    text = problem.explain(_)
    if problem.severity is Severity.WARNING:
        text = _("Let op: {text}").format(text=text)
    click.echo(f"{folder / str(problem.place)}: {text}")
    if problem.excerpt:
        click.echo(f"    {problem.excerpt}")


def _count(problems: Sequence[Problem], one: str, many: str) -> str:
    return one if len(problems) == 1 else many.format(number=len(problems))


def _summary(catalogue: Catalogue) -> str:
    return _(
        "De content klopt: {events} evenementen, {people} mensen, {organisations} organisaties, "
        "{forms} formulieren."
    ).format(
        events=len(catalogue.events),
        people=len(catalogue.people),
        organisations=len(catalogue.organisations),
        forms=len(catalogue.forms),
    )


@click.command()
@click.argument("folder", type=FOLDER, default=CONTENT)
def schema(folder: Path) -> None:
    """Schrijf de schema's waarmee een tekstprogramma meehelpt: aanvullen en uitleg."""
    for path in write_schemas(folder):
        click.echo(_("Geschreven: {path}").format(path=path))


@click.group()
def new() -> None:
    """Begin iets nieuws, met een voorbeeld dat u aanpast."""


@new.command()
@click.argument("slug")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help="Wat voor evenement het is.",
)
@click.option("--content", "folder", type=FOLDER, default=CONTENT, help="De map met content.")
def event(slug: str, kind: str, folder: Path) -> None:
    """Begin een evenement met een voorbeeld. SLUG wordt het laatste deel van het webadres."""
    try:
        path = write_event(folder, slug, kind)
    except NewEventError as error:
        fail(error.explain(_))
    click.echo(_("Geschreven: {path}").format(path=path))
    click.echo(_("Het is een concept: alleen te zien met “samenkomst serve”."))


COMMANDS = (check, new, schema)
