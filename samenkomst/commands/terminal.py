"""What all commands share: how they speak in a terminal, and how they end when they cannot."""

import sys
from collections.abc import Iterable
from typing import NoReturn

import click

from samenkomst.views.visible_text import visible


def fail(*lines: str) -> NoReturn:
    """End the command with these lines and exit code 1."""
    tell(lines, error=True)
    sys.exit(1)


def tell(lines: Iterable[str], *, error: bool = False) -> None:
    """Show lines of text; beside the output when they are about an error."""
    for line in lines:
        click.echo(visible(line), err=error)
