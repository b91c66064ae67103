"""Markdown as editors mean it, where Python-Markdown loses something in silence.

A list right below a sentence, or with the marks of a word processor, would be part of a sentence;
an address would be no link, and a hashtag that begins a line a heading without its mark.
"""

import re

_ITEM = r"(?:[-*+]|\d+\.)[ \t]"
_TEXT = rf"(?!{_ITEM})[^\s>|`:].*\n"
"""A line of a paragraph: no item, quotation, table, code, or the second line of any of these."""
_LIST_BELOW_TEXT = re.compile(rf"((?:\A|\n[ \t]*\n)(?:{_TEXT})+)(?=(?:[-*+]|1\.)[ \t]+\S)")
_BULLET = re.compile(r"^[•·▪●‣◦][ \t]*(?=\S)", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d{1,2})\)(?=[ \t])", re.MULTILINE)
_HASHTAG = re.compile(r"^(?=#+[^#\s])", re.MULTILINE)
_ADDRESS = re.compile(
    r"(?<![\w<`\"'=/\[])(?<!\]\()(?<!\]: )https?://[^\s<>()\[\]\"'`]*[\w/](?![^\[\]\n]*\]\()"
)


def as_meant(text: str) -> str:
    """Return `text` with lists as lists, addresses as links, and hashtags as text."""
    if not text.isascii():
        text = _BULLET.sub("- ", text)
    if "1) " in text:
        text = _NUMBERED.sub(r"\1.", text)
    if "\n" in text:
        text = _LIST_BELOW_TEXT.sub(r"\1\n", text)
    if "#" in text:
        text = _HASHTAG.sub(r"\\", text)
    if "://" in text:
        text = _ADDRESS.sub(r"<\g<0>>", text)
    return text
