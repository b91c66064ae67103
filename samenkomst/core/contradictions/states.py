"""Contradictions between whether an event goes ahead, its registration and its form."""

from collections.abc import Iterator

from samenkomst.core.contradictions.entry import (
    Outline,
    Shelves,
    WithForm,
    all_registrations,
    known,
)
from samenkomst.core.model.content import Content
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault
from samenkomst.core.model.form import Form
from samenkomst.core.model.states import GoingAhead, RegistrationState
from samenkomst.core.pages.opening import is_off
from samenkomst.core.procedures import Procedure

_OPEN = {RegistrationState.OPEN, RegistrationState.FEW_LEFT, RegistrationState.EXTERNAL}


def check_open_though_off(event: Event) -> Iterator[Fault]:
    """Yield a warning when one can register, by a way that we do not close, for what is off."""
    if not event.going_ahead.is_off:
        return
    closes = is_off(event)
    for path, registration in all_registrations(event):
        state = known(registration, "state")
        ours = known(registration, "form") and state is not RegistrationState.EXTERNAL
        if state in _OPEN and not (ours and closes):
            values = {"going_ahead": event.going_ahead.value, "state": state.value}
            yield Fault((*path, "state"), "open_though_off", values)


def check_postponed_date(event: Event) -> Iterator[Fault]:
    """Yield a warning for each date of a postponed event that still stands as if valid."""
    if event.going_ahead is not GoingAhead.POSTPONED:
        return
    for index, session in enumerate(event.sessions):
        day = known(session, "date")
        if day and not known(session, "provisional") and not known(session, "cancelled"):
            yield Fault(("sessions", index, "date"), "postponed_with_date", {"date": str(day)})


def check_replaced(event: Event) -> Iterator[Fault]:
    """Yield a warning when an event goes ahead although another takes its place."""
    if event.replaced_by and not event.going_ahead.is_off:
        values = {"value": event.replaced_by, "going_ahead": event.going_ahead.value}
        yield Fault(("replaced_by",), "replaced_but_on", values)


def check_one_form(event: Event) -> Iterator[Fault]:
    """Yield a fault for each form of a session or group that another one has as well.

    A form of its own has places of its own: it says which ones by what it belongs to.
    """
    theirs = known(event.registration, "form")
    seen: set[str] = set()
    for path, registration in all_registrations(event):
        form = known(registration, "form")
        if form is None or form == theirs:
            continue
        if form in seen:
            yield Fault((*path, "form"), "form_elsewhere", {"value": form})
        seen.add(form)


def check_forms(shelves: Shelves) -> Iterator[Fault]:
    """Yield a fault for each form that promises something else than its event can keep."""
    for entry in shelves.entries:
        for registration in entry.registrations:
            form = shelves.form_by_id.get(registration.form)
            if form is not None:
                faults = (*_check_procedure(registration, form), *_check_contact(entry.what, form))
                yield from (fault.below(registration.path) for fault in faults)


def check_second_forms(shelves: Shelves) -> Iterator[Fault]:
    """Yield a fault for each second form that stands for a first one, or the other way round."""
    for path, form in shelves.forms:
        second = shelves.form_by_id.get(known(form, "second_form") or "")
        if second is not None and known(second, "procedure") is not None:
            yield Fault((*path, "second_form"), "second_form_is_first", {"value": second.id})
    for entry in shelves.entries:
        for registration in entry.registrations:
            first = shelves.form_by_id.get(registration.form)
            if first is not None and hasattr(first, "procedure") and first.procedure is None:
                path = (*registration.path, "form")
                yield Fault(path, "form_is_second", {"value": first.id})


def _check_procedure(registration: WithForm, form: Form) -> Iterator[Fault]:
    state, procedure = registration.state, known(form, "procedure")
    asks = state is RegistrationState.INTEREST
    if state not in (*_OPEN, RegistrationState.INTEREST) or procedure is None:
        return
    if asks != (procedure is Procedure.INTEREST):
        values = {"value": form.id, "procedure": procedure.value, "state": state.value}
        yield Fault(("form",), "form_differs", values)


def _check_contact(event: Outline | Content, form: Form) -> Iterator[Fault]:
    letter = known(form, "letter")
    texts = [known(letter, key) or "" for key in ("subject", "text")] if letter else []
    nobody = isinstance(event, Outline) and not event.has_contact
    if nobody and any("{contact}" in text for text in texts):
        yield Fault(("form",), "contact_needed", {"value": form.id})
