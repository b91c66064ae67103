"""The closed lists of words in the content: states, modes, roles and kinds."""

from enum import StrEnum


class GoingAhead(StrEnum):
    """Whether the event takes place: the first of its four axes."""

    IDEA = "idea"
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"

    @property
    def is_off(self) -> bool:
        """Whether nobody should come on the dates given."""
        return self in _OFF


_OFF = (GoingAhead.POSTPONED, GoingAhead.CANCELLED)


class RegistrationState(StrEnum):
    """Whether one can register, and how: the third axis."""

    NOT_NEEDED = "not_needed"
    NOT_YET = "not_yet"
    OPEN = "open"
    FEW_LEFT = "few_left"
    FULL = "full"
    WAITLIST = "waitlist"
    INTEREST = "interest"
    CLOSED = "closed"
    EXTERNAL = "external"
    ON_REQUEST = "on_request"
    INVITATION = "invitation"
    UNKNOWN = "unknown"

    @property
    def takes_forms(self) -> bool:
        """Whether a form can be sent in this state."""
        return self in _TAKES_FORMS


_TAKES_FORMS = {
    RegistrationState.OPEN,
    RegistrationState.FEW_LEFT,
    RegistrationState.WAITLIST,
    RegistrationState.INTEREST,
    RegistrationState.ON_REQUEST,
}


class Mode(StrEnum):
    """How one attends a session."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"
    PHONE = "phone"
    SELF_PACED = "self_paced"


class Role(StrEnum):
    """What a person does at an event; other words go in `role_text`."""

    TRAINER = "trainer"
    TEACHER = "teacher"
    SPEAKER = "speaker"
    MODERATOR = "moderator"
    CHAIR = "chair"
    HOST = "host"
    PANELLIST = "panellist"
    INTERVIEWER = "interviewer"
    EXPERT = "expert"
    GUEST = "guest"
    TABLE_GUEST = "table_guest"


class ChosenBy(StrEnum):
    """Who may choose from the sessions of a group, on their own page."""

    APPLICANTS = "applicants"
    PARTICIPANTS = "participants"


class PartnerRole(StrEnum):
    """What an organisation contributes to an event."""

    ORGANISER = "organiser"
    HOST = "host"
    PARTNER = "partner"
    SPONSOR = "sponsor"
    FUNDER = "funder"
    ANNOUNCER = "announcer"


class ItemKind(StrEnum):
    """Programme items of a kind of their own."""

    DOORS = "doors"
    BREAK = "break"
    MEAL = "meal"
    SOCIAL = "social"
    TALK = "talk"
    PANEL = "panel"
    WORKSHOP = "workshop"
    END = "end"


class Part(StrEnum):
    """Parts of an event page that the product makes itself."""

    PROGRAMME = "programme"
    SESSIONS = "sessions"
    PEOPLE = "people"
    COSTS = "costs"
    REGISTRATION = "registration"
    FILES = "files"


class Vat(StrEnum):
    """How an amount relates to VAT; unknown is the safe default: never guessed."""

    INCL = "incl"
    EXCL = "excl"
    EXEMPT = "exempt"
    UNKNOWN = "unknown"


class FileTime(StrEnum):
    """Whether a file is for before the event, or came out of it."""

    BEFORE = "before"
    AFTER = "after"
