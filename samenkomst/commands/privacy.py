"""The commands of the privacy law: forget people, end what was kept long enough."""

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from samenkomst.commands.office import (
    Books,
    clock_of,
    contract_or_fail,
    open_books,
    warn_if_of_another,
)
from samenkomst.commands.terminal import fail, settings_or_fail
from samenkomst.core.dates import AMSTERDAM
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.expiry import Expiry
from samenkomst.core.forms import is_email
from samenkomst.core.ledger import Ledger
from samenkomst.core.person_key import person_key
from samenkomst.core.translation import dutch as _
from samenkomst.journals import delivery_turn, open_journal
from samenkomst.service.forgetting import (
    Forgotten,
    Plan,
    end_expired,
    erase as erase_people,
    finish_erasures,
    plan_erasure,
    plan_expiry,
    unfinished,
    withdrawals,
)
from samenkomst.settings import Settings
from samenkomst.stores.failures import Busy
from samenkomst.stores.store import Store
from samenkomst.stores.traces import Removal, find_traces, remove_traces
from samenkomst.views.refusal import explain_refusal
from samenkomst.views.words import STATES

LETTER_WAIT = 60
"""Seconds to wait until no letter is on its way: about two time-outs of a mail server."""


@click.command()
@click.argument("who", metavar="WIE")
@click.option("--dry-run", is_flag=True, help="Laat zien wat er gewist zou worden, en wis niets.")
@click.option("--yes", is_flag=True, help="Vraag niet of u het zeker weet.")
def erase(who: str, dry_run: bool, yes: bool) -> None:
    """Wis een persoon: één inzending met haar kenmerk, of alles van een e-mailadres."""
    settings = settings_or_fail()
    books = open_books(settings)
    if not dry_run and _finish_earlier(settings, books):
        books = open_books(settings)
    plan = _plan(books, who)
    _tell_plan(plan, books.ledger)
    if not (plan.submissions or plan.colleague_of):
        _erase_unanswered(settings, who, plan, dry_run=dry_run, yes=yes)
        return
    if dry_run:
        return
    if not yes:
        _ask_for_certain()
    contract = contract_or_fail(settings)
    today = clock_of(settings)().astimezone(AMSTERDAM).date()
    with _journal(settings) as (journal, ledger):
        files = _Files(settings.data)
        plan = _plan(open_books(settings), who)  # as it is now that no letter is on its way
        if plan.is_empty:
            _fail_unknown(who)
        done = erase_people(
            plan,
            journal=journal,
            new_id=_new_id,
            remove_files=files.remove,
            leave=lambda ids: withdrawals(ids, ledger, contract, today, _new_id),
        )
        _tell_receipt(done)
        files.tell()


@click.command()
@click.option("--dry-run", is_flag=True, help="Laat zien wat er gewist zou worden, en wis niets.")
def retain(dry_run: bool) -> None:
    """Wis de antwoorden die lang genoeg bewaard zijn; de termijn staat bij het formulier."""
    settings = settings_or_fail()
    contract = contract_or_fail(settings)
    today = clock_of(settings)().astimezone(AMSTERDAM).date()
    if not dry_run:
        _finish_earlier(settings, open_books(settings))
    with _journal(settings) as (journal, _ledger):
        files = _Files(settings.data)
        books = open_books(settings)
        records = list(books.records.values())
        expiry = plan_expiry(books.ledger, records, contract, today)
        _tell_expiry(expiry)
        if dry_run or not (expiry.fields or expiry.submissions):
            return
        done = end_expired(
            expiry, records, journal=journal, new_id=_new_id, remove_files=files.remove
        )
        _tell_receipt(done)
        files.tell()


def _new_id() -> str:
    return uuid.uuid4().hex


def _plan(books: Books, who: str) -> Plan:
    """Return what the journal holds of `who`."""
    return plan_erasure(books.ledger, list(books.records.values()), who)


def _fail_unknown(who: str) -> NoReturn:
    fail(_("Er is niets bekend van {who}.").format(who=who))


def _erase_unanswered(
    settings: Settings, who: str, plan: Plan, *, dry_run: bool, yes: bool
) -> None:
    """Remove torn lines of an address nobody was answered for: a crash cut their form short."""
    needles = {person_key(who)} if is_email(who.strip()) else set()
    found = find_traces(settings.data, needles, torn_only=True).files if needles else ()
    if not found:
        if plan.is_empty:
            _fail_unknown(who)
        return
    click.echo(
        _("Geen inzending van {who}, wel een spoor in: {files}").format(
            who=who, files=", ".join(str(each) for each in found)
        )
    )
    if dry_run:
        return
    if not yes:
        _ask_for_certain()
    files = _Files(settings.data)
    files.remove_torn(needles)
    files.tell()


