"""The places of an event as an organiser reads them: taken, limits, who waits and why."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from samenkomst.core.contract import EventEntry
from samenkomst.core.ledger import Ledger
from samenkomst.core.places import PlacesView, explain, view_places
from samenkomst.core.procedures import State
from samenkomst.core.translation import N_, Translate
from samenkomst.views.table import Column, table_lines
from samenkomst.views.words import STATES, WAITING


def _number(value: Any, translate: Translate) -> str:
    return "-" if value is None else str(value)


def _reason(value: Any, translate: Translate) -> str:
    return translate(WAITING[value["code"]]).format(**value)


PLACES_COLUMNS = (
    Column("title", N_("Onderdeel")),
    Column("capacity", N_("Plaatsen"), _number),
    Column("taken", N_("Bezet"), _number),
    Column("free", N_("Vrij"), _number),
    Column("waiting", N_("Wachten"), _number),
    Column("per_organisation", N_("Per organisatie"), _number),
)
SESSION_COLUMNS = (
    Column("title", N_("Te kiezen")),
    Column("capacity", N_("Plaatsen"), _number),
    Column("taken", N_("Gekozen"), _number),
)
WAITLIST_COLUMNS = (
    Column("position", N_("Plek")),
    Column("reference", N_("Kenmerk")),
    Column("people", N_("Aantal")),
    Column("organisation", N_("Organisatie"), lambda value, _: value or "-"),
    Column("reason", N_("Waarom nog niet"), _reason),
)


def places_json(
    ledger: Ledger, entry: EventEntry, names: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    """Return the places of each unit, the waitlist in order and the sessions to choose from.

    `names` are those of municipalities, by code.
    """
    return {
        "event": entry.slug,
        "units": [_unit(view, names) for view in view_places(ledger, entry)],
        "waitlist": [
            row
            for view in view_places(ledger, entry)
            for row in _waitlist(ledger, entry, view.unit, names, now)
        ],
        "sessions": [
            {
                "group": choice.group,
                "session": session.id,
                "title": f"{choice.title}: {session.title}",
                "capacity": session.capacity,
                "taken": ledger.chosen.get((entry.slug, session.id), 0),
            }
            for choice in entry.choices
            for session in choice.sessions
        ],
    }


def _unit(view: PlacesView, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "unit": view.unit,
        "title": view.title,
        "capacity": view.capacity,
        "taken": view.taken,
        "free": view.free,
        "waiting": view.people.get(State.WAITLISTED.value, 0),
        "per_organisation": view.per_organisation,
        "minimum": view.minimum,
        "in": view.in_,
        "short": view.short,
        "over": view.over,
        "people": dict(view.people),
        "at_limit": [names.get(each, each) for each in view.at_limit],
    }


def _waitlist(
    ledger: Ledger, entry: EventEntry, unit: str, names: Mapping[str, str], now: datetime
) -> Iterator[dict[str, Any]]:
    waiting = [
        one
        for one in ledger.of_event(entry.slug)
        if one.unit == unit and one.state is State.WAITLISTED
    ]
    for one in sorted(waiting, key=lambda one: one.since):
        found = explain(ledger, entry, one, now)
        yield {
            "unit": unit,
            "position": found.position,
            "reference": one.reference,
            "people": one.people,
            "organisation": names.get(one.organisation, one.organisation),
            "reason": {
                "code": found.code,
                "organisation_holds": found.organisation_holds,
                "per_organisation": found.per_organisation,
            },
        }


def places_lines(places: dict[str, Any], translate: Translate) -> Iterator[str]:
    """Yield the places of an event as lines."""
    yield from table_lines(PLACES_COLUMNS, places["units"], translate)
    for unit in places["units"]:
        yield from _remarks(unit, translate)
    if places["sessions"]:
        yield from ("", *table_lines(SESSION_COLUMNS, places["sessions"], translate))
    if places["waitlist"]:
        yield from ("", translate("Wachtlijst, op volgorde:"))
        yield from table_lines(WAITLIST_COLUMNS, places["waitlist"], translate)


def _remarks(unit: dict[str, Any], translate: Translate) -> Iterator[str]:
    """Yield what the numbers of a unit mean."""
    if unit["people"]:
        counts = (f"{translate(STATES[state])} {n}" for state, n in unit["people"].items())
        yield f"{unit['title']}: {', '.join(counts)}."
    if unit["minimum"]:
        words = translate("{title}: {minimum} nodig, {in_} binnen.")
        yield words.format(title=unit["title"], minimum=unit["minimum"], in_=unit["in"])
    if unit["over"]:
        words = translate(
            "{title}: er hebben {over} mensen meer een plaats dan er nu plaatsen zijn. Niemand is "
            "zijn plaats kwijt."
        )
        yield words.format(title=unit["title"], over=unit["over"])
    if unit["at_limit"]:
        words = translate(
            "{title}: deze organisaties hebben al zoveel plaatsen als kan: {organisations}."
        )
        yield words.format(title=unit["title"], organisations=", ".join(unit["at_limit"]))
