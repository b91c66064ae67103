"""From the editors' forms to `forms.json`, the contract with the form handler."""

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from samenkomst.core.contract import VERSION, Contract, EventEntry, Site
from samenkomst.core.forms import DEFAULT_LIMIT, DEFAULT_LIMITS, Field, Form
from samenkomst.core.model import form as model
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.model.states import RegistrationState
from samenkomst.core.pages.addresses import event_url
from samenkomst.core.pages.event_page import view_contacts
from samenkomst.core.pages.opening import event_closes


def compile_form(form: model.Form) -> Form:
    """Return the form as page and handler share it, with every default filled in."""
    return Form(
        id=form.id,
        title=form.title,
        procedure=form.procedure.value,
        intro=form.intro or "",
        fields=tuple(_compile_field(field, form.keep) for field in form.fields),
        button=form.button,
        next=form.next,
        letter_subject=form.letter.subject,
        letter_text=form.letter.text,
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
    )


def compile_contract(
    catalogue: Catalogue,
    site: Site,
    municipalities: Mapping[str, str],
    calendars: Mapping[str, str],
) -> Contract:
    """Return what the handler needs to know; `calendars` holds calendar files by slug."""
    forms = {identifier: compile_form(form) for identifier, form in catalogue.forms.items()}
    entries = {
        event.slug: _entry(event, catalogue, calendars.get(event.slug, ""))
        for event in catalogue.events
    }
    return Contract(site=site, municipalities=municipalities, events=entries, forms=forms)


def _entry(event: Event, catalogue: Catalogue, calendar: str) -> EventEntry:
    registration, closes = event.registration, event_closes(event)
    organiser = catalogue.organiser(event)
    return EventEntry(
        slug=event.slug,
        title=event.title,
        url=event_url(event.slug),
        organiser=organiser.name if organiser else "",
        takes_forms=registration.state.takes_forms,
        not_yet=registration.state is RegistrationState.NOT_YET,
        opens=registration.opens.isoformat() if registration.opens else "",
        closes=closes.isoformat() if closes else "",
        contacts=tuple(view_contacts(event, catalogue)),
        calendar=calendar,
        form=registration.form or "",
    )


def contract_text(
    catalogue: Catalogue,
    site: Site,
    municipalities: Mapping[str, str],
    calendars: Mapping[str, str],
) -> str:
    """Return `forms.json`: the contract, one part and one event a line."""
    contract = compile_contract(catalogue, site, municipalities, calendars)
    parts = {"v": VERSION, "site": site, "municipalities": municipalities, "forms": contract.forms}
    lines = [f" {json.dumps(key)}: {_text(part)}," for key, part in parts.items()]
    events = (f"  {json.dumps(slug)}: {_text(entry)}" for slug, entry in contract.events.items())
    return "\n".join(("{", *lines, ' "events": {', ",\n".join(events), " }", "}\n"))


def _text(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False, default=_members)


def _members(part: Any) -> dict[str, Any]:
    """Return a dataclass as JSON knows it; faster than `asdict`, which copies every text."""
    return {each.name: getattr(part, each.name) for each in fields(part)}
