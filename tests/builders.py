"""Content, forms, submissions and records for tests: complete, and changed by keyword.

All people are invented and live at example.org. Hostile text stands in the ordinary fixtures, so
that whatever passes here has met it.
"""

import pathlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from samenkomst.core.contract import Contact, Contract, EventEntry, Site
from samenkomst.core.forms import Field, Form
from samenkomst.core.letter_body import Letterhead, Matter
from samenkomst.core.model.catalogue import Catalogue, build_catalogue
from samenkomst.core.model.content import Content
from samenkomst.core.model.event import Event
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.reading import read_parts
from samenkomst.core.record import Record
from samenkomst.core.submission import Letter, Submission
from samenkomst.core.translation import dutch
from samenkomst.core.warning_texts import WARNINGS
from samenkomst.stores.content import load_catalogue

Part = TypeVar("Part", bound=Content)

ROOT_PATH = pathlib.Path(__file__).parents[1]
NOW = datetime(2026, 11, 21, 20, 15, 0, 123456, tzinfo=UTC)
AT = "2026-11-21T20:15:00.123456Z"

HOSTILE = "<script>alert(1)</script> \"Bobby\" 'Tables' & {title} =1+1\u2028=cmd|x"
"""One line, as it may arrive in an answer: markup, quotes, a placeholder, a formula, U+2028."""
HOSTILE_TITLE = 'Tafel <script>alert(1)</script> "werk & druk"\r\nBcc: mallory@example.org'
"""As it may stand in content; there it becomes one line."""
TITLE = 'Tafel <script>alert(1)</script> "werk & druk" Bcc: mallory@example.org'


