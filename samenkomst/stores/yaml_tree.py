"""Strict YAML: text, lists and mappings from the parser's events, with the place of each value.

No resolver and no constructor runs, so every scalar stays the text that was typed, and that is
also the fast way (measured: a fraction of `yaml.CSafeLoader`). Nesting, anchors and tags are
refused while parsing: deep nesting would otherwise crash the C composer, past any `except`.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from samenkomst.core.model.fault import Path
from samenkomst.core.problem import Place, Problem

MAX_DEPTH = 50
MAX_MEGABYTES = 5
_NOT_FILLED_IN = {"", "~", "null"}
_PARSER: Any = getattr(yaml, "CParser", None) or yaml.Loader


@dataclass(slots=True)
class Marks:
    """Where each key and value of one file stands, by its path; nothing more."""

    source: str
    lines: list[str]
    at: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Return the place of `path`, or of its nearest known parent."""
        known = path
        while known and known not in self.at:
            known = known[:-1]
        line, column = self.at.get(known, (0, 0))
        words = " › ".join(str(part + 1) if isinstance(part, int) else part for part in path[1:])
        return Place(self.source, line + 1, column + 1, words)

    def excerpt(self, line: int | None) -> str:
        """Return line number `line`, as typed."""
        if line is None or not 1 <= line <= len(self.lines):
            return ""
        typed = self.lines[line - 1].strip()[:160]
        return "".join(each if each.isprintable() else "�" for each in typed)


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    path: Path
    value: Any
    key: str | None = None
    """The key whose value comes next, in a mapping."""


class _Refused(Exception):
    """Content that we do not accept, with the place and the problem's code."""

    def __init__(self, mark: Any, code: str, **values: str) -> None:
        super().__init__(code)
        self.line, self.column, self.code, self.values = mark.line, mark.column, code, values


class _Reader:
    """Builds the tree of one file from parser events, iteratively; nothing more."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.root: Any = None

    def read(self, text: str) -> Any:
        """Return the file's content. Problems are kept in `self.problems`."""
        parser = _PARSER(text)
        documents = 0
        while parser.check_event():
            event: Any = parser.get_event()
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _Refused(event.start_mark, "yaml_documents")
            elif isinstance(event, yaml.NodeEvent):
                self._enter(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
        return self.root

    def _enter(self, event: Any) -> None:
        _refuse_extras(event)
        if len(self.open) >= MAX_DEPTH:
            raise _Refused(event.start_mark, "yaml_depth", limit=str(MAX_DEPTH))
        if self.open and isinstance(self.open[-1].value, dict) and self.open[-1].key is None:
            self._take_key(event)
        else:
            self._take_value(event)

    def _take_key(self, event: Any) -> None:
        parent, mark = self.open[-1], event.start_mark
        if not isinstance(event, yaml.ScalarEvent):
            raise _Refused(mark, "yaml_key")
        parent.key = event.value
        path = (*parent.path, event.value)
        if path in self.marks.at:
            first = str(self.marks.at[path][0] + 1)
            self._report(mark.line, mark.column, "duplicate_key", key=event.value, first=first)
        else:
            self.marks.at[path] = (mark.line, mark.column)

    def _take_value(self, event: Any) -> None:
        path, container = self._next_path(event)
        if isinstance(event, yaml.ScalarEvent):
            if not (event.implicit[0] and event.style is None and event.value in _NOT_FILLED_IN):
                self._put(container, event.value)
        else:
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._put(container, value)
            self.open.append(_Open(path, value))
        if container is not None:
            container.key = None

    def _next_path(self, event: Any) -> tuple[Path, _Open | None]:
        if not self.open:
            return (self.marks.source,), None
        parent = self.open[-1]
        part = len(parent.value) if parent.key is None else parent.key
        path = (*parent.path, part)
        if parent.key is None:
            self.marks.at[path] = (event.start_mark.line, event.start_mark.column)
        return path, parent

    def _put(self, container: _Open | None, value: Any) -> None:
        if container is None:
            self.root = value
        elif container.key is None:
            container.value.append(value)
        else:
            container.value[container.key] = value

    def _report(self, line: int, column: int, code: str, **values: str) -> None:
        place = Place(self.marks.source, line + 1, column + 1)
        self.problems.append(Problem(place, code, values, self.marks.excerpt(line + 1)))


def _refuse_extras(event: Any) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise _Refused(event.start_mark, "yaml_anchor")
    if getattr(event, "tag", None) is not None:
        raise _Refused(event.start_mark, "yaml_tag")


def read_tree(source: str, text: str) -> tuple[Any, Marks, list[Problem]]:
    """Return the content of `text`, the marks of its values, and the problems in its YAML.

    After a problem of syntax the content is None: what follows cannot be read. Empty values
    (nothing, `~`, `null`) count as not filled in and are left out.
    """
    marks = Marks(source, text.split("\n"))
    reader = _Reader(marks)
    try:
        tree = reader.read(text)
    except _Refused as refused:
        reader._report(refused.line, refused.column, refused.code, **refused.values)
        return None, marks, reader.problems
    except yaml.YAMLError as error:
        return None, marks, [*reader.problems, _syntax_problem(error, marks)]
    return tree, marks, reader.problems


_SYNTAX_CODES = (
    (r"mapping values are not allowed", "yaml_colon"),
    (r"cannot start any token", "yaml_first_character"),
    (r"anchor|alias", "yaml_anchor"),
    (r"tag", "yaml_tag"),
    (r"quoted scalar|unexpected end of stream|document start", "yaml_quote"),
    (r"control characters|unacceptable character|special characters", "yaml_control"),
)


def _syntax_problem(error: yaml.YAMLError, marks: Marks) -> Problem:
    """Return the problem behind a scanner or parser error of PyYAML.

    libyaml's texts are matched because its errors have no codes; a text that is not known becomes
    the advice that fits most others: the indentation.
    """
    line, column = _error_place(error, marks)
    character = _character(marks, line, column)
    place = Place(marks.source, line + 1, column + 1)
    excerpt = marks.excerpt(line + 1)
    return Problem(place, _syntax_code(error, character), {"character": character}, excerpt)


def _error_place(error: Any, marks: Marks) -> tuple[int, int]:
    """Return line and column, from 0; of an unclosed quote where it was opened."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if "quoted scalar" in str(getattr(error, "context", "")):
        mark = error.context_mark
    return (mark.line, mark.column) if mark is not None else _control_place(marks)


def _syntax_code(error: yaml.YAMLError, character: str) -> str:
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')} {error}"
    if character == "\t":
        return "yaml_tab"
    if character in ("'", '"'):
        return "yaml_quote"
    if character and character in "@`%[]{}*&!|>?,":
        return "yaml_first_character"
    return next((code for text, code in _SYNTAX_CODES if re.search(text, said)), "yaml_indentation")


def _character(marks: Marks, line: int, column: int) -> str:
    if line >= len(marks.lines):
        return ""
    character = marks.lines[line][column : column + 1]
    return (
        repr(character)
        if character and not character.isprintable() and character != "\t"
        else character
    )


def _control_place(marks: Marks) -> tuple[int, int]:
    """Return where the first invisible character stands: PyYAML gives no line for it (measured)."""
    for number, line in enumerate(marks.lines):
        for column, character in enumerate(line):
            if not character.isprintable() and character not in "\t\r":
                return number, column
    return 0, 0
