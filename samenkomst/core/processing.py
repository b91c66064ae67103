"""The register of processing (AVG, article 30), as far as the forms tell it."""

from collections.abc import Iterator
from dataclasses import dataclass

from samenkomst.core.contract import Contract, EventEntry
from samenkomst.core.forms import Form


@dataclass(frozen=True, slots=True)
class Use:
    """One kind of personal data: what it is for, and how long it is kept; nothing more."""

    field: str
    label: str
    purpose: str
    keep: str
    required: bool


@dataclass(frozen=True, slots=True)
class Processing:
    """One form, with the events that use it: an entry of the register."""

    form: str
    title: str
    events: tuple[str, ...]
    controllers: tuple[str, ...]
    """The organisers of those events: whoever decides why and how (article 4, under 7)."""
    contacts: tuple[str, ...]
    uses: tuple[Use, ...]


def list_processing(contract: Contract) -> Iterator[Processing]:
    """Yield an entry for each form that an event uses, in the order of the forms."""
    for form in contract.forms.values():
        events = [each for each in contract.events.values() if form.id in _forms_of(each, contract)]
        if events:
            yield Processing(
                form=form.id,
                title=form.title,
                events=tuple(each.title for each in events),
                controllers=_once(each.organiser for each in events),
                contacts=_once(
                    contact.email or contact.phone for each in events for contact in each.contacts
                ),
                uses=tuple(_uses(form)),
            )


def _forms_of(event: EventEntry, contract: Contract) -> set[str]:
    """Return the forms of the event and its units, with the forms that ask for more later."""
    first = {event.form, *(unit.form for unit in event.units)} & contract.forms.keys()
    return first | {contract.forms[form].second_form for form in first}


def _uses(form: Form) -> Iterator[Use]:
    for field in form.fields:
        yield Use(field.name, field.label, field.purpose, field.keep, field.required)


def _once(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