def _changed(found: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return `found` with `changes`; None leaves a key out."""
    return {key: value for key, value in (found | changes).items() if value is not None}


# Content, as the YAML reader hands it over: text, lists and mappings.


def make_event_raw(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "slug": "ronde-tafel",
        "title": HOSTILE_TITLE,
        "kind": "ronde tafel",
        "summary": 'Samen "praten" & =1+1 <b>',
        "organiser": "voorbeeldfonds",
        "sessions": [make_session_raw()],
        "contact": ["noor-bakker"],
        "registration": {"state": "open", "form": "aanmelden"},
    }
    return _changed(found, changes)


def make_session_raw(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": "middag",
        "title": "De middag",
        "date": "2022-03-29",
        "start": "9.30",
        "end": "11:00",
        "mode": "in_person",
        "place": {"city": "Utrecht"},
    }
    return _changed(found, changes)


def make_person_raw(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": "noor-bakker",
        "name": 'Noor "Zus" <Bakker>',
        "organisation": "voorbeeldfonds",
        "email": "noor@example.org",
        "phone": "06 00000000",
    }
    return _changed(found, changes)


def make_organisation_raw(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": "voorbeeldfonds",
        "name": "Voorbeeld & Fonds",
        "url": "https://example.org",
    }
    return _changed(found, changes)


def make_field_raw(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": "naam",
        "label": "Uw naam",
        "type": "text",
        "purpose": "u te kennen",
    }
    return _changed(found, changes)


def make_form_raw(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": "aanmelden",
        "title": "Meld u aan",
        "procedure": "application",
        "keep": "12 maanden",
        "fields": [
            make_field_raw(),
            make_field_raw(name="email", label="Uw e-mailadres", type="email"),
        ],
        "button": "Verstuur",
        "letter": {"subject": "Ontvangen: {title}", "text": "Kenmerk {reference}, zie {page}"},
    }
    return _changed(found, changes)


def make_files(**shelves: list[Any]) -> dict[str, Any]:
    """Return sound content files, with other entries for the shelves named."""
    entries = {
        "events": [make_event_raw()],
        "people": [make_person_raw()],
        "organisations": [make_organisation_raw()],
        "forms": [make_form_raw()],
    }
    return {f"{shelf}.yaml": {shelf: found} for shelf, found in (entries | shelves).items()}


def make_catalogue(**shelves: list[Any]) -> Catalogue:
    """Return the catalogue of sound files; what editors are only warned of is no matter here."""
    catalogue, faults = build_catalogue(make_files(**shelves))
    assert [fault for fault in faults if fault.code not in WARNINGS] == []
    assert catalogue is not None
    return catalogue


def read_part(model: type[Part], raw: Any, path: Path) -> tuple[list[Fault], Part | None]:
    """Return each fault in `raw`, and what of it can be read."""
    found = read_parts(model, raw, path)
    part = found.parts[0][1] if found.parts else None
    assert part is None or isinstance(part, model)
    return found.faults, part


def validate(model: type[Part], raw: Any, path: Path, faults: list[Fault]) -> Part | None:
    """Return `raw` as a `model`, or None after adding each fault in it to `faults`."""
    found, part = read_part(model, raw, path)
    faults += found
    return None if found else part


def sound(model: type[Part], raw: Any) -> Part:
    """Return `raw` as a `model`; it has no fault."""
    faults: list[Fault] = []
    part = validate(model, raw, (), faults)
    assert part is not None, faults
    return part


def make_event(**changes: Any) -> Event:
    return sound(Event, make_event_raw(**changes))


@cache
def real_catalogue() -> Catalogue:
    """Return the catalogue of the content that comes with the product."""
    catalogue, problems = load_catalogue(ROOT_PATH / "content")
    assert problems == []
    assert catalogue is not None
    return catalogue


# Forms and the contract, as page and handler share them.


def make_field(**changes: Any) -> Field:
    found: dict[str, Any] = {
        "name": "naam",
        "label": "Uw naam",
        "type": "text",
        "required": True,
        "purpose": "u te kennen",
        "keep": "12 maanden",
        "limit": 200,
    }
    return Field(**(found | changes))


EMAIL_FIELD = make_field(name="email", label="Uw e-mailadres", type="email")
TOWN_FIELD = make_field(name="gemeente", label="Uw gemeente", type="municipality")


def make_form(*fields: Field, **changes: Any) -> Form:
    """Return a form with these fields, or with name, e-mail and municipality."""
    found: dict[str, Any] = {
        "id": "aanmelden",
        "title": "Meld u aan",
        "procedure": "application",
        "intro": "",
        "fields": fields or (make_field(), EMAIL_FIELD, TOWN_FIELD),
        "button": "Verstuur",
        "next": ("U krijgt een brief.",),
        "letter_subject": "Ontvangen: {title}",
        "letter_text": "Kenmerk {reference}.\n\nZie {page} of vraag {contact}.",
    }
    return Form(**(found | changes))


def make_answers(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"naam": HOSTILE, "email": "noor@example.org", "gemeente": "Den Bosch"}
    return _changed(found, changes)


SITE = Site("Samen <komst>", "nl", "https://example.org/")
CONTACT = Contact('Noor "Zus" Bakker', "Voorbeeld & Fonds", "noor@example.org", "06 00000000")


def make_entry(**changes: Any) -> EventEntry:
    """Return an event as handler and letters know it; its title tries to add a header."""
    found: dict[str, Any] = {
        "slug": "ronde-tafel",
        "title": HOSTILE_TITLE,
        "url": "evenementen/ronde-tafel/",
        "organiser": "Voorbeeld & Fonds",
        "takes_forms": True,
        "not_yet": False,
        "contacts": (CONTACT,),
        "form": "aanmelden",
    }
    return EventEntry(**(found | changes))


def make_contract(*events: EventEntry, forms: Sequence[Form] = ()) -> Contract:
    return Contract(
        site=SITE,
        municipalities={"GM0344": "Utrecht"},
        events={event.slug: event for event in events or (make_entry(),)},
        forms={form.id: form for form in forms or (make_form(),)},
    )


# What came in.


def make_submission(**changes: Any) -> Submission:
    found: dict[str, Any] = {
        "id": "a1",
        "reference": "K7QM-2XHD",
        "event": "ronde-tafel",
        "forms": ("aanmelden",),
        "procedure": "application",
        "person": "noor@example.org",
        "organisation": "GM0796",
        "at": AT,
        "seqs": (1,),
        "digest": "d",
        "latest": "a1",
    }
    return Submission(**(found | changes))


LETTER = Letter(id="a1.received", kind="received", submission="a1", form="aanmelden", seq=1)


SECRET = "a made-up secret of more than 32 characters"
HEAD = Letterhead(SITE, "samenkomst@example.org", SECRET, dutch)


def make_matter(**changes: Any) -> Matter:
    """Return what a letter is about: a form that Noor sent."""
    found: dict[str, Any] = {
        "letter": LETTER,
        "submission": make_submission(),
        "recipient": "noor+leren@example.org",
        "event": make_entry(),
        "form": make_form(),
        "fields": {"answers": make_answers()},
    }
    return Matter(**(found | changes))


def make_record(seq: int, type_: str, id_: str, **fields: Any) -> Record:
    return Record(seq, AT, type_, id_, fields)


def make_received(seq: int = 1, id_: str = "a1", **changes: Any) -> Record:
    """Return the record of a first submission."""
    found: dict[str, Any] = {
        "event": "ronde-tafel",
        "form": "aanmelden",
        "form_version": "0",
        "procedure": "application",
        "person": "noor@example.org",
        "email": "noor@example.org",
        "organisation": "GM0796",
        "answers": make_answers(),
        "reference": "K7QM-2XHD",
    }
    return make_record(seq, "submission_received", id_, **(found | changes))


def make_amended(seq: int, id_: str, submission: str, **changes: Any) -> Record:
    """Return the record of other answers to the same form."""
    found: dict[str, Any] = {
        "submission": submission,
        "reference": "K7QM-2XHD",
        "event": "ronde-tafel",
        "form": "aanmelden",
        "form_version": "0",
        "procedure": "application",
        "email": "noor@example.org",
        "answers": make_answers(naam="Noor Bakker"),
    }
    return make_record(seq, "submission_amended", id_, **(found | changes))
