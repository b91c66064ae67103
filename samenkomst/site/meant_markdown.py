"""Markdown as editors mean it, where Python-Markdown loses something in silence.

A list right below a sentence, or with the marks of a word processor, would be part of a sentence;
an address would be no link, and a hashtag that begins a line a heading without its mark.
Code and links that are written out stay as they are. No pattern goes back over long stretches.
"""

import re

_FENCE = re.compile(r"^(`{3,}|~{3,})[^`\n]*$(?:\n(?!\1 *$).*)*+(?:\n.*\n?)?", re.MULTILINE)
"""Code between fences; without a second fence all that follows is code."""

_ITEM = r"(?:[-*+]|\d+\.)[ \t]"
_TEXT = rf"(?!{_ITEM})[^\s>|`:].*\n"
"""A line of a paragraph: no item, quotation, table, code, or the second line of any of these."""
_FIRST_BULLET = r"[-*+][ \t]+[^\s|]"
"""The rule of a table, `- | -`, is none."""
_FIRST_NUMBER = rf"(?<=:\n)1\.[ \t]+\S|1\.[ \t]+\S.*\n(?:(?!{_ITEM}).+\n)*\n?\d+\.[ \t]"
"""Below a colon, or with a second item: else it may be the end of a sentence."""
_LIST_BELOW_TEXT = re.compile(
    rf"((?:\A|\n[ \t]*\n)(?:{_TEXT})+)(?={_FIRST_BULLET}|{_FIRST_NUMBER})"
)
_BULLET = re.compile(r"^[•·▪●‣◦][ \t]*(?=\S)", re.MULTILINE)
_NUMBERED = re.compile(r"^(\d{1,2})\)(?=[ \t])", re.MULTILINE)
_HASHTAG = re.compile(r"^(?=#[^#\s])", re.MULTILINE)

_SECTION = re.compile(r"(?<=\n\n)(?=\S)")
"""Where a block begins that is not part of a list above it."""
_HAS_ITEM = re.compile(rf"^ {{0,3}}{_ITEM}", re.MULTILINE)
_INDENTED = r"^(?: {4}|\t).*"
_WRITTEN_OUT = "|".join(
    (
        r"(?<![`\\])(?P<ticks>`++)(?:[^`]++|(?!(?P=ticks)(?!`))`++)*+(?P=ticks)",  # `code`
        r"(?:\[[^\[\]]*+)?\](?:\((?:[^()]++|\([^()]*+\))*+\)|\[[^\[\]]*+\])",  # [a](b), [a][b]
        r"^ {0,3}\[[^\]\n]++\]:[ \t]*\S++[ \t]*(?:[\"'(].*)?$",  # [a]: b
        r"<https?:[^<>]*+>",
    )
)
_ADDRESS = (
    r"(?<![\w<`\"'=/\[])(?<!\]\()(?P<address>https?://\w(?:[^\s<>()\[\]\"'`|]|\([^\s()<>]*+\))*+)"
    r"(?=(?P<odd>[(\[`]|[\"')\]|][^\s.,;:?!*_)\]])?)"
)
"""An address, perhaps with the end of the sentence; what is odd behind it may be part of it."""
_ADDRESS_IN_TEXT = re.compile(rf"{_INDENTED}|{_WRITTEN_OUT}|{_ADDRESS}", re.MULTILINE)
_ADDRESS_IN_LIST = re.compile(rf"{_WRITTEN_OUT}|{_ADDRESS}", re.MULTILINE)
_WITHOUT_STOP = re.compile(r".*(?:[^\W_]|[/=&#%+)-])")


def as_meant(text: str) -> str:
    """Return `text` with lists as lists, addresses as links, and hashtags as text."""
    done, end = "", 0
    for fence in _FENCE.finditer(text):
        done += _prose_as_meant(text[end : fence.start()]) + fence[0]
        end = fence.end()
    return done + _prose_as_meant(text[end:])


def _prose_as_meant(text: str) -> str:
    if not text.isascii():
        text = _BULLET.sub("- ", text)
    if "1) " in text:
        text = _NUMBERED.sub(r"\1.", text)
    if "\n" in text:
        text = _LIST_BELOW_TEXT.sub(r"\1\n", text)
    if "#" in text:
        text = _HASHTAG.sub(r"\\", text)
    if "://" in text:
        text = "".join(map(_link_addresses, _SECTION.split(text)))
    return text


def _link_addresses(section: str) -> str:
    """Return `section` with links; in a list an indented line is text, elsewhere it is code."""
    address = _ADDRESS_IN_LIST if _HAS_ITEM.search(section) else _ADDRESS_IN_TEXT
    return address.sub(_link, section)


def _link(found: re.Match[str]) -> str:
    if not found["address"] or found["odd"]:
        return found[0]
    return _WITHOUT_STOP.sub(r"<\g<0>>", found[0], count=1)
