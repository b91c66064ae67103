"""Words on pages for the values of the model, in one place; and ids for headings."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from samenkomst.core.model.states import (
    GoingAhead,
    ItemKind,
    Mode,
    PartnerRole,
    RegistrationState,
    Role,
    Vat,
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
    Mode.PHONE: N_("Telefonisch"),
    Mode.SELF_PACED: N_("In uw eigen tijd"),
}

ROLES = {
    Role.TRAINER: N_("trainer"),
    Role.SPEAKER: N_("spreker"),
    Role.MODERATOR: N_("gespreksleider"),
    Role.TEACHER: N_("docent"),
    Role.CHAIR: N_("voorzitter"),
    Role.HOST: N_("gastheer of gastvrouw"),
    Role.PANELLIST: N_("panellid"),
    Role.INTERVIEWER: N_("interviewer"),
    Role.EXPERT: N_("deskundige"),
    Role.GUEST: N_("gast"),
    Role.TABLE_GUEST: N_("tafelgast"),
}

ITEM_KINDS = {
    ItemKind.TALK: N_("Lezing"),
    ItemKind.PANEL: N_("Panel"),
    ItemKind.WORKSHOP: N_("Workshop"),
}
"""The kinds that are told beside a title; a break says what it is itself."""

PARTNER_ROLES = {
    PartnerRole.HOST: N_("Gastheer"),
    PartnerRole.PARTNER: N_("Partner"),
    PartnerRole.SPONSOR: N_("Sponsor"),
    PartnerRole.ORGANISER: N_("Medeorganisator"),
    PartnerRole.ANNOUNCER: N_("Aangekondigd door"),
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
    RegistrationState.INVITATION: N_("Deelname is alleen op uitnodiging."),
    RegistrationState.UNKNOWN: N_("Over aanmelden is hier niets bekend."),
}

CALLS = {
    RegistrationState.OPEN: N_("Meld u aan"),
    RegistrationState.FEW_LEFT: N_("Meld u aan"),
    RegistrationState.WAITLIST: N_("Ga op de wachtlijst"),
    RegistrationState.INTEREST: N_("Toon uw interesse"),
    RegistrationState.EXTERNAL: N_("Meld u aan"),
    RegistrationState.ON_REQUEST: N_("Doe een aanvraag"),
}
"""What the button says, in the states that have one."""

AVAILABILITY = {
    RegistrationState.NOT_NEEDED: N_("Aanmelden niet nodig"),
    RegistrationState.NOT_YET: N_("Aanmelden kan nog niet"),
    RegistrationState.OPEN: N_("Aanmelden kan"),
    RegistrationState.FEW_LEFT: N_("Nog enkele plaatsen"),
    RegistrationState.FULL: N_("Vol"),
    RegistrationState.WAITLIST: N_("Vol, met wachtlijst"),
    RegistrationState.INTEREST: N_("Interesse tonen"),
    RegistrationState.CLOSED: N_("Aanmelding gesloten"),
    RegistrationState.EXTERNAL: N_("Aanmelden elders"),
    RegistrationState.ON_REQUEST: N_("Op aanvraag"),
    RegistrationState.INVITATION: N_("Op uitnodiging"),
    RegistrationState.UNKNOWN: N_("Aanmelding onbekend"),
}
"""The state in a few words, beside one session or group."""

DATED = {
    RegistrationState.OPEN: "",
    RegistrationState.FEW_LEFT: N_("Er zijn nog enkele plaatsen."),
    RegistrationState.INTEREST: "",
    RegistrationState.ON_REQUEST: "",
}
"""The state where a first or last day tells that one can: a day stays true when it has passed."""

SINCE = {
    RegistrationState.WAITLIST: N_("Op de wachtlijst gaan kan vanaf {opens}."),
    RegistrationState.INTEREST: N_("Interesse tonen kan vanaf {opens}."),
    RegistrationState.ON_REQUEST: N_("Een aanvraag doen kan vanaf {opens}."),
}
"""The first day, where it is not about registering itself."""

UNTIL = {
    RegistrationState.WAITLIST: N_("Op de wachtlijst gaan kan {until}."),
    RegistrationState.INTEREST: N_("Interesse tonen kan {until}."),
    RegistrationState.ON_REQUEST: N_("Een aanvraag doen kan {until}."),
}
"""The deadline, where it is not about registering itself."""

VAT = {
    Vat.INCL: N_("inclusief btw"),
    Vat.EXCL: N_("exclusief btw"),
    Vat.EXEMPT: N_("vrij van btw"),
    Vat.UNKNOWN: "",
}

LANGUAGES = {
    "nl": N_("Nederlands"),
    "en": N_("Engels"),
    "fy": N_("Fries"),
    "de": N_("Duits"),
    "fr": N_("Frans"),
    "pap": N_("Papiaments"),
    "nds": N_("Nedersaksisch"),
    "li": N_("Limburgs"),
    "es": N_("Spaans"),
    "dse": N_("Nederlandse Gebarentaal"),
}


def describe_language(code: str, translate: Translate) -> str:
    """Return the language in words; one that we have no word for by its code."""
    name = LANGUAGES.get(code.split("-", maxsplit=1)[0])
    return translate(name) if name else code


def is_other_language(code: str | None, site: str) -> bool:
    """Return whether a text in `code` is in another language than the site: nl-BE is not."""
    return code is not None and code.split("-")[0] != site.split("-")[0]


def join_words(parts: Iterable[str], translate: Translate) -> str:
    """Return "Utrecht, Zwolle en online" from the parts, each once, in their order."""
    words = list(dict.fromkeys(filter(None, parts)))
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {translate('en')} {words[-1]}"


def lower_first(text: str) -> str:
    """Return `text` with its first letter in lower case, for use inside a sentence."""
    return text[:1].lower() + text[1:]


@lru_cache(maxsize=4096)  # a theme, a place: the same few again and again
def slugify(text: str) -> str:
    """Return `text` as a part of an address: letters, digits and single dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "deel"
