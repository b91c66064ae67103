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
_LINE_ENDS = re.compile(r"\r\n?")
_SEPARATORS = re.compile("[\x85\u2028\u2029]")
"""Pasted from other programs: YAML takes them for line ends, editors do not show them as such."""
_REFUSED = re.compile("[^\t\n -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The control characters that YAML refuses."""
_LOST = re.compile(r"\s*#(?=[^\s#])")
"""A comment without a space behind its mark: most often a text that was meant to go on."""
_PARSER: Any = getattr(yaml, "CLoader", None) or yaml.Loader


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
    seen: dict[str, int] = field(default_factory=dict)
    """The line on which each key of a mapping stood first."""


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
        if event.value in parent.seen:
            first = str(parent.seen[event.value] + 1)
            self._report(mark.line, mark.column, "duplicate_key", key=event.value, first=first)
        parent.seen.setdefault(event.value, mark.line)
        self.marks.at[*parent.path, event.value] = (mark.line, mark.column)

    def _take_value(self, event: Any) -> None:
        path, container = self._next_path(event)
        if isinstance(event, yaml.ScalarEvent):
            self._check_comment(event)
            self._put(container, None if _is_empty(event) else event.value)
        else:
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._put(container, value)
            self.open.append(_Open(path, value))
        if container is not None:
            container.key = None

    def _check_comment(self, event: Any) -> None:
        """Report a text that ends at a `#`, such as "Café #12": YAML drops the rest in silence."""
        line, column = event.end_mark.line, event.end_mark.column
        if not event.style and line < len(self.marks.lines):
            rest = _LOST.match(self.marks.lines[line][column:])
            if rest:
                self._report(line, column + rest.end() - 1, "yaml_comment", value=event.value)

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


def _is_empty(event: Any) -> bool:
    """Return whether nothing was filled in: no value, `~`, `null`, or quotes around nothing."""
    return not event.value.strip() or (not event.style and event.value in _NOT_FILLED_IN)


def _refuse_extras(event: Any) -> None:
    if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
        raise _Refused(event.start_mark, "yaml_anchor")
    if getattr(event, "tag", None) is not None:
        raise _Refused(event.start_mark, "yaml_tag")


def read_tree(source: str, text: str) -> tuple[Any, Marks, list[Problem]]:
    """Return the content of `text`, the marks of its values, and the problems in its YAML.

    After a problem of syntax the content is None: what follows cannot be read. Empty values
    (nothing, `~`, `null`, quotes around nothing) count as not filled in: None.
    """
    text = _SEPARATORS.sub(" ", _LINE_ENDS.sub("\n", text))
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


_OPENED = re.compile(r"quoted scalar|block scalar|simple key|flow|anchor|alias")
"""Errors whose context says where the trouble began; their own place is where it was noticed."""
_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+: +|(?<=- ))(?=[\"'\[\]{}>|,?-])")
"""What stands before a value that begins with a mark of YAML."""
_KEY = re.compile(r"\s*(?:- +)*[\w-]+")
_SYNTAX_CODES = (
    (r"mapping values are not allowed", "yaml_colon"),
    (r"quoted scalar", "yaml_quote"),
    (r"flow", "yaml_bracket"),
    (r"cannot start any token|anchor|alias|block scalar", "yaml_first_character"),
    (r"tag", "yaml_tag"),
)
_MARK_CODES = {"'": "yaml_quote", '"': "yaml_quote", "[": "yaml_bracket", "{": "yaml_bracket"}


def _syntax_problem(error: yaml.YAMLError, marks: Marks) -> Problem:
    """Return the problem behind a scanner or parser error of PyYAML.

    libyaml's texts are matched because its errors have no codes; a text that is not known becomes
    the advice that fits most others: the indentation.
    """
    code, line, column = _diagnose(error, marks)
    character = _character(marks, line, column)
    place = Place(marks.source, line + 1, column + 1)
    return Problem(place, code, {"character": character}, marks.excerpt(line + 1))


def _diagnose(error: Any, marks: Marks) -> tuple[str, int, int]:
    """Return the problem's code with line and column, from 0."""
    context, mark = str(getattr(error, "context", "")), getattr(error, "problem_mark", None)
    if mark is None:
        return "yaml_control", *_control_place(marks)
    if "flow node" in context:
        return "yaml_bracket", *_bracket_place(marks, mark.line, mark.column)
    if _OPENED.search(context):
        mark = error.context_mark
    typed = marks.lines[mark.line] if mark.line < len(marks.lines) else ""
    if typed[mark.column : mark.column + 1] == "\t":
        return "yaml_tab", mark.line, mark.column
    said = f"{context} {error.problem}"
    code = next((code for text, code in _SYNTAX_CODES if re.search(text, said)), "yaml_indentation")
    if code == "yaml_colon" and _KEY.fullmatch(typed[: mark.column]):
        return "yaml_indentation", mark.line, mark.column  # a key, but one that does not fit here
    if code == "yaml_indentation" and (value := _VALUE.match(typed)) and value.end() <= mark.column:
        code = _MARK_CODES.get(typed[value.end()], "yaml_first_character")
        return code, mark.line, value.end()
    return code, mark.line, mark.column


def _character(marks: Marks, line: int, column: int) -> str:
    """Return the character that stands there; an invisible one by its number."""
    character = marks.lines[line][column : column + 1] if line < len(marks.lines) else ""
    return f"U+{ord(character):04X}" if _REFUSED.match(character) else character


def _bracket_place(marks: Marks, line: int, column: int) -> tuple[int, int]:
    """Return where the bracket stands that is still open there: libyaml forgets it by then."""
    before = [*marks.lines[:line], *(typed[:column] for typed in marks.lines[line : line + 1])]
    closed = 0
    for number in reversed(range(len(before))):
        for place in reversed(range(len(before[number]))):
            character = before[number][place]
            if character in "[{" and not closed:
                return number, place
            closed += (character in "]}") - (character in "[{")
    return min(line, len(marks.lines) - 1), column


def _control_place(marks: Marks) -> tuple[int, int]:
    """Return where the first refused character stands: PyYAML gives no line for it (measured)."""
    for number, line in enumerate(marks.lines):
        if found := _REFUSED.search(line):
            return number, found.start()
    return 0, 0
