"""Markdown without any mark-up but paragraphs and simple lists: most of what editors write.

The fields of an event take a thirtieth of the time that Python-Markdown needs for them (measured).
This gives up on anything that could mean more. A test holds the two against each other.
"""

import re
from collections.abc import Collection

KNOWN = {"attr_list", "fenced_code", "md_in_html", "sane_lists", "tables", "toc"}
"""Extensions that leave plain paragraphs and lists as they are."""
_MARKS = b"\\`*_{}[]<>&|~^\x7f" + bytes(range(0x20)).replace(b"\n", b"")
"""What has a meaning of its own wherever it stands."""
_WITHOUT_MEANING = bytes(set(range(0x100)).difference(_MARKS))
_ODD = re.compile("[\x80-\xa0\ud800-\udfff]")
"""What is no ASCII and written in another way, such as a no-break space."""
_START = r"(?![-+=#:!•·▪●‣◦\s]|\d+[.)])"
"""Where no list, heading or other block begins, nor what is meant as one."""
_LINE = rf"{_START}.*(?! )."
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
    if _has_marks(text) or "://" in text or not _PLAIN.fullmatch(text):  # an address is a link
        return None
    return "\n".join(map(_block, _GAP.split(text.strip("\n"))))


def _has_marks(text: str) -> bool:
    """Return whether anything in `text` has a meaning wherever it stands.

    Taking out all bytes that have none goes in a sixth of the time of a pattern (measured).
    """
    marks = text.encode(errors="ignore").translate(None, _WITHOUT_MEANING)
    return bool(marks or (not text.isascii() and _ODD.search(text)))


def _block(block: str) -> str:
    if not block.startswith("- "):
        return f"<p>{block}</p>"
    items = block[2:].split("\n- ")
    return "\n".join(("<ul>", *(f"<li>{item}</li>" for item in items), "</ul>"))
