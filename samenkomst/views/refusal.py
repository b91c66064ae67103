"""Why the journal refuses, in words that an organiser knows; the log has the codes."""

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.obstacle import explain_obstacle
from samenkomst.core.translation import N_, Translate

_AGAIN = N_("dit programma kan niet verder. Start het opnieuw")
_OTHER = N_("op de plaats van het journaal staat nu een ander bestand")
_SLOW = N_("de schijf of de database geeft niet op tijd antwoord")
_REASONS = {
    "busy": N_("het journaal is bezet"),
    "reserve": N_("de schijf is bijna vol"),
    "slow disk": _SLOW,
    "no answer": _SLOW,
    "missing": N_("een bestand van het journaal is weg"),
    "symlink": N_("het journaal is een verwijzing naar een ander bestand"),
    "not a file": N_("het journaal is geen gewoon bestand"),
    "links": N_("het journaal staat er ook onder een andere naam"),
    "shrunk": N_("het journaal is korter geworden"),
    "changed": _OTHER,
    "another": _OTHER,
    "not empty": N_("er zijn al inzendingen"),
    "damaged": N_("de kopie is beschadigd"),
    "fork": _AGAIN,
    "taken back": _AGAIN,
    "view": _AGAIN,
    "flush": _AGAIN,
    "closed": _AGAIN,
    "the tables are of a newer program": N_(
        "de tabellen in de database zijn van een nieuwere versie van dit programma"
    ),
    "fsync is off on this server: a receipt would promise too much": N_(
        "de database wacht niet op haar schijf. Zet er fsync aan"
    ),
}
"""By the code in `stores`; a database is quoted in its own words."""

DAMAGES = {
    "torn": N_("een halve regel"),
    "checksum": N_("de controlesom klopt niet"),
    "json": N_("dit is geen regel van een journaal"),
    "version": N_("van een nieuwere versie"),
    "members": N_("er ontbreekt iets in de regel"),
    "gap": N_("er ontbreken regels ervoor"),
    "repeat": N_("het nummer kwam al eerder voor"),
}
"""What is wrong with a line, by `core.record.Reason`."""


def explain_refusal(error: NotStored | Uncertain, translate: Translate) -> str:
    """Return why, without a full stop."""
    known = _REASONS | DAMAGES
    if error.reason in known:
        return translate(known[error.reason])
    if isinstance(error.__cause__, OSError):
        return explain_obstacle(error.__cause__, translate)
    return error.reason
