"""The commands with which organisers act: note, decide, invite and notify."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from samenkomst.commands.office import Office, open_office
from samenkomst.commands.options import (
    by_option,
    dry_run_option,
    own_text,
    read_day,
    read_text,
    show_progress,
)
from samenkomst.commands.terminal import fail, settings_or_fail, tell
from samenkomst.core.letter_details import describe_changes, describe_deadline
from samenkomst.core.procedures import Act, may
from samenkomst.core.submission import Submission
from samenkomst.core.translation import dutch as _
from samenkomst.service import Outcome, take_step
from samenkomst.service.inviting import Invitation, invite as send_invitations, plan_invitation
from samenkomst.service.notices import Change, notify as send_notices, plan_notice
from samenkomst.service.organising import decide as decide_about, write_note
from samenkomst.views.letter_preview import preview, preview_lines
from samenkomst.views.words import PROBLEMS, STATES

VERDICTS = {"accept": Act.ACCEPT, "reject": Act.REJECT, "reserve": Act.RESERVE}


@click.command()
@click.argument("reference", metavar="KENMERK")
@click.argument("text", metavar="TEKST")
@by_option
def note(reference: str, text: str, by: str) -> None:
    """Schrijf een notitie bij een inzending; alleen organisatoren zien die."""
    words = own_text(text)
    if not words:
        fail(_("De notitie is leeg."))
    with open_office(settings_or_fail()) as office:
        one = office.find(reference)
        outcome = write_note(
            office.entry(one.event), reference, words, accounts=office.accounts(), by=by
        )
    if outcome.problem:
        _refuse(outcome, reference)
    tell([_("Notitie vastgelegd bij {reference}.").format(reference=reference)])


@click.command()
@click.argument("reference", metavar="KENMERK")
@click.argument("verdict", type=click.Choice(list(VERDICTS)), metavar="BESLUIT")
@click.option("--text", metavar="TEKST", default="", help="Uw eigen woorden voor in de brief.")
@click.option(
    "--text-file",
    metavar="BESTAND",
    type=click.Path(path_type=Path),
    help="Een bestand met die woorden.",
)
@by_option
@dry_run_option
def decide(
    reference: str, verdict: str, text: str, text_file: Path | None, by: str, dry_run: bool
) -> None:
    """Beslis over een aanmelding: accept (toelaten), reject (afwijzen) of reserve."""
    words = own_text(read_text(text_file) if text_file else text)
    with open_office(settings_or_fail()) as office:
        one = office.find(reference)
        entry = office.entry(one.event)
        if dry_run:
            _try_out(office, one, VERDICTS[verdict], words)
            return
        outcome = decide_about(
            entry, reference, VERDICTS[verdict], words, accounts=office.accounts(), by=by
        )
    _tell(outcome, reference)


@click.command()
@click.argument("reference", metavar="KENMERK")
@by_option
def withdraw(reference: str, by: str) -> None:
    """Meld iemand af die belde of mailde."""
    with open_office(settings_or_fail()) as office:
        one = office.find(reference)
        entry = office.entry(one.event)
        outcome = take_step(entry, one.id, Act.WITHDRAW, accounts=office.accounts(), by=by)
    _tell(outcome, reference)


@click.command()
@click.argument("event", metavar="EVENEMENT")
@click.option("--until", required=True, metavar="DATUM", help="De laatste dag om te antwoorden.")
@by_option
@dry_run_option
def invite(event: str, until: str, by: str, dry_run: bool) -> None:
    """Nodig iedereen uit die interesse had in EVENEMENT, nu datum en plaats bekend zijn."""
    deadline = read_day(until)
    with open_office(settings_or_fail()) as office:
        entry = office.entry(event)
        plan = plan_invitation(entry, office.ledger, deadline, office.now())
        if plan.problem:
            fail(_(PROBLEMS[plan.problem]))
        if dry_run:
            _preview(office, "invitation", plan.submissions, {"deadline": plan.deadline})
            return
        progress = show_progress(len(plan.submissions))
        done = send_invitations(
            entry, deadline=deadline, progress=progress, accounts=office.accounts(), by=by
        )
    _tell_invited(done)


def _tell_invited(done: Invitation) -> None:
    if done.problem:
        fail(_(PROBLEMS[done.problem]))
    words = _(
        "Uitgenodigd: {number}. Antwoorden kan tot en met {deadline}. De brieven staan klaar."
    )
    until = describe_deadline(done.deadline, "nl")
    tell([words.format(number=len(done.submissions), deadline=until)])


@click.command()
@click.argument("event", metavar="EVENEMENT")
@by_option
@dry_run_option
def notify(event: str, by: str, dry_run: bool) -> None:
    """Laat iedereen die meedoet weten wat er veranderde aan EVENEMENT."""
    with open_office(settings_or_fail()) as office:
        entry = office.entry(event)
        plan = plan_notice(entry, office.ledger)
        if not plan:
            tell([_("Er is niets veranderd, of iedereen weet het al.")])
            return
        first = plan[0]
        if dry_run:
            concerned = [each.submission for each in plan]
            _preview(office, "change", concerned, {"old": first.old, "new": first.new})
            tell(_others(plan))
            return
        progress = show_progress(len(plan))
        done = send_notices(entry, progress=progress, accounts=office.accounts(), by=by)
    tell(describe_changes(first.old, first.new, _).splitlines())
    words = _("Aantal mensen dat dit te horen krijgt: {number}. De brieven staan klaar.")
    tell(["", words.format(number=len(done)), *_others(plan)])


def _others(plan: Sequence[Change]) -> Iterator[str]:
    """Yield that some heard something else before than the first, if they did."""
    if number := sum(each.old != plan[0].old for each in plan):
        words = _(
            "{number} van hen hoorden eerder iets anders; zij lezen wat er voor hen verandert."
        )
        yield from ("", words.format(number=number))


def _try_out(office: Office, one: Submission, verdict: Act, text: str) -> None:
    """Show the letter of a decision, or end the command when the decision cannot be taken."""
    step = may(one.procedure, one.state, verdict)
    if step is None:
        _refuse(Outcome(one.state, changed=False, problem="not_allowed"), one.reference)
    state, kind = next(iter(step.targets.items()))
    _preview(office, kind, [one._replace(state=state)], {"text": text})


def _preview(
    office: Office, kind: str, submissions: Sequence[Submission], fields: dict[str, Any]
) -> None:
    """Show how many get a letter, and what the first of them reads."""
    first = submissions[0]
    entry, head = office.entry(first.event), office.letterhead()
    number = sum(one.reachable for one in submissions)
    tell([_("Proef: er wordt niets vastgelegd en niets verstuurd.")])
    tell([_("Aantal mensen dat deze brief krijgt: {number}").format(number=number), ""])
    tell(preview_lines(*preview(kind, first, entry, fields, head, office.now()), _))


def _tell(outcome: Outcome, reference: str) -> None:
    """Say what came of an act, or end the command with why it could not be."""
    if outcome.problem:
        _refuse(outcome, reference)
    words = _("{reference}: {state}.")
    if not outcome.changed:
        words = _("{reference}: dat was al zo, {state}.")
    tell([words.format(reference=reference, state=_state(outcome))])


def _refuse(outcome: Outcome, reference: str) -> NoReturn:
    fail(_(PROBLEMS[outcome.problem]).format(reference=reference, state=_state(outcome)))


def _state(outcome: Outcome) -> str:
    return _(STATES[outcome.state.value]) if outcome.state else ""


COMMANDS = (note, decide, withdraw, invite, notify)
