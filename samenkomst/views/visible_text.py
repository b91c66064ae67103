"""Text from outside as a terminal may show it: what would act on it is written out."""

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode's categories of what is not seen but can act: controls, marks of direction, line ends."""


def visible(text: str) -> str:
    """Return `text` with what would act on a terminal written out, line ends left.

    An answer could otherwise colour, move or hide what an organiser reads, or set the title of
    the window (ECMA-48 control sequences begin with U+001B or U+009B).
    """
    return "".join(_written_out(each) if _acts(each) else each for each in text)


def _acts(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in _HIDDEN


def _written_out(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
