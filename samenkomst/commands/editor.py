"""The commands for editors beside `check`: start a new event, write the schemas."""

from pathlib import Path

import click

from samenkomst.commands.misuse import DutchContext
from samenkomst.commands.terminal import fail
from samenkomst.core.translation import dutch as _
from samenkomst.stores.new_event import KINDS, NewEventError, write_event
from samenkomst.stores.schema_files import write_schemas

CONTENT = Path("content")
FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("folder", metavar="[MAP]", type=FOLDER, default=CONTENT)
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
@click.option(
    "--content", "folder", metavar="MAP", type=FOLDER, default=CONTENT, help="De map met content."
)
def event(slug: str, kind: str, folder: Path) -> None:
    """Begin een evenement met een voorbeeld. SLUG wordt het laatste deel van het webadres."""
    try:
        path = write_event(folder, slug, kind)
    except NewEventError as error:
        fail(error.explain(_))
    click.echo(_("Geschreven: {path}").format(path=path))
    click.echo(_("Het is een concept: alleen te zien met “samenkomst serve”."))


event.context_class = DutchContext
COMMANDS = (new, schema)
