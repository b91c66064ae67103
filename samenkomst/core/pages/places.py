"""Places and modes in words, as far as they are known; a place is never guessed."""

from collections.abc import Iterable

from samenkomst.core.model.session import Location, Session
from samenkomst.core.model.states import Mode
from samenkomst.core.pages.reader import lines
from samenkomst.core.pages.words import MODES, join_words, lower_first
from samenkomst.core.translation import Translate

MANY = 4
"""More places than this are counted, not named: each stands with its session."""


def describe_place(place: Location | None) -> str:
    """Return what is known of a place, in one line."""
    if place is None:
        return ""
    town = " ".join(lines(place.postcode, place.city))
    more = place.region, place.country, place.text
    return ", ".join(dict.fromkeys(lines(place.name, place.room, place.address, town, *more)))


def describe_session_place(session: Session, translate: Translate) -> str:
    """Return mode and place of one session: "Online: host in Utrecht", "Op locatie"."""
    return _with_mode(session, describe_place(session.place), translate)


def _with_mode(session: Session, place: str, translate: Translate) -> str:
    if place and session.mode is Mode.IN_PERSON:
        return place
    mode = _mode(session, translate)
    if not place:
        return mode
    if not mode or mode.lower() in place.lower():
        return place
    return f"{mode}: {place}"


def _mode(session: Session, translate: Translate) -> str:
    mode = translate(MODES[session.mode]) if session.mode else ""
    if session.platform:
        return f"{mode} ({session.platform})" if mode else session.platform
    return mode


def describe_attendance(session: Session, translate: Translate) -> str:
    """Return mode and place, also that one comes in person: "Op locatie: Utrecht"."""
    place = describe_place(session.place)
    words = _with_mode(session, place, translate)
    if session.mode is not Mode.IN_PERSON or not place:
        return words
    return f"{translate(MODES[Mode.IN_PERSON])}: {words}"


def describe_where(sessions: Iterable[Session], translate: Translate) -> str:
    """Return where the sessions take place: "Utrecht en online", or the editor's words."""
    known = list(sessions)
    places = [_short(session, translate) for session in known]
    count = len({place for place in places if place})
    if count > MANY:
        return translate("{number} plaatsen").format(number=count)
    if any(each.mode is Mode.HYBRID and _name(each.place) for each in known):
        online = lower_first(translate(MODES[Mode.ONLINE]))
        places = [*(place for place in places if place != online), online]
    return join_words(places, translate)


def _short(session: Session, translate: Translate) -> str:
    mode = session.mode
    said = lower_first(translate(MODES[mode])) if mode and mode is not Mode.IN_PERSON else ""
    return _name(session.place) or said


def _name(place: Location | None) -> str | None:
    return (place.city or place.name or place.text or place.region) if place else None


def describe_all_places(sessions: Iterable[Session], translate: Translate) -> str:
    """Return the one place in full when it is the same everywhere, else the short names."""
    found = list(sessions)
    full = {describe_session_place(each, translate) for each in found}
    return full.pop() if len(full) == 1 else describe_where(found, translate)
