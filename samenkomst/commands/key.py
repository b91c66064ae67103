"""The command that makes a key with which answers are locked."""

from pathlib import Path

import click

from samenkomst.commands.terminal import fail
from samenkomst.core.obstacle import reason_of
from samenkomst.core.translation import dutch as _
from samenkomst.stores.age import KeyUnusable, make_identity


@click.command()
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
def key(file: Path) -> None:
    """Maak een sleutel waarmee alleen u de antwoorden leest; BESTAND blijft op uw computer."""
    try:
        public = make_identity(file)
    except FileExistsError:
        fail(
            _(
                "{path} bestaat al. Kies een andere naam: een sleutel overschrijven we nooit."
            ).format(path=file)
        )
    except KeyUnusable:
        fail(_("Hiervoor is de bibliotheek pyrage nodig: pip install 'samenkomst[age]'"))
    except OSError as error:
        fail(
            _("Het bestand {path} is niet te schrijven: {reason}").format(
                path=file, reason=reason_of(error, _)
            )
        )
    click.echo(_("De geheime sleutel staat in {path}. Bewaar hem goed.").format(path=file))
    click.echo(_("Zet dit bij de instellingen van de webcomputer:"))
    click.echo(f"SAMENKOMST_AGE_RECIPIENT={public}")


COMMANDS = (key,)
