"""What stands below every letter: the facts, and where its reader can go; the draft's words first.

An editor's draft cannot leave out what a participant needs: what it does not mention follows.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from samenkomst.core.contract import Choice, Contact, EventEntry
from samenkomst.core.dates import AMSTERDAM, ClockTime, format_date, format_time
from samenkomst.core.letter_text import mentions
from samenkomst.core.submission import Submission
from samenkomst.core.translation import N_, Translate

_LABELS = (
    ("reference", N_("Kenmerk: {value}")),
    ("date", N_("Datum: {value}")),
    ("place", N_("Plaats: {value}")),
    ("page", N_("Alle informatie: {value}")),
    ("link", N_("Uw persoonlijke pagina: {value}")),
    ("contact", N_("Vragen? {value}")),
)


def list_details(draft: str, values: Mapping[str, str], translate: Translate) -> list[str]:
    """Return a line for each value that `draft` does not mention itself, and that is known."""
    return [
        translate(words).format(value=values[name])
        for name, words in _LABELS
        if values[name] and not mentions(draft, name)
    ]


def list_choices(event: EventEntry, submission: Submission) -> Iterator[str]:
    """Yield a line for each session that was chosen, in the words of the site."""
    for choice in event.choices:
        chosen = submission.choices.get(choice.group, ())
        for session in choice.sessions:
            if session.id in chosen:
                when = f", {session.when}" if session.when else ""
                yield f"{choice.title}: {session.title}{when}"


def is_open_to(choice: Choice, submission: Submission) -> bool:
    """Return whether this person may choose now and has not chosen yet."""
    takes_part = submission.state == "placed"
    asked = takes_part if choice.chosen_by == "participants" else submission.state == "applied"
    return asked and not submission.choices.get(choice.group)


def describe_contacts(contacts: Iterable[Contact]) -> str:
    """Return the contacts as one line of text."""
    return "; ".join(
        ", ".join(part for part in (each.name, each.organisation, each.phone, each.email) if part)
        for each in contacts
    )


def describe_deadline(instant: str, language: str) -> str:
    """Return a deadline of the journal in words; one at the end of a day as that day.

    Such a day ends at its last moment, or at the first of the next.
    """
    moment = datetime.fromisoformat(instant).astimezone(AMSTERDAM)
    ends_day = moment - timedelta(minutes=1)
    if ends_day.day != (moment + timedelta(minutes=1)).day:
        return format_date(ends_day.date(), language)
    time = ClockTime(moment.hour * 60 + moment.minute)
    at = {"nl": ", {} uur", "en": ", {}"}[language].format(format_time(time, language))
    return format_date(moment.date(), language) + at


def describe_changes(
    old: Iterable[Iterable[str]], new: Iterable[Iterable[str]], translate: Translate
) -> str:
    """Return what is new of the facts, each with what it was before."""
    before, after = _by_label(old), _by_label(new)
    labels = dict.fromkeys((*after, *before))
    return "\n\n".join(
        _change(label, before.get(label, ""), after.get(label, ""), translate)
        for label in labels
        if before.get(label) != after.get(label)
    )


def _by_label(facts: Iterable[Iterable[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for label, text in facts:
        found[label] = f"{found[label]}; {text}" if label in found else text
    return found


def _change(label: str, old: str, new: str, translate: Translate) -> str:
    lines = [f"{label}: {new or translate('vervalt')}"]
    if old:
        lines.append(translate("(dit was: {old})").format(old=old))
    return "\n".join(lines)
