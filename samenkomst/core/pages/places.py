"""Places and modes in words, as far as they are known; a place is never guessed."""

from collections.abc import Iterable

from samenkomst.core.model.session import Location, Session
from samenkomst.core.model.states import Mode
from samenkomst.core.pages.reader import lines
from samenkomst.core.pages.words import MODES, join_words, lower_first
from samenkomst.core.translation import Translate

_ELSEWHERE = {mode: words for mode, words in MODES.items() if mode is not Mode.IN_PERSON}
Short = tuple[str, str]
"""The place of a session in a word or two, or its mode; and the mode that it has beside a place."""
MANY = 4
"""More places than this are counted, not named: each stands with its session."""


def describe_place(place: Location | None) -> str:
    """Return what is known of a place, in one line."""
    if place is None:
        return ""
    town = " ".join(lines(place.postcode, place.city))
    more = place.region, place.country, place.text
    return ", ".join(dict.fromkeys(lines(place.name, place.room, place.address, town, *more)))


def describe_session_place(session: Session, place: str, translate: Translate) -> str:
    """Return mode and place of one session: "Online: host in Utrecht", "Op locatie".

    `place` is its place in words.
    """
    if place and attendance_of(session) is Mode.IN_PERSON:
        return place
    mode = _mode(session, translate)
    if not place:
        return mode
    if not mode or mode.lower() in place.lower():
        return place
    return f"{mode}: {place}"


def attendance_of(session: Session) -> Mode | None:
    """Return how one attends, as far as that is known; what can only be watched is online."""
    only_watched = session.mode is None and session.place is None and session.livestream
    return Mode.ONLINE if only_watched else session.mode


def _mode(session: Session, translate: Translate) -> str:
    known = attendance_of(session)
    mode = translate(MODES[known]) if known else ""
    if session.platform:
        return f"{mode} ({session.platform})" if mode else session.platform
    return mode


def describe_attendance(session: Session, place: str, translate: Translate) -> str:
    """Return the same, but also that one comes in person: "Op locatie: Utrecht"."""
    if place and attendance_of(session) is Mode.IN_PERSON:
        return f"{translate(MODES[Mode.IN_PERSON])}: {place}"
    return describe_session_place(session, place, translate)


def describe_where(places: Iterable[Short], translate: Translate) -> str:
    """Return where sessions take place: "Utrecht, Breda en online"."""
    found = list(places)
    different = dict.fromkeys(place for place, _ in found if place)
    if len(different) > MANY:
        return translate("{number} plaatsen").format(number=len(different))
    for _, also in found:
        if also:  # told once, behind the places
            different.pop(also, None)
            different[also] = None
    return join_words(different, translate)


def describe_shortly(session: Session, translate: Translate) -> Short:
    """Return where one session takes place, in the fewest words."""
    place, mode = session.place, attendance_of(session)
    found = (place.city or place.name or place.text or place.region) if place else None
    said = lower_first(translate(_ELSEWHERE[mode])) if mode in _ELSEWHERE else ""
    if found and mode is Mode.HYBRID:
        return found, lower_first(translate(MODES[Mode.ONLINE]))
    return found or said, ""
