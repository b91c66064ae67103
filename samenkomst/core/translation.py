"""The words that readers see, in their language.

The source language is Dutch: the text in the code is the text a Dutch reader sees. Other
languages come from a gettext catalogue, which is opened elsewhere and comes in as a function.
"""

from collections.abc import Callable

Translate = Callable[[str], str]
"""Takes a Dutch text, returns it in the reader's language."""


def N_(text: str) -> str:
    """Return `text` unchanged; marks it for the catalogue where it is translated later."""
    return text


def dutch(text: str) -> str:
    """Return `text` unchanged: the translation into the source language."""
    return text
