"""What all commands share: how they speak in a terminal, and how they end when they cannot."""

import sys
import unicodedata
from collections.abc import Iterable
from typing import NoReturn

import click

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's categories of what is not seen but can act: controls, marks of direction, line ends."""


def fail(*lines: str) -> NoReturn:
    """End the command with these lines and exit code 1."""
    tell(lines, error=True)
    sys.exit(1)


def tell(lines: Iterable[str], *, error: bool = False) -> None:
    """Show lines of text; beside the output when they are about an error."""
    for line in lines:
        click.echo(visible(line), err=error)


def visible(text: str) -> str:
    """Return `text` with what would act on a terminal written out, line ends left.

    An answer could otherwise colour, move or hide what an organiser reads, or set the title of
    the window (ECMA-48 control sequences begin with U+001B or U+009B).
    """
    return "".join(_written_out(each) if _acts(each) else each for each in text)


def _acts(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in _HIDDEN


def _written_out(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
