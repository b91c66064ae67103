"""What all commands share: how they end when they cannot go on."""

import sys
from typing import NoReturn

import click


def fail(*lines: str) -> NoReturn:
    """End the command with these lines and exit code 1."""
    for line in lines:
        click.echo(line, err=True)
    sys.exit(1)
