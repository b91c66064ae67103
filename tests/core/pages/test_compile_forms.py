"""From the editors' forms to the contract with the handler."""

import json
from datetime import date
from typing import Any

import pytest

from samenkomst.core.contract import Contact, Contract, EventEntry, LetterDraft, Unit
from samenkomst.core.forms import Field, Form
from samenkomst.core.model import form as model
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.event import Event
from samenkomst.core.pages.compile_forms import (
    EventCalendars,
    compile_entry,
    compile_form,
    contract_lines,
    entry_text,
)
from samenkomst.core.pages.glance import glance_at
from samenkomst.core.pages.meetings import Meetings
from samenkomst.core.pages.opening import close_when_off
from samenkomst.core.pages.page import join_pieces
from samenkomst.core.pages.reader import Reader
from samenkomst.core.translation import dutch
from tests.builders import (
    SITE,
    TITLE,
    make_catalogue,
    make_event_raw,
    make_field_raw,
    make_form_raw,
    make_person_raw,
    make_session_raw,
    sound,
)

FACTS = (
    ("Stand", "Gaat door"),
    ("Wanneer", "dinsdag 29 maart 2022, 9.30 tot 11.00 uur"),
    ("Waar", "Op locatie: Utrecht"),
)
READER = Reader(SITE.language, dutch)
MOVED = [{"date": "2022-03-01"}]
EMAIL = make_field_raw(name="email", label="Uw e-mailadres", type="email")


def compile_raw(**changes: Any) -> Form:
    return compile_form(make_catalogue(forms=[make_form_raw(**changes)]).forms["aanmelden"], dutch)


def entry_of(
    event: Event, catalogue: Catalogue, calendars: EventCalendars | None = None
) -> EventEntry:
    meetings, glance = Meetings(event, READER), glance_at(event, date(2022, 3, 1), READER)
    return compile_entry(meetings, glance, catalogue, calendars or EventCalendars(), READER)


def test_form_is_compiled_with_every_default() -> None:
    choices = ["Ja", {"value": "n", "label": "Nee, <b>dank u</b>"}]
    radio = make_field_raw(name="keuze", type="radio", choices=choices, keep="3 maanden")
    text = make_field_raw(optional="yes", max="50", help="Kort", autocomplete="name")
    form = compile_raw(fields=[text, EMAIL, radio], intro="*Hallo*", next=["Wacht."])
    assert form == Form(
        id="aanmelden",
        title="Meld u aan",
        procedure="application",
        intro="*Hallo*",
        fields=(
            Field(
                name="naam",
                label="Uw naam",
                type="text",
                required=False,
                purpose="u te kennen",
                keep="12 maanden",
                limit=50,
                help="Kort",
                autocomplete="name",
            ),
            Field(
                name="email",
                label="Uw e-mailadres",
                type="email",
                required=True,
                purpose="u te kennen",
                keep="12 maanden",
                limit=200,
            ),
            Field(
                name="keuze",
                label="Uw naam",
                type="radio",
                required=True,
                purpose="u te kennen",
                keep="3 maanden",
                limit=200,
                choices={"Ja": "Ja", "n": "Nee, <b>dank u</b>"},
            ),
        ),
        button="Verstuur",
        next=("Wacht.",),
        letter_subject="Ontvangen: {title}",
        letter_text="Kenmerk {reference}, zie {page}",
    )


@pytest.mark.parametrize(("type_", "limit"), [("text", 200), ("textarea", 4000), ("number", 9)])
def test_answer_has_a_limit_by_its_type(type_: str, limit: int) -> None:
    form = compile_raw(fields=[EMAIL, make_field_raw(type=type_)])
    assert form.fields[1].limit == limit


