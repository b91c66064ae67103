"""The YAML that nearly every content file is written in, read line by line: three times as fast.

What is not plainly of this kind is left to `yaml_tree`, which reads all YAML and tells what is
wrong. So this reader has one duty: to refuse, or to return the very same tree
(`tests/stores/test_yaml_plain.py` holds both beside each other).
"""

import re
from typing import Any

_MOST = 100_000
"""Characters in a file, and below it the depth: far below what `yaml_tree` refuses."""
_DEEPEST = 40

_KEY = re.compile(r'([A-Za-z_]\w*):(?: +(?:"([^"\\]*)"|(.*)))?')
"""A key, and behind it a text in quotes, anything else, or nothing."""
_NO_VALUE = re.compile(r"#(?: .*)?")
_QUOTED = re.compile(r'"([^"\\]*)" *(?: #.*)?')
_PLAIN = re.compile(r"([\w(€+/](?:[^:#]|:(?! |$)|(?<! )#)*?) *(?: #(?: .*)?)?")
_BLOCKS = {"|", ">", "|-", ">-"}
_ITEM = r'(?:"[^"\\]*"|\w(?:[\w ./()+-]*[\w.)])?)'
_LIST = re.compile(rf"\[(?:{_ITEM}(?:, *{_ITEM})*)?\]")
_MAPPING = re.compile(rf"\{{[A-Za-z_]\w*: +{_ITEM}(?:, *[A-Za-z_]\w*: +{_ITEM})*\}}")
_ITEMS = re.compile(rf"(?:([A-Za-z_]\w*): +)?({_ITEM})")
_LINE_END = re.compile(r"\n(\n*)")


class NotPlain(Exception):
    """Something that is left to `yaml_tree`."""


def read_plain(text: str) -> Any:
    """Return the tree of `text`, or raise NotPlain."""
    lines = text.replace("\r\n", "\n").split("\n")
    if lines[-1] or len(text) > _MOST or not "".join(lines).isprintable():
        raise NotPlain
    reader = _Reader(lines)
    tree = reader.mapping(0)
    if reader.indent >= 0:
        raise NotPlain
    return tree


class _Reader:
    """Reads lines from the first to the last, nothing more."""

    indent: int
    """How far in the next line stands that says something, or -1 at the end."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._go_to(0)

    def _go_to(self, at: int) -> None:
        """Go on with the first line from there that says something."""
        for number in range(at, len(self._lines)):
            line = self._lines[number]
            typed = line.lstrip(" ")
            if typed and typed[0] != "#":
                self._at, self._line, self._typed = number, line, typed
                self.indent = len(line) - len(typed)
                return
        self._at, self.indent = len(self._lines), -1

    def mapping(self, indent: int) -> dict[str, Any]:
        """Return the keys that stand that far in, with their values."""
        found: dict[str, Any] = {}
        if indent > _DEEPEST:
            raise NotPlain
        while self.indent == indent:
            match = _KEY.fullmatch(self._typed)
            if not match:
                raise NotPlain
            key, text, other = match.groups()
            if key in found:
                raise NotPlain
            if text is None:
                found[key] = self._value(other or "", indent)
            else:
                found[key] = text if text.strip() else None
                self._go_to(self._at + 1)
        if not found:
            raise NotPlain
        self._end(indent)
        return found

    def _list(self, indent: int) -> list[Any]:
        found: list[Any] = []
        while self.indent == indent and self._typed.startswith("- "):
            self._typed = self._typed[2:].lstrip(" ")
            if _KEY.fullmatch(self._typed):
                self.indent = len(self._line) - len(self._typed)
                found.append(self.mapping(self.indent))
            else:
                found.append(self._take(self._typed, indent))
        self._end(indent)
        return found

    def _end(self, indent: int) -> None:
        """Refuse what stands further in: it would belong to what came before."""
        if self.indent > indent:
            raise NotPlain

    def _value(self, typed: str, indent: int) -> Any:
        """Return what stands behind a key, or below it."""
        if typed and not _NO_VALUE.fullmatch(typed):
            return self._take(typed, indent)
        self._go_to(self._at + 1)
        if self.indent >= indent and self._typed.startswith("- "):
            return self._list(self.indent)
        return self.mapping(self.indent) if self.indent > indent else None

    def _take(self, typed: str, indent: int) -> Any:
        """Return the value that begins on this line, and go to the next."""
        if typed in _BLOCKS:
            return self._block(indent, folded=typed[0] == ">", end="\n" if len(typed) == 1 else "")
        self._go_to(self._at + 1)
        return _read_line(typed)

    def _block(self, indent: int, *, folded: bool, end: str) -> str:
        """Return the lines that stand further in than their key, as one text."""
        lines, at = self._lines, self._at + 1
        margin = lines[at][: -len(lines[at].lstrip(" ")) or None]
        if len(margin) <= indent or margin == lines[at]:
            raise NotPlain
        found = []
        for line in lines[at:]:
            if line and not line.startswith(margin):
                break
            found.append(line[len(margin) :])
        self._go_to(at + len(found))
        text = "\n".join(found).rstrip("\n")
        if any(line.isspace() for line in found) or (folded and "\n " in text):
            raise NotPlain
        return (_LINE_END.sub(lambda each: each[1] or " ", text) if folded else text) + end


def _read_line(typed: str) -> Any:
    """Return what is typed on one line."""
    if match := _QUOTED.fullmatch(typed):
        return match[1] if match[1].strip() else None
    if match := _PLAIN.fullmatch(typed):
        return None if match[1] == "null" else match[1]
    if _LIST.fullmatch(typed):
        return [_read_line(item) for _, item in _ITEMS.findall(typed)]
    if _MAPPING.fullmatch(typed):
        items = _ITEMS.findall(typed)
        found = {key: _read_line(item) for key, item in items}
        if len(found) == len(items):
            return found
    raise NotPlain
