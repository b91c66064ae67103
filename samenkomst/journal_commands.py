"""Moving the journal from one store to the other: every line as it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from samenkomst.core.errors import NotStored
from samenkomst.core.translation import dutch as _
from samenkomst.journals import check_lines, load_journal, read_lines
from samenkomst.office import settings_or_fail
from samenkomst.settings import Settings
from samenkomst.stores.failures import Damaged
from samenkomst.stores.private_file import write_lines
from samenkomst.terminal import fail

NOT_EMPTY = "not empty"


def export_journal(settings: Settings, path: Path) -> None:
    """Write the journal of these settings into a file that `import_journal` takes."""
    with _told(settings.journal_name):
        write_lines(path, (line for line, _ in check_lines(read_lines(settings))))
    click.echo(_("Het hele journaal staat in {path}").format(path=path))


@click.command()
@click.argument("path", metavar="BESTAND", type=click.Path(exists=True, path_type=Path))
def import_journal(path: Path) -> None:
    """Vul een leeg journaal met een BESTAND van: samenkomst export --journal BESTAND."""
    settings = settings_or_fail()
    with _told(str(path), settings.journal_name), path.open("rb") as stream:
        number = load_journal(settings, stream)
    click.echo(
        _("{number} regels staan nu in {name}").format(number=number, name=settings.journal_name)
    )


@contextmanager
def _told(source: str, target: str = "") -> Iterator[None]:
    """End the command with a sentence about what stands in the way."""
    try:
        yield
    except Damaged as damaged:
        fail(
            _("{path}, regel {line}: beschadigd ({reason}). Er is niets overgezet.").format(
                path=source, line=damaged.line_number, reason=damaged.reason
            )
        )
    except NotStored as error:
        if error.reason == NOT_EMPTY:
            fail(_("In {name} staan al inzendingen. Er is niets overgezet.").format(name=target))
        fail(_("Overzetten lukt nu niet: {reason}").format(reason=error.reason))
    except OSError as error:
        fail(_("Overzetten lukt nu niet: {reason}").format(reason=error.strerror))
