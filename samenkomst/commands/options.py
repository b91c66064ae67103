"""What commands that act share: who does it, in which words, and how far long work is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from samenkomst.commands.office import login_name
from samenkomst.commands.terminal import fail, tell
from samenkomst.core.dates import DateError, parse_date
from samenkomst.core.forms import clean, has_control_characters
from samenkomst.core.obstacle import reason_of
from samenkomst.core.translation import dutch as _
from samenkomst.service import PARTICIPANT, SYSTEM
from samenkomst.stores.private_file import write_private

_SHOWN_AT_LEAST = 200
"""From so many people on, progress is shown; and again after as many."""


def _name(context: click.Context, option: click.Parameter, value: str) -> str:
    """Return who acts; what the journal writes for participants and time is nobody's name."""
    name = " ".join(value.split())
    if name in ("", PARTICIPANT, SYSTEM) or has_control_characters(name):
        fail(_("“{name}” kan niet als naam.").format(name=value))
    return name


by_option = click.option(
    "--by",
    metavar="NAAM",
    default=login_name,
    callback=_name,
    help="Uw naam; anders die van uw computer.",
)
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Toon de brief en hoeveel mensen die krijgen; doe niets."
)


identity_option = click.option(
    "--identity",
    metavar="BESTAND",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Uw geheime sleutel, als de antwoorden op slot staan.",
)


def write_or_fail(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, or end the command."""
    try:
        write_private(path, data)
    except OSError as error:
        words = _("Het bestand {path} is niet te schrijven: {reason}")
        fail(words.format(path=path, reason=reason_of(error, _)))


def show_progress(total: int) -> Callable[[int], None]:
    """Return what tells how far long work is."""

    def step(done: int) -> None:
        if total >= _SHOWN_AT_LEAST and (done >= total or done % _SHOWN_AT_LEAST == 0):
            tell([_("{done} van {total}").format(done=min(done, total), total=total)], error=True)

    return step


def own_text(text: str) -> str:
    """Return an organiser's words as they can stand in a letter."""
    try:
        text.encode()
    except UnicodeEncodeError:  # bytes that the terminal could not read
        fail(_("De tekst is niet te lezen: gebruik UTF-8."))
    words = clean(text)
    if has_control_characters(words):
        fail(_("In de tekst staan onzichtbare stuurtekens. Typ de tekst opnieuw."))
    return words


def read_text(path: Path) -> str:
    """Return the text of a file; ends the command when it has none."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        words = _("Het bestand {path} is niet te lezen: {reason}")
        fail(words.format(path=path, reason=reason_of(error, _) or _("geen UTF-8")))


def read_day(text: str) -> date:
    """Return the day that was typed; ends the command when it is none."""
    try:
        return parse_date(text)
    except DateError:
        fail(_("“{value}” is geen datum: schrijf bijvoorbeeld 2027-03-12.").format(value=text))
