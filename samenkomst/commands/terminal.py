"""What all commands share: how they speak in a terminal, and how they end when they cannot."""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from samenkomst.core.obstacle import explain_obstacle
from samenkomst.core.translation import dutch as _
from samenkomst.views.visible_text import visible

if TYPE_CHECKING:
    from samenkomst.settings import Settings

CONFIG = Path("samenkomst.toml")


def settings_or_fail() -> "Settings":
    """Return the settings, or end with every fault in them; only letters need the secret."""
    # Here, for who only checks content needs none, and they take as long to load as the rest.
    from samenkomst.settings import SettingsError, load_settings

    try:
        return load_settings(os.environ, CONFIG, secret_needed=False)
    except SettingsError as error:
        fail(*error.explain(_))


@contextmanager
def telling_obstacles() -> Iterator[None]:
    """End the command with a sentence when the system refuses something, or somebody stops it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may know fewer letters
    try:
        yield
    except BrokenPipeError:  # whoever read along has enough
        raise
    except OSError as error:
        fail(_("Dat lukt nu niet: {reason}").format(reason=explain_obstacle(error, _)))
    except KeyboardInterrupt:
        fail(_("Gestopt."))
    except click.Abort:  # at a question, of which the line is not ended
        fail("", _("Gestopt."))


def fail(*lines: str) -> NoReturn:
    """End the command with these lines and exit code 1."""
    tell(lines, error=True)
    sys.exit(1)


def tell(lines: Iterable[str], *, error: bool = False) -> None:
    """Show lines of text; beside the output when they are about an error."""
    for line in lines:
        click.echo(visible(line), err=error)
