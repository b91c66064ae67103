"""Parts of events as schema.org describes them: places, people, organisations and offers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from samenkomst.core.model.appearance import Appearance
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.model.costs import Costs, Price
from samenkomst.core.model.event import Event
from samenkomst.core.model.person import Organisation
from samenkomst.core.model.registration import Registration
from samenkomst.core.model.session import Location
from samenkomst.core.model.states import Mode, PartnerRole, RegistrationState, Vat
from samenkomst.core.pages.addresses import anyone_url
from samenkomst.core.pages.costs_view import is_about, is_least
from samenkomst.core.pages.meetings import Meeting
from samenkomst.core.pages.moments import closing_of, iso, opening_of
from samenkomst.core.pages.places import attendance_of

Linked = dict[str, Any]


def schema(name: str) -> str:
    """Return the address of a word of schema.org."""
    return f"https://schema.org/{name}"


_MODES = {
    Mode.IN_PERSON: schema("OfflineEventAttendanceMode"),
    Mode.ONLINE: schema("OnlineEventAttendanceMode"),
    Mode.HYBRID: schema("MixedEventAttendanceMode"),
}
"""By telephone and in one's own time have no word there."""
_ONLINE = (Mode.ONLINE, Mode.HYBRID)

_AVAILABILITY = {
    RegistrationState.OPEN: schema("InStock"),
    RegistrationState.FEW_LEFT: schema("LimitedAvailability"),
    RegistrationState.FULL: schema("SoldOut"),
    RegistrationState.WAITLIST: schema("SoldOut"),
}
"""Only what the editor says of places: closed is not sold out, and elsewhere we do not know."""

_PARTNERS = {
    PartnerRole.ORGANISER: "organizer",
    PartnerRole.PARTNER: "contributor",
    PartnerRole.HOST: "contributor",
    PartnerRole.SPONSOR: "sponsor",
    PartnerRole.FUNDER: "funder",
}


def filled(data: Mapping[str, Any]) -> Linked:
    """Return `data` without gaps; one thing stands alone, not in a list."""
    return {
        key: value[0] if type(value) is list and len(value) == 1 else value
        for key, value in data.items()
        if value or value == 0
    }


def attendance_mode(meetings: Iterable[Meeting]) -> str | None:
    """Return how one attends: mixed when it differs by session, nothing when it is not known."""
    modes = {mode for mode in map(_mode, meetings) if mode}
    if not modes or not modes <= _MODES.keys():
        return None
    return _MODES[modes.pop() if len(modes) == 1 else Mode.HYBRID]


def _mode(meeting: Meeting) -> Mode | None:
    """Return how one attends; what can be watched from elsewhere is there for both."""
    mode = attendance_of(meeting.session)
    return Mode.HYBRID if meeting.livestream and mode in (None, Mode.IN_PERSON) else mode


def locations(meeting: Meeting, url: str) -> list[Linked]:
    """Return where a session is; what stands only in words ("nog niet bekend") is no place."""
    found: list[Linked] = []
    if meeting.livestream or meeting.session.mode in _ONLINE:
        found.append({"@type": "VirtualLocation", "url": meeting.livestream or url})
    place = meeting.session.place
    return [*found, *_place(place)] if place else found


def once(found: Iterable[Linked]) -> list[Linked]:
    """Return each of `found` once."""
    different: list[Linked] = []
    for each in found:
        if each not in different:
            different.append(each)
    return different


def _place(place: Location) -> Iterator[Linked]:
    address = filled(
        {
            "streetAddress": place.address,
            "postalCode": place.postcode,
            "addressLocality": place.city,
            "addressRegion": place.region,
            "addressCountry": place.country,
        }
    )
    name = ", ".join(part for part in (place.name, place.room) if part) or place.city
    if name or address:
        whole = {"@type": "PostalAddress", **address} if address else None
        yield filled(
            {"@type": "Place", "name": name or place.region or place.country, "address": whole}
        )


def organisation(found: Organisation | None) -> Linked | None:
    """Return an organisation of the register."""
    if found is None:
        return None
    name = found.full_name or found.name
    return filled({"@type": "Organization", "name": name, "url": found.url})


def performers(people: Iterable[Appearance], catalogue: Catalogue, site_url: str) -> list[Linked]:
    """Return who is on stage for certain, each once."""
    found = [_performer(each, catalogue, site_url) for each in people if not each.provisional]
    return once(found)


def _performer(one: Appearance, catalogue: Catalogue, site_url: str) -> Linked:
    if one.person is None:
        return {"@type": "Person", "name": one.name}
    if one.person in catalogue.organisations:
        return organisation(catalogue.organisations[one.person]) or {}
    name = catalogue.people[one.person].name
    url = f"{site_url}{anyone_url(one.person, catalogue)}"
    return {"@type": "Person", "name": name, "url": url}


def organisations(event: Event, catalogue: Catalogue) -> Linked:
    """Return who organises, pays for and helps with `event`, each under its own word."""
    found: dict[str, list[Linked]] = {}
    if organiser := organisation(catalogue.organiser(event)):
        found["organizer"] = [organiser]
    for partner in event.partners:
        if partner.role not in _PARTNERS:
            continue
        known = organisation(catalogue.organisations.get(partner.organisation or ""))
        named = known or {"@type": "Organization", "name": partner.name}
        url = {"url": partner.url} if partner.url else {}
        found.setdefault(_PARTNERS[partner.role], []).append({**named, **url})
    return filled(found)


def offers(
    costs: Costs | None, registration: Registration, closes: date | None, url: str
) -> list[Linked]:
    """Return what one can buy or get for nothing; prices in words, or about so much, are none."""
    if costs is None:
        return []
    shared = _registering(registration, closes, url)
    found = [
        {**shared, **_offer(price, costs)}
        for price in (*costs.prices, *costs.extras)
        if price.amount is not None and not is_about(price)
    ]
    if costs.free and not found:
        found.append({"@type": "Offer", "price": "0", "priceCurrency": costs.currency, **shared})
    return found


def _registering(registration: Registration, closes: date | None, url: str) -> Linked:
    opens, until = opening_of(registration), closing_of(registration, closes)
    return filled(
        {
            "url": registration.url or url,
            "availability": _AVAILABILITY.get(registration.state),
            "validFrom": iso(opens) if opens else None,
            "validThrough": iso(until) if until else None,
        }
    )


def _offer(price: Price, costs: Costs) -> Linked:
    """Return one offer; "from" an amount is several, of which that is the lowest price."""
    kind, key = ("AggregateOffer", "lowPrice") if is_least(price) else ("Offer", "price")
    cents = price.amount or 0
    amount = f"{cents // 100}.{cents % 100:02}"
    currency = price.currency or costs.currency
    return filled(
        {
            "@type": kind,
            "name": price.label,
            "description": price.condition,
            key: amount,
            "priceCurrency": currency,
            "validFrom": price.since.isoformat() if price.since else None,
            "validThrough": price.until.isoformat() if price.until else None,
            "priceSpecification": _tax(price, amount, currency, price.vat or costs.vat),
        }
    )


def _tax(price: Price, amount: str, currency: str, vat: Vat) -> Linked | None:
    """Return whether tax is in the price, where that is said."""
    if vat not in (Vat.INCL, Vat.EXCL):
        return None
    return {
        "@type": "PriceSpecification",
        "minPrice" if is_least(price) else "price": amount,
        "priceCurrency": currency,
        "valueAddedTaxIncluded": vat is Vat.INCL,
    }