def test_contract_holds_events_forms_and_calendars() -> None:
    registration = {
        "state": "open",
        "form": "aanmelden",
        "opens": "1 maart 2022",
        "opens_time": "10 uur",
        "closes": "2022-03-15",
        "closes_time": "17.00",
    }
    closed = make_event_raw(slug="dicht", contact=None, registration={"state": "not_yet"})
    catalogue = make_catalogue(
        events=[make_event_raw(registration=registration), closed],
        people=[make_person_raw(), make_person_raw(id="sam", organisation=None, phone=None)],
    )
    calendars = {"ronde-tafel": EventCalendars("ICS", "OFF")}
    forms = [compile_form(form, dutch) for form in catalogue.forms.values()]
    entries = {
        event.slug: entry_text(entry_of(event, catalogue, calendars.get(event.slug)))
        for event in catalogue.events
    }
    text = join_pieces(contract_lines(SITE, {"GM0344": "Utrecht"}, forms, entries.items()))
    contract = Contract.from_json(json.loads(text))
    assert (contract.site, contract.municipalities) == (SITE, {"GM0344": "Utrecht"})
    assert contract.forms == {"aanmelden": compile_form(catalogue.forms["aanmelden"], dutch)}
    assert contract.events == {
        "ronde-tafel": EventEntry(
            slug="ronde-tafel",
            title=TITLE,
            url="evenementen/ronde-tafel/",
            organiser="Voorbeeld & Fonds",
            takes_forms=True,
            not_yet=False,
            opens="2022-03-01",
            opens_time="10:00",
            closes="2022-03-15",
            closes_time="17:00",
            contacts=(
                Contact(
                    'Noor "Zus" <Bakker>', "Voorbeeld & Fonds", "noor@example.org", "06 00000000"
                ),
            ),
            calendar="ICS",
            form="aanmelden",
            units=(Unit("", TITLE, "aanmelden"),),
            facts=FACTS,
            when="dinsdag 29 maart 2022, 9.30 tot 11.00 uur",
            where="Utrecht",
            dated=True,
            last_day="2022-03-29",
            calendar_cancelled="OFF",
        ),
        "dicht": EventEntry(
            slug="dicht",
            title=TITLE,
            url="evenementen/dicht/",
            organiser="Voorbeeld & Fonds",
            takes_forms=False,
            not_yet=True,
            units=(Unit("", TITLE, ""),),
            facts=FACTS,
            when="dinsdag 29 maart 2022, 9.30 tot 11.00 uur",
            where="Utrecht",
            dated=True,
            last_day="2022-03-29",
        ),
    }


def test_colleagues_have_fields_of_their_own() -> None:
    """Both may be left empty, and changed later: a colleague who cannot come gives up a place."""
    form = compile_raw(colleagues="2")
    own = form.fields[2:]
    assert [(each.name, each.type, each.group) for each in own] == [
        ("collega_1_naam", "text", "Collega 1"),
        ("collega_1_email", "email", "Collega 1"),
        ("collega_2_naam", "text", "Collega 2"),
        ("collega_2_email", "email", "Collega 2"),
    ]
    assert all(each.changeable and not each.required for each in own)
    assert {each.keep for each in own} == {form.fields[0].keep}
    assert form.first_of("email") == form.fields[1]


def test_second_form_is_compiled_without_procedure_and_letter() -> None:
    fields = [make_field_raw(changeable="yes")]
    raw = make_form_raw(procedure=None, letter=None, fields=fields)
    form = compile_form(sound(model.Form, raw), dutch)
    assert (form.procedure, form.letter_subject, form.letter_text) == ("", "", "")
    assert form.fields[0].changeable


def test_own_letters_of_an_event_are_in_the_contract() -> None:
    letter = {"subject": "Kom <b>", "text": "{link}"}
    catalogue = make_catalogue(events=[make_event_raw(letters={"invitation": letter})])
    [event] = catalogue.events
    entry = entry_of(event, catalogue)
    assert entry.letters == {"invitation": LetterDraft("Kom <b>", "{link}")}


@pytest.mark.parametrize("session", [{"provisional": "yes"}, {"date": None, "date_text": "Mei"}])
def test_letters_name_no_day_that_is_not_certain(session: dict[str, Any]) -> None:
    catalogue = make_catalogue(events=[make_event_raw(sessions=[make_session_raw(**session)])])
    [event] = catalogue.events
    entry = entry_of(event, catalogue)
    assert (entry.when, entry.dated, entry.where) == ("", False, "Utrecht")


@pytest.mark.parametrize(
    ("going_ahead", "session", "off"),
    [
        ("postponed", {}, True),
        ("postponed", {"moved_from": MOVED, "date": None}, True),
        ("postponed", {"moved_from": MOVED}, False),
        ("cancelled", {"moved_from": MOVED}, True),
        ("confirmed", {"date": None}, False),
        ("confirmed", {"cancelled": "yes"}, False),
    ],
)
def test_entry_is_off_when_nobody_can_come(
    going_ahead: str, session: dict[str, Any], off: bool
) -> None:
    event = make_event_raw(going_ahead=going_ahead, sessions=[make_session_raw(**session)])
    catalogue = make_catalogue(events=[event])
    [known] = map(close_when_off, catalogue.events)
    entry = entry_of(known, catalogue)
    assert (entry.off, not entry.takes_forms) == (off, off)
