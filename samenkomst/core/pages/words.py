"""Words on pages for the values of the model, in one place; and ids for headings."""

import re
import unicodedata
from collections.abc import Iterable

from samenkomst.core.model.event import (
    GoingAhead,
    Location,
    Mode,
    PartnerRole,
    RegistrationState,
    Role,
)
from samenkomst.core.translation import N_, Translate

GOING_AHEAD = {
    GoingAhead.IDEA: N_("Idee"),
    GoingAhead.ANNOUNCED: N_("Aangekondigd"),
    GoingAhead.CONFIRMED: N_("Gaat door"),
    GoingAhead.POSTPONED: N_("Uitgesteld"),
    GoingAhead.CANCELLED: N_("Afgelast"),
}

MODES = {
    Mode.IN_PERSON: N_("Op locatie"),
    Mode.ONLINE: N_("Online"),
    Mode.HYBRID: N_("Op locatie en online"),
}

ROLES = {
    Role.TRAINER: N_("trainer"),
    Role.SPEAKER: N_("spreker"),
    Role.MODERATOR: N_("gespreksleider"),
}

PARTNER_ROLES = {
    PartnerRole.HOST: N_("Gastheer"),
    PartnerRole.PARTNER: N_("Partner"),
    PartnerRole.SPONSOR: N_("Sponsor"),
    PartnerRole.FUNDER: N_("Mogelijk gemaakt door"),
}

REGISTRATION = {
    RegistrationState.NOT_NEEDED: N_("Aanmelden is niet nodig. U bent welkom."),
    RegistrationState.NOT_YET: N_("U kunt zich nog niet aanmelden."),
    RegistrationState.OPEN: N_("U kunt zich aanmelden."),
    RegistrationState.FEW_LEFT: N_("U kunt zich aanmelden. Er zijn nog enkele plaatsen."),
    RegistrationState.FULL: N_("Alle plaatsen zijn bezet."),
    RegistrationState.WAITLIST: N_("Alle plaatsen zijn bezet. Er is een wachtlijst."),
    RegistrationState.INTEREST: N_("U kunt laten weten dat u interesse hebt."),
    RegistrationState.CLOSED: N_("De aanmelding is gesloten."),
    RegistrationState.EXTERNAL: N_("U meldt zich aan op een andere website."),
    RegistrationState.ON_REQUEST: N_("U kunt een aanvraag doen."),
}

CALLS = {
    RegistrationState.OPEN: N_("Meld u aan"),
    RegistrationState.FEW_LEFT: N_("Meld u aan"),
    RegistrationState.WAITLIST: N_("Ga op de wachtlijst"),
    RegistrationState.INTEREST: N_("Toon uw interesse"),
    RegistrationState.EXTERNAL: N_("Meld u aan"),
}
"""What the button says, in the states that have one."""


def join_words(parts: Iterable[str], translate: Translate) -> str:
    """Return "Utrecht, Zwolle en online" from the parts, each once, in their order."""
    words = list(dict.fromkeys(part for part in parts if part))
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {translate('en')} {words[-1]}"


def describe_place(place: Location | None) -> str:
    """Return what is known of a place, in one line."""
    if place is None:
        return ""
    parts = (place.name, place.room, place.address, place.city, place.text)
    return ", ".join(part for part in parts if part)


def lower_first(text: str) -> str:
    """Return `text` with its first letter in lower case, for use inside a sentence."""
    return text[:1].lower() + text[1:]


def slugify(text: str) -> str:
    """Return `text` as a part of an address: letters, digits and single dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "deel"
