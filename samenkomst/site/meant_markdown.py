"""Markdown as editors mean it, where Python-Markdown loses something in silence.

A list right below a sentence would be part of that sentence, an address would be no link, and a
hashtag at the start of a line would be a heading without its mark.
"""

import re

_ITEM = r"(?:[-*+]|\d+\.)[ \t]"
_TEXT = rf"(?!{_ITEM})[^\s>|`:].*\n"
"""A line of a paragraph: no item, quotation, table, code, or the second line of any of these."""
_LIST_BELOW_TEXT = re.compile(rf"((?:\A|\n[ \t]*\n)(?:{_TEXT})+)(?=(?:[-*+]|1\.)[ \t]+\S)")
_HASHTAG = re.compile(r"^(?=#+[^#\s])", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?<![\w<`\"'=/\[])(?<!\]\()(?<!\]: )https?://[^\s<>()\[\]\"'`]*[\w/](?![^\[\]\n]*\]\()"
)


def as_meant(text: str) -> str:
    """Return `text` with an empty line above a list, addresses as links, and hashtags as text."""
    if "\n" in text:
        text = _LIST_BELOW_TEXT.sub(r"\1\n", text)
    if "#" in text:
        text = _HASHTAG.sub(r"\\", text)
    if "://" in text:
        text = _ADDRESS.sub(r"<\g<0>>", text)
    return text
