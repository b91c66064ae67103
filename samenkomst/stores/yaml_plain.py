"""Plain YAML, as nearly every content file is, read line by line: in a third of the time.

Plain is a mapping of lists and mappings, with each text on a line of its own, in brackets with
others, or in a block behind `|` or `>`. All else, and whatever may be wrong, is left to
`yaml_tree`: it alone knows all of YAML, what is a mistake, and where everything stands. It would
read the same (tests compare the two).
"""

import re
from typing import Any

_ITEM = r"""(?:"[^"\\\n]*"|'[^'\n]*'|[\w(][\w\ ()/.@+-]*)"""
_LINE = re.compile(
    rf"""
    (\ *+) (-\ )?+ (?:([a-z_]{{1,50}}+):(?:\ |(?=\n)))?  # indentation, dash, key:
      (?(2)|(?(3)|(?!)))                                # at least one of the last two
      (?: ( "[^"\\\n]*" | '[^'\n]*'                     # a text in quotes,
          | [\w(€“‘][^:\#\n]*+(?::(?=\S)[^:\#\n]*+){{0,50}}+  # or without,
          | \[ {_ITEM} (?:,\ {_ITEM})* \]               # or several in brackets
          | \{{ [a-z_]+:\ {_ITEM} (?:,\ [a-z_]+:\ {_ITEM})* \}} )
          \ *(?:(?<=\ )\#\ .*)? (?:\n|\Z)
        | ([|>]-?)\n                                    # or a block, in which each line
          ( (\1(?(2)(?(3)\ \ ))\ +) \S.*\n              # is as deep as the first,
            (?:\n|\7\ *\S.*\n)* )
        | (?(3)\n|(?!)) )                               # or, after a key, nothing yet
    | (?:\ *\#.*)?\n                                    # nothing, or a comment
    | ((?s:.+))                                         # what is not plain
    """,
    re.VERBOSE,
)
_ITEMS = re.compile(rf"(?:([a-z_]+):\ )?({_ITEM})")
_MOST = 90_000
_DEEPEST = 20
"""With no more lines and commas, and no more levels, nothing is too much for `yaml_tree` either."""


class _NotPlain(Exception):
    """Something that is for `yaml_tree`."""


def read_plain(text: str) -> dict[str, Any] | None:
    """Return the content of `text`, or None when it is not plain, or anything may be wrong."""
    if not text.replace("\n", "").isprintable() or text.count("\n") + text.count(",") > _MOST:
        return None
    try:
        return _read(text) or None
    except _NotPlain:
        return None


def _read(text: str) -> dict[str, Any]:
    """Return the content of `text`; in one loop, for in methods it took half as long again."""
    top: dict[str, Any] = {}
    into: Any = top
    column, around, awaits = 0, [], ""  # of `into`: where its lines begin, what is around it
    for lead, dash, key, typed, style, block, indent, odd in _LINE.findall(text):
        if odd:
            raise _NotPlain
        if not (dash or key):
            continue
        at = len(lead)
        if awaits and (at > column or (dash and at == column)):
            around.append((column, into))
            into[awaits] = [] if dash else {}
            column, into = at, into[awaits]
        while at < column or (at == column and not dash and type(into) is list):
            column, into = around.pop()
        if at > column or bool(dash) is not (type(into) is list) or len(around) > _DEEPEST:
            raise _NotPlain
        value = _value(typed) if typed else _block(style, block, indent) if style else None
        awaits = "" if typed or style else key
        if dash:
            into.append({} if key else value)
            if not key:
                continue
            around.append((column, into))
            column, into = at + len(dash), into[-1]
        if key in into:
            raise _NotPlain
        into[key] = value
    return top


def _value(typed: str) -> Any:
    """Return what stands on one line; None when nothing was filled in, as in `yaml_tree`."""
    if typed[0] in "\"'":
        return typed[1:-1] if typed[1:-1].strip() else None
    if typed[0] == "[":
        return [_value(each) for _, each in _ITEMS.findall(typed)]
    if typed[0] == "{":
        return _mapping(_ITEMS.findall(typed))
    bare = typed.rstrip()
    return None if bare == "null" else bare


def _mapping(items: list[tuple[str, str]]) -> dict[str, Any]:
    found = {key: _value(each) for key, each in items}
    if len(found) < len(items):
        raise _NotPlain
    return found


def _block(style: str, block: str, indent: str) -> str:
    """Return the text of a block; lines behind `>` are one line."""
    text = block[len(indent) :].replace(f"\n{indent}", "\n").rstrip("\n")
    if style[0] == ">":
        if "\n\n" in text or "\n " in text:
            raise _NotPlain
        text = text.replace("\n", " ")
    return text if style[1:] else f"{text}\n"
