"""Dutch municipalities: from what someone typed to the code of Statistics Netherlands (CBS).

A municipality has more than one written name (Den Bosch and 's-Hertogenbosch); limits per
organisation count them as one. What is not in the list stays what it is: provinces, joint bodies
and suppliers come too.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

_ALIASES = {
    "denhaag": "GM0518",
    "haag": "GM0518",
    "denbosch": "GM0796",
    "bosch": "GM0796",
    "defriesemeren": "GM1940",
    "friesemeren": "GM1940",
    "sudwestfryslan": "GM1900",
    "zuidwestfriesland": "GM1900",
    "noordoostfriesland": "GM1970",
    "bergennoordholland": "GM0373",
    "bergennh": "GM0373",
    "bergenlimburg": "GM0893",
    "bergenl": "GM0893",
    "nuenen": "GM0820",
}
"""Other names in use, folded as below, and the codes they stand for."""

_PREFIX = re.compile(r"^(?:de\s+)?(?:gem(?:eente|\.))\s+", re.IGNORECASE)
_SUFFIX = re.compile(r"\s*\([A-Za-z]+\.?\)$")


class Municipalities:
    """The municipalities by code, found by any of their names; nothing more."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        """Codes such as `GM0344` to names."""
        folded = {name: fold(name) for name in names.values()}
        self._codes = _codes_by_name(names, folded)
        self._as_written = {name: self._codes[folded[name]] for name in folded}
        """Most people choose a name from the list: what comes then is found at once."""

    def key(self, typed: str) -> str:
        """Return the key by which organisations are counted: a CBS code, or the folded name.

        The same organisation gives the same key whatever the capitals, spaces, accents or the
        word "gemeente" before it.
        """
        if known := self._as_written.get(typed):
            return known
        folded = fold(_PREFIX.sub("", typed.strip()))
        return self._codes.get(folded) or folded

    def name(self, typed: str) -> str:
        """Return the municipality's own name when `typed` is one, else `typed` itself."""
        return self.names.get(self.key(typed), typed)


def fold(name: str) -> str:
    """Return `name` without capitals, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    return "".join(character for character in plain if character.isalnum())


def _codes_by_name(names: Mapping[str, str], folded: Mapping[str, str]) -> dict[str, str]:
    """Return folded names to codes; a province behind a name may be left out where none is lost."""
    codes = {folded[name]: code for code, name in names.items()}
    codes |= {alias: code for alias, code in _ALIASES.items() if code in names}
    without = {
        name: fold(_SUFFIX.sub("", name)) if ")" in name else folded[name] for name in folded
    }
    short = Counter(without[name] for name in names.values())
    for code, name in names.items():
        if short[without[name]] == 1:
            codes.setdefault(without[name], code)
    return codes
