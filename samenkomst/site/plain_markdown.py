"""Markdown without any mark-up but paragraphs and simple lists: most of what editors write.

The fields of an event take a thirtieth of the time that Python-Markdown needs for them (measured).
This gives up on anything that could mean more. A test holds the two against each other.
"""

import re
from collections.abc import Collection

KNOWN = {"attr_list", "fenced_code", "md_in_html", "sane_lists", "tables", "toc"}
"""Extensions that leave plain paragraphs and lists as they are."""
_INSIDE = r"[^\\`*_{}\[\]<>&|~^\x00-\x1f\x7f-\xa0\ud800-\udfff]"
"""A character without a meaning of its own; a no-break space is written in another way."""
_START = r"(?![-+=#:!•·▪●‣◦\s]|\d+[.)])"
"""Where no list, heading or other block begins, nor what is meant as one."""
_LINE = rf"{_START}(?:{_INSIDE}*(?! ){_INSIDE})"
_PARAGRAPH = rf"{_LINE}(?:\n{_LINE})*"
_ITEM = rf"- {_LINE}(?:\n  {_LINE})*"
_LIST = rf"{_ITEM}(?:\n{_ITEM})*"
_PLAIN = re.compile(
    rf"\n*(?:{_PARAGRAPH}|{_LIST}(?!\n+- ))(?:\n\n+(?:{_PARAGRAPH}|{_LIST}(?!\n+- )))*\n*"
)
_GAP = re.compile(r"\n\n+")


def is_plain_for(extensions: Collection[object]) -> bool:
    """Return whether plain text means the same with these extensions of Python-Markdown."""
    return all(each in KNOWN for each in extensions)


def render_plain(text: str) -> str | None:
    """Return `text` as HTML when it is plain, else None."""
    if "://" in text or not _PLAIN.fullmatch(text):  # a bare address becomes a link
        return None
    return "\n".join(map(_block, _GAP.split(text.strip("\n"))))


def _block(block: str) -> str:
    if not block.startswith("- "):
        return f"<p>{block}</p>"
    items = block[2:].split("\n- ")
    return "\n".join(("<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"))
