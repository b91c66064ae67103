"""From the editors' forms to `forms.json`, the contract with the form handler."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from samenkomst.core.contract import VERSION, EventEntry, LetterDraft, Site
from samenkomst.core.forms import DEFAULT_LIMIT, DEFAULT_LIMITS, Field, Form, colleague_field
from samenkomst.core.model import form as model
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.content import values_of
from samenkomst.core.model.event import Event
from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.compile_units import compile_choices, compile_units
from samenkomst.core.pages.event_page import view_contacts
from samenkomst.core.pages.glance import Glance
from samenkomst.core.pages.known_facts import is_dated, known_facts, known_where
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.opening import is_off, last_day
from samenkomst.core.pages.page import Piece
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import N_, Translate

_COLLEAGUE = (
    ("naam", "text", N_("Naam van uw collega"), N_("uw collega te kunnen aanspreken")),
    ("email", "email", N_("E-mailadres van uw collega"), N_("uw collega te kunnen bereiken")),
)
"""What a form asks about each colleague: part of the name, type, label and purpose."""


def compile_form(form: model.Form, translate: Translate) -> Form:
    """Return the form as page and handler share it, with every default filled in."""
    letter = form.letter
    return Form(
        id=form.id,
        title=form.title,
        procedure=form.procedure.value if form.procedure else "",
        intro=form.intro or "",
        fields=(
            *(_compile_field(field, form.keep) for field in form.fields),
            *_colleague_fields(form, translate),
        ),
        button=form.button,
        next=form.next,
        letter_subject=letter.subject if letter else "",
        letter_text=letter.text if letter else "",
        second_form=form.second_form or "",
        colleagues=form.colleagues,
    )


def _compile_field(field: model.Field, keep: str) -> Field:
    return Field(
        name=field.name,
        label=field.label,
        type=field.type.value,
        required=not field.optional,
        purpose=field.purpose,
        keep=field.keep or keep,
        limit=field.max or DEFAULT_LIMITS.get(field.type.value, DEFAULT_LIMIT),
        help=field.help or "",
        autocomplete=field.autocomplete or "",
        choices={choice.value: choice.label for choice in field.choices},
        changeable=field.changeable,
    )


def _colleague_fields(form: model.Form, translate: Translate) -> Iterator[Field]:
    """Yield name and address of each colleague that one may bring, in a fieldset each."""
    for number in range(1, form.colleagues + 1):
        group = translate("Collega {number}").format(number=number)
        for what, type_, label, purpose in _COLLEAGUE:
            yield Field(
                name=colleague_field(number, what),
                label=translate(label),
                type=type_,
                required=False,
                purpose=translate(purpose),
                keep=form.keep,
                limit=DEFAULT_LIMIT,
                changeable=True,
                group=group,
            )


@dataclass(frozen=True, slots=True)
class EventCalendars:
    """The calendar files of one event as text: to come, and not to come after all."""

    going: str = ""
    cancelled: str = ""


def compile_entry(
    meetings: Meetings,
    glance: Glance,
    catalogue: Catalogue,
    calendars: EventCalendars,
    reader: Reader,
) -> EventEntry:
    """Return what the handler needs to know of one event."""
    event, dated = meetings.event, is_dated(meetings)
    registration, organiser = event.registration, catalogue.organiser(event)
    closes = last_day(registration, glance.first)
    return EventEntry(
        slug=event.slug,
        title=event.title,
        url=event_url(event.slug),
        organiser=organiser.name if organiser else "",
        takes_forms=registration.state.takes_forms,
        not_yet=registration.state is RegistrationState.NOT_YET,
        opens=registration.opens.isoformat() if registration.opens else "",
        opens_time=str(registration.opens_time or ""),
        closes=closes.isoformat() if closes else "",
        closes_time=str(registration.closes_time or ""),
        contacts=tuple(view_contacts(event, catalogue)),
        calendar=calendars.going,
        form=registration.form or "",
        units=compile_units(event),
        choices=compile_choices(meetings, reader),
        facts=known_facts(meetings, reader),
        when=", ".join(glance.when) if dated else "",
        where=known_where(meetings, reader),
        off=is_off(event),
        dated=dated,
        last_day=glance.end.isoformat() if glance.end else "",
        letters=dict(_own_letters(event)),
        calendar_cancelled=calendars.cancelled,
    )


def _own_letters(event: Event) -> Iterator[tuple[str, LetterDraft]]:
    for kind, letter in values_of(event.letters).items() if event.letters else ():
        if letter is not None:
            yield kind, LetterDraft(letter.subject, letter.text)


def contract_lines(
    site: Site,
    municipalities: Mapping[str, str],
    forms: Iterable[Form],
    entries: Iterable[tuple[str, Piece]],
) -> Iterator[Piece]:
    """Yield the pieces of `forms.json`: the contract, one part and one event a line.

    `entries` has each event's part by slug.
    """
    known = {form.id: form for form in forms}
    parts = {"v": VERSION, "site": site, "municipalities": municipalities, "forms": known}
    yield "{\n"
    for key, part in parts.items():
        yield f" {json.dumps(key)}: {_text(part)},\n"
    yield ' "events": {\n'
    comma = ""
    for slug, entry in entries:
        yield f"{comma}  {json.dumps(slug)}: "
        yield entry
        comma = ",\n"
    yield "\n }\n}\n"


def entry_text(entry: EventEntry) -> str:
    """Return one event in `forms.json`."""
    return _text(entry)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


def _members(part: Any) -> dict[str, Any]:
    """Return a dataclass as JSON knows it; faster than `asdict`, which copies every text."""
    kind: Any = type(part)
    return {name: getattr(part, name) for name in _names(kind)}


_text = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_members).encode
