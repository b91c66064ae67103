"""Why the system did not do what we asked, in words that its reader knows."""

import errno

from samenkomst.core.translation import N_, Translate

_REASONS = {
    errno.EACCES: N_("daarvoor zijn er geen rechten"),
    errno.EPERM: N_("daarvoor zijn er geen rechten"),
    errno.EROFS: N_("hier kan niet geschreven worden"),
    errno.ENOSPC: N_("de schijf is vol"),
    errno.EDQUOT: N_("de ruimte die u mag gebruiken is vol"),
    errno.EFBIG: N_("het bestand wordt te groot"),
    errno.ENOENT: N_("dit bestaat niet"),
    errno.EEXIST: N_("er staat al iets met deze naam"),
    errno.ENOTDIR: N_("dit is geen map"),
    errno.EISDIR: N_("dit is een map"),
    errno.ESPIPE: N_("dit is geen gewoon bestand"),
    errno.ENXIO: N_("dit is geen gewoon bestand"),
    errno.ELOOP: N_("de verwijzingen lopen in een kring"),
    errno.ENAMETOOLONG: N_("de naam is te lang"),
    errno.EILSEQ: N_("de naam kan hier niet"),
    errno.EMFILE: N_("er staan te veel bestanden open"),
    errno.ENFILE: N_("er staan te veel bestanden open"),
    errno.ENOMEM: N_("het geheugen is vol"),
    errno.EAGAIN: N_("er draaien te veel programma’s"),
    errno.EIO: N_("de schijf geeft een fout"),
}
"""By the system's number; what is not here is said in the system's own words."""


def reason_of(error: BaseException, translate: Translate) -> str:
    """Return why, without a full stop; nothing when the system does not tell."""
    number, words = getattr(error, "errno", None), getattr(error, "strerror", None)
    return translate(_REASONS[number]) if number in _REASONS else words or ""


def explain_obstacle(error: OSError, translate: Translate) -> str:
    """Return why, with the place when that is known."""
    reason = reason_of(error, translate) or str(error) or type(error).__name__
    name = error.filename
    if isinstance(name, str):
        name = name.encode(errors="surrogateescape")
    return f"{name.decode(errors='replace')}: {reason}" if isinstance(name, bytes) else reason
