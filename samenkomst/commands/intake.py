"""The commands that bring people in: add, for one who phoned, and import, for a list."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from samenkomst.commands.office import Office, open_office
from samenkomst.commands.options import by_option, show_progress
from samenkomst.commands.terminal import fail, settings_or_fail, tell
from samenkomst.core.contract import EventEntry
from samenkomst.core.forms import Field, Form, check_answers
from samenkomst.core.import_table import Table, read_table
from samenkomst.core.problem import Problem
from samenkomst.core.translation import N_, dutch as _
from samenkomst.service.organising import Row, add_by_hand, check_rows, import_rows
from samenkomst.stores.spreadsheet import SheetError, read_sheet
from samenkomst.views.inbox import label
from samenkomst.views.words import STATES

_SHEETS = {
    "not_found": N_("Het bestand {path} is niet te lezen."),
    "format": N_("{path} is geen lijst die we kunnen lezen: gebruik een CSV-bestand of .xlsx."),
    "too_large": N_("{path} is te groot: knip de lijst in stukken."),
    "empty": N_(
        "In {path} staan geen mensen: er moet een regel met kopjes zijn, en daaronder rijen."
    ),
}
form_option = click.option(
    "--form", "form_id", metavar="FORMULIER", help="Een ander formulier dan dat van de pagina."
)


@click.command()
@click.argument("event", metavar="EVENEMENT")
@click.option(
    "--answer",
    "given",
    multiple=True,
    metavar="VELD=ANTWOORD",
    help="Een antwoord; dan wordt er niets gevraagd.",
)
@form_option
@by_option
def add(event: str, given: tuple[str, ...], form_id: str | None, by: str) -> None:
    """Voeg iemand toe die belde of langskwam. Zonder e-mailadres krijgt die geen brieven."""
    with open_office(settings_or_fail()) as office:
        entry = office.entry(event)
        form = _form(office, entry, form_id)
        answers, problems = check_answers(form, _ask(form, _given(form, given)))
        problems = [each for each in problems if not _is_missing_address(form, each)]
        if problems:
            fail(*(_describe(form, each) for each in problems), _("Er is niets vastgelegd."))
        accepted = add_by_hand(
            entry,
            form,
            answers,
            accounts=office.accounts(),
            municipalities=office.municipalities,
            by=by,
        )
    words = _("Vastgelegd met kenmerk {reference}: {state}.")
    tell([words.format(reference=accepted.reference, state=_(STATES[accepted.state.value]))])


@click.command("import")
@click.argument("event", metavar="EVENEMENT")
@click.argument("file", metavar="BESTAND", type=click.Path(path_type=Path))
@form_option
@by_option
@click.option("--dry-run", is_flag=True, help="Controleer de lijst; leg niets vast.")
def import_(event: str, file: Path, form_id: str | None, by: str, dry_run: bool) -> None:
    """Neem een lijst van mensen op: alles, of niets als er een fout in staat."""
    with open_office(settings_or_fail()) as office:
        entry = office.entry(event)
        form = _form(office, entry, form_id)
        table = _read(form, file)
        faults = list(_faults(form, table, check_rows(form, table.rows)))
        if faults:
            fail(*faults, _("Er is niets vastgelegd: verbeter eerst de lijst."))
        if dry_run:
            words = _("De lijst is goed: {number} rijen. Proef: er is niets vastgelegd.")
            tell([words.format(number=len(table.rows))])
            return
        done = import_rows(
            entry,
            form,
            table.rows,
            municipalities=office.municipalities,
            progress=show_progress(len(table.rows)),
            accounts=office.accounts(),
            by=by,
        )
    tell(_summary(done))


def _form(office: Office, entry: EventEntry, form_id: str | None) -> Form:
    """Return the form to fill in; ends the command when the event has no such form."""
    known = [unit.form for unit in entry.units if unit.form] or [entry.form]
    chosen = form_id or known[0]
    if chosen not in known or chosen not in office.contract.forms:
        words = _("Evenement {event} heeft geen formulier “{form}”. Er zijn: {known}")
        fail(
            words.format(event=entry.slug, form=chosen, known=", ".join(filter(None, known)) or "-")
        )
    return office.contract.forms[chosen]


def _given(form: Form, given: Sequence[str]) -> dict[str, list[str]]:
    names = {field.name for field in form.fields}
    found: dict[str, list[str]] = {}
    for each in given:
        name, sign, answer = each.partition("=")
        if name not in names or not sign:
            words = _("“{given}” is geen antwoord: schrijf VELD=ANTWOORD. Velden: {known}")
            fail(words.format(given=each, known=", ".join(field.name for field in form.fields)))
        found.setdefault(name, []).append(answer)
    return found


def _ask(form: Form, given: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the answers given, and those to the questions that were not answered yet."""
    if given:  # whoever gives answers at once fills in the form alone
        return given
    return {field.name: answers for field in form.fields if (answers := _ask_one(form, field))}


def _ask_one(form: Form, field: Field) -> list[str]:
    for value, text in field.choices.items():
        tell([f"  {value}" if value == text else f"  {value}: {text}"])
    question = label(form, field.name)
    answer = click.prompt(question, default="", show_default=False)
    return [part.strip() for part in answer.split(",")] if field.many else [answer]


def _is_missing_address(form: Form, problem: Problem) -> bool:
    field = form.first_of("email")
    return field is not None and (problem.place.source, problem.code) == (
        field.name,
        "answer_missing",
    )


def _read(form: Form, path: Path) -> Table:
    try:
        heading, *rows = read_sheet(path)
    except SheetError as error:
        fail(_(_SHEETS[error.code]).format(path=path))
    return read_table(form, heading, rows)


def _faults(form: Form, table: Table, rows: Sequence[Row]) -> Iterator[str]:
    """Yield all that is wrong with a list; rows are counted as a spreadsheet does."""
    for title in table.unknown:
        words = _("Kolom “{title}”: die vraag staat niet in het formulier. Er zijn: {known}")
        yield words.format(title=title, known=", ".join(field.name for field in form.fields))
    for row in rows:
        for problem in row.problems:
            words = _("Rij {number}: {problem}")
            yield words.format(number=row.number + 1, problem=_describe(form, problem))
    for number, first in table.doubles:
        words = _("Rij {number}: dit e-mailadres staat ook in rij {first}.")
        yield words.format(number=number + 1, first=first + 1)


def _describe(form: Form, problem: Problem) -> str:
    return f"{label(form, problem.place.source)}: {problem.explain(_)}"


def _summary(done: Sequence[Row]) -> Iterator[str]:
    yield _("{number} rijen opgenomen.").format(number=len(done))
    states = Counter(row.accepted.state.value for row in done if row.accepted)
    yield from (f"  {_(STATES[state])}: {number}" for state, number in states.items())


COMMANDS = (add, import_)
