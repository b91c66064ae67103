"""References: what a participant reads over the phone, without letters that look alike."""

from collections.abc import Callable

ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 8


def make_reference(choose: Callable[[str], str]) -> str:
    """Return a new reference such as `K7QM-2XHD`; `choose` picks one character at random.

    30^8 is 650 thousand million: a guess is useless, and a reference alone shows nothing.
    """
    letters = "".join(choose(ALPHABET) for _ in range(LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def normalise_reference(typed: str) -> str:
    """Return `typed` as references are stored: capitals, one dash."""
    letters = "".join(character for character in typed.upper() if character.isalnum())
    return f"{letters[:4]}-{letters[4:]}"
