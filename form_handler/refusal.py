"""The ways in which a request is refused before anything is stored."""

from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus

from samenkomst.core.translation import N_

RETRY_AFTER = 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The status and the words of a refusal, nothing more."""

    status: HTTPStatus
    title: str
    text: str
    way: tuple[str, str] | None = None
    """Where to go on: an address from the root of the site, and the words of the link."""


LINK_REQUEST = ("formulieren/deelname/", N_("Stuur mij mijn link opnieuw"))


class Reason(Enum):
    """Why a request is refused, with what the visitor reads."""

    HOST = Answer(
        HTTPStatus.BAD_REQUEST,
        N_("Dit adres hoort niet bij deze website"),
        N_("Open de pagina opnieuw via het gewone adres van de website."),
    )
    CROSS_SITE = Answer(
        HTTPStatus.FORBIDDEN,
        N_("Dit formulier kwam van een andere website"),
        N_(
            "Daarom hebben we niets bewaard. Open de pagina van het evenement en vul het "
            "formulier daar in."
        ),
    )
    MEDIA_TYPE = Answer(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        N_("Dit formulier kunnen we niet lezen"),
        N_(
            "Het is op een ongewone manier verstuurd. We hebben niets bewaard. Gebruik het "
            "formulier op de pagina."
        ),
    )
    TOO_LARGE = Answer(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        N_("Uw formulier is te groot"),
        N_(
            "We hebben niets bewaard. Ga terug, maak uw antwoorden korter en verstuur het "
            "formulier opnieuw."
        ),
    )
    MALFORMED = Answer(
        HTTPStatus.BAD_REQUEST,
        N_("Dit formulier kunnen we niet lezen"),
        N_(
            "Er staan tekens of velden in die er niet horen. We hebben niets bewaard. Ga terug "
            "en vul het formulier opnieuw in."
        ),
    )
    NOT_FOUND = Answer(
        HTTPStatus.NOT_FOUND,
        N_("Dit formulier bestaat niet"),
        N_("Misschien is het adres veranderd. Bekijk het overzicht van alle evenementen."),
    )
    METHOD = Answer(
        HTTPStatus.METHOD_NOT_ALLOWED,
        N_("Dat kan op dit adres niet"),
        N_("Bekijk het overzicht van alle evenementen."),
    )
    CLOSED = Answer(
        HTTPStatus.GONE,
        N_("Dit formulier is gesloten"),
        N_(
            "U kunt zich niet meer aanmelden. We hebben niets bewaard. Op de pagina van het "
            "evenement leest u wat nog wel kan."
        ),
    )
    NOT_YET = Answer(
        HTTPStatus.CONFLICT,
        N_("Dit formulier is nog niet open"),
        N_(
            "We hebben niets bewaard. Op de pagina van het evenement leest u wanneer u zich kunt "
            "aanmelden."
        ),
    )
    NO_RECEIPT = Answer(
        HTTPStatus.NOT_FOUND,
        N_("Deze ontvangstpagina is er niet meer"),
        N_(
            "De link is niet volledig, of te oud. Uw inzending is daarmee niet weg: de brief die "
            "u kreeg, blijft gelden."
        ),
    )
    NO_LINK = Answer(
        HTTPStatus.NOT_FOUND,
        N_("Deze link werkt niet meer"),
        N_(
            "De link is niet volledig, of te oud. Uw gegevens zijn daarmee niet weg. Vraag een "
            "nieuwe link aan: die krijgt u per e-mail."
        ),
        LINK_REQUEST,
    )
    UNAVAILABLE = Answer(
        HTTPStatus.SERVICE_UNAVAILABLE,
        N_("Het formulier werkt nu even niet"),
        N_("We hebben niets ontvangen. Probeer het over een paar minuten opnieuw."),
    )
    BROKEN = Answer(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        N_("Er ging iets mis aan onze kant"),
        N_(
            "Het is niet zeker dat uw formulier is ontvangen. Verstuur het over een paar minuten "
            "nog eens: dubbel telt niet."
        ),
    )


class Refused(Exception):
    """Ends a request with a page that says why."""

    def __init__(self, reason: Reason, *, event: str = "") -> None:
        super().__init__(reason.name)
        self.reason = reason
        self.event = event
        """The slug of the event whose page leads back, when there is one."""