def _finish_earlier(settings: Settings, books: Books) -> bool:
    """Finish what a crash cut short, and return whether there was such a thing."""
    records = list(books.records.values())
    if not any(unfinished(records)):
        return False
    with _journal(settings) as (journal, _ledger):
        files = _Files(settings.data)
        for each in finish_erasures(
            records, journal=journal, new_id=_new_id, remove_files=files.remove
        ):
            _tell_receipt(each)
        files.tell()
    return True


class _Files:
    """The files beside the journal that hold people, and what became of them; nothing more."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._removals: list[Removal] = []

    def remove(self, needles: Collection[str]) -> None:
        self._removals.append(remove_traces(self._data, needles))

    def remove_torn(self, needles: Collection[str]) -> None:
        """Remove copies of torn lines only."""
        self._removals.append(remove_traces(self._data, needles, torn_only=True))

    def tell(self) -> None:
        """Say which files went, and which somebody has to look into."""
        for removal in self._removals:
            if removal.removed:
                click.echo(
                    _("Verwijderde bestanden (lijsten kunt u opnieuw maken): {files}").format(
                        files=", ".join(str(each) for each in removal.removed)
                    )
                )
            for path in removal.unreadable:
                click.echo(
                    _(
                        "Let op: {path} was niet te lezen. Kijk zelf of de persoon erin staat."
                    ).format(path=path),
                    err=True,
                )


def _ask_for_certain() -> None:
    """Return when the answer is yes; any other answer ends the command."""
    question = _("Wissen kan niet ongedaan worden gemaakt. Doorgaan? [j/N]")
    answer = click.prompt(question, default="", show_default=False)
    if answer.strip().casefold() not in {"j", "ja", "y", "yes"}:
        fail(_("Er is niets gewist."))


def _tell_plan(plan: Plan, ledger: Ledger) -> None:
    if plan.submissions:
        click.echo(_("Te wissen inzendingen: {number}").format(number=len(plan.submissions)))
    for each in (ledger.submissions[one] for one in plan.submissions):
        click.echo(f"  {each.reference}  {each.event}  {_(STATES[each.state.value])}")
    if plan.colleague_of:
        click.echo(
            _("Ook als collega aangemeld door: {references}").format(
                references=", ".join(plan.colleague_of)
            )
        )
    if plan.mentioned_by:
        click.echo(
            _(
                "Dit adres staat ook in wat anderen zelf schreven. Dat wissen we niet vanzelf. "
                "Bekijk: {references}"
            ).format(references=", ".join(plan.mentioned_by))
        )


def _tell_expiry(expiry: Expiry) -> None:
    click.echo(
        _(
            "Bewaartermijn voorbij: {people} inzendingen, en losse antwoorden in {lines} regels."
        ).format(people=len(expiry.submissions), lines=len(expiry.fields))
    )
    if expiry.waiting:
        click.echo(
            _(
                "Niet gewist: {number} inzendingen waarvoor nog een brief klaarstaat. Verstuur "
                "die eerst: samenkomst deliver"
            ).format(number=len(expiry.waiting)),
            err=True,
        )
    for form in sorted(expiry.unknown):
        click.echo(
            _(
                "Niet gewist: antwoorden op het formulier “{form}”. Dat staat niet meer in "
                "forms.yaml, dus de bewaartermijn is onbekend."
            ).format(form=form),
            err=True,
        )


def _tell_receipt(done: Forgotten) -> None:
    click.echo(
        _(
            "Gewist. Inzendingen: {submissions}. Regels in het journaal: {records}. "
            "Bewijs: {receipt}"
        ).format(submissions=done.submissions, records=done.records, receipt=done.id or "-")
    )


@contextmanager
def _no_letter_on_its_way(settings: Settings) -> Iterator[None]:
    """Keep delivery still: a refusal on its way back may hold an address."""
    try:
        with delivery_turn(settings, LETTER_WAIT):
            yield
    except Busy:
        fail(_("Er worden nog brieven verstuurd. Probeer het over een paar minuten opnieuw."))


@contextmanager
def _journal(settings: Settings) -> Iterator[tuple[Store, Ledger]]:
    """Yield the journal while delivery stands still; what it refuses ends the command."""
    warn_if_of_another(settings)
    ledger = Ledger()
    journal = open_journal(settings, ledger, clock_of(settings))
    try:
        with _no_letter_on_its_way(settings):
            yield journal, ledger
    except (NotStored, Uncertain) as error:
        fail(
            _("Het wissen is niet klaar: {reason}. Geef dezelfde opdracht nog eens.").format(
                reason=explain_refusal(error, _)
            )
        )
    finally:
        journal.close()


COMMANDS = (erase, retain)
