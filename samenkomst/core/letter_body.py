"""What a letter says: the draft, what it must not leave out, and the details below it.

No free text from a form stands in a letter (design 7, rule 11): otherwise anyone could have our
server send their words to someone else's address. What an organiser wrote may.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from samenkomst.core.contract import EventEntry, Site
from samenkomst.core.forms import Form
from samenkomst.core.letter_details import (
    describe_changes,
    describe_contacts,
    describe_deadline,
    is_open_to,
    list_choices,
    list_details,
)
from samenkomst.core.letter_drafts import FORM_KINDS, find_draft
from samenkomst.core.letter_text import PLACEHOLDERS, fill, mentions
from samenkomst.core.participation_link import participation_link
from samenkomst.core.submission import Letter, Submission
from samenkomst.core.translation import N_, Translate

_VERIFY = N_(
    "Let op: bevestig nog dat dit uw e-mailadres is, uiterlijk {deadline}. Open daarvoor uw "
    "persoonlijke pagina. Doet u dat niet, dan gaat uw plaats naar iemand anders."
)
_STANDINGS = {
    "placed": N_("U hebt een plaats."),
    "waitlisted": N_(
        "Er is nog geen plaats voor u. U staat op de wachtlijst. Komt er een plaats vrij en bent u "
        "aan de beurt? Dan krijgt u een e-mail."
    ),
}
_SECOND_FORM = N_(
    "We vragen u om nog een tweede formulier in te vullen. U vindt het op uw persoonlijke pagina."
)
_CHOOSE = N_("Op uw persoonlijke pagina kiest u nog: {title}.")
_TELLING = frozenset({"received", "confirmed", "accepted", "link"})
"""The letters that say what comes next."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all letters of one site share, nothing more."""

    site: Site
    sender: str
    """A plain addr-spec: the From and the envelope."""
    secret: str = field(repr=False)
    """Signs the personal links."""
    translate: Translate


@dataclass(frozen=True, slots=True)
class Matter:
    """What one letter is about, and to whom it goes; nothing more."""

    letter: Letter
    submission: Submission
    recipient: str
    """The address as it is stored."""
    event: EventEntry
    form: Form | None
    """The form of the submission, if the site still has it."""
    fields: Mapping[str, Any]
    """Of the record that calls for it: a deadline, an organiser's text, old and new facts."""

    @property
    def answers_form(self) -> bool:
        """Whether a form was sent, and this is the letter that says so."""
        return "answers" in self.fields and self.letter.kind in FORM_KINDS


def write(matter: Matter, head: Letterhead, now: datetime) -> tuple[str, str]:
    """Return subject and text: the draft, what it must not leave out, and the details."""
    kind, translate = matter.letter.kind, head.translate
    draft = find_draft(kind, matter.event, matter.form if matter.answers_form else None, translate)
    values = _values(matter, head, now)
    known = {name: values[name] for name in PLACEHOLDERS[kind]}
    parts = [
        fill(draft.text, known),
        *(known[name] for name in ("text", "changes") if _is_left_out(name, draft.text, known)),
        *_next_steps(matter, draft.text, translate, head.site.language),
        "\n".join(_details(matter, draft.text, values, translate)),
    ]
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    return fill(draft.subject, known), re.sub(r"\n{3,}", "\n\n", text) + "\n"


def _values(matter: Matter, head: Letterhead, now: datetime) -> dict[str, str]:
    event, site, fields = matter.event, head.site, matter.fields
    deadline = str(fields.get("deadline") or matter.submission.deadline)
    unknown = head.translate("nog niet bekend")
    old, new = fields.get("old", ()), fields.get("new", ())
    return {
        "title": event.title,
        "reference": matter.submission.reference,
        "page": site.url + event.url.lstrip("/"),
        "contact": describe_contacts(event.contacts),
        "date": event.when or unknown,
        "place": event.where or unknown,
        "link": participation_link(site.url, matter.submission.id, head.secret, now),
        "deadline": describe_deadline(deadline, site.language) if deadline else unknown,
        "text": str(fields.get("text", "")),
        "changes": describe_changes(old, new, head.translate),
    }


def _is_left_out(name: str, draft: str, known: Mapping[str, str]) -> bool:
    return name in known and not mentions(draft, name)


def _next_steps(matter: Matter, draft: str, translate: Translate, language: str) -> Iterator[str]:
    """Yield what this person can still do, as things stand when the letter is written."""
    submission, kind = matter.submission, matter.letter.kind
    if kind not in _TELLING or not _still_holds(matter):
        return
    if matter.answers_form and submission.state in _STANDINGS:
        yield translate(_STANDINGS[submission.state])
    if submission.state == "placed" and submission.deadline:
        deadline = describe_deadline(submission.deadline, language)
        yield translate(_VERIFY).format(deadline=deadline)
    if matter.answers_form and _asks_more(matter) and not mentions(draft, "link"):
        yield translate(_SECOND_FORM)
    for choice in matter.event.choices:
        if is_open_to(choice, submission):
            yield translate(_CHOOSE).format(title=choice.title)


def _still_holds(matter: Matter) -> bool:
    """Return whether the reader still stands where the record says; a letter can be late."""
    state = matter.submission.state
    return bool(matter.fields.get("state", state) == state)


def _asks_more(matter: Matter) -> bool:
    """Return whether the second form is asked for, and was not sent yet."""
    submission = matter.submission
    asks = matter.form is not None and bool(matter.form.second_form)
    return asks and submission.state == "applied" and not submission.second


def _details(
    matter: Matter, draft: str, values: Mapping[str, str], translate: Translate
) -> Iterator[str]:
    unit = matter.event.unit(matter.submission.unit)
    if unit is not None and unit.id:
        yield translate("Onderdeel: {title}").format(title=unit.title)
    yield from list_details(draft, values, translate)
    yield from list_choices(matter.event, matter.submission)
