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
from samenkomst.stores.yaml_marks import Marks
from samenkomst.stores.yaml_mistakes import diagnose, mend

MAX_DEPTH = 50
MAX_NODES = 400_000
"""Keys and values in one file: some thousand events; more takes longer than an editor waits."""
MOST_PROBLEMS = 1000
MOST_MENDED = 40
"""Mistakes of syntax in one file that are told at once."""
_MENDED_BYTES = 2_000_000
"""Each mended mistake reads the file once more: a large file is mended less often."""
UNREADABLE = "…"
"""Stands for a value with a mistake in its YAML, so that the rest of the file can be read."""
_NOT_FILLED_IN = {"", "~", "null"}
_LINE_ENDS = re.compile(r"\r\n?")
_SEPARATORS = re.compile("[\x85\u2028\u2029]")
"""Pasted from other programs: YAML takes them for line ends, editors do not show them as such."""
_LOST = re.compile(r"\s*#(?=[^\s#])")
"""A comment without a space behind its mark: most often a text that was meant to go on."""
_PARSER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


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


class _Hopeless(Exception):
    """So many problems that reading on helps nobody."""


class _Reader:
    """Builds the tree of one file from parser events, iteratively; nothing more."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.root: Any = None
        self.nodes = 0

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
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Refused(event.start_mark, "yaml_nodes", limit=str(MAX_NODES))
        if len(self.open) >= MAX_DEPTH:
            raise _Refused(event.start_mark, "yaml_depth", limit=str(MAX_DEPTH))
        self._report_extras(event)
        if self.open and isinstance(self.open[-1].value, dict) and self.open[-1].key is None:
            self._take_key(event)
        else:
            self._take_value(event)

    def _report_extras(self, event: Any) -> None:
        """Report an anchor, alias or tag: they are never followed, the text counts as typed."""
        mark = event.start_mark
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            self._report(mark.line, mark.column, "yaml_anchor")
        elif event.tag is not None:
            self._report(mark.line, mark.column, "yaml_tag")
        else:
            return
        self.marks.mended.add(mark.line + 1)

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
        if isinstance(event, yaml.AliasEvent):
            self._put(container, UNREADABLE)
        elif isinstance(event, yaml.ScalarEvent):
            lost = self._check_comment(event)
            self._put(container, UNREADABLE if lost else None if _is_empty(event) else event.value)
        else:
            value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._put(container, value)
            self.open.append(_Open(path, value))
        if container is not None:
            container.key = None

    def _check_comment(self, event: Any) -> bool:
        """Report a text that ends at a `#`, such as "Café #12": YAML drops the rest in silence."""
        line, column = event.end_mark.line, event.end_mark.column
        if not event.style and line < len(self.marks.lines):
            rest = _LOST.match(self.marks.lines[line][column:])
            if rest and line + 1 not in self.marks.mended:
                self._report(line, column + rest.end() - 1, "yaml_comment", value=event.value)
                self.marks.mended.add(line + 1)
                return True
        return False

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
        if len(self.problems) == MOST_PROBLEMS:
            raise _Hopeless
        place = Place(self.marks.source, line + 1, column + 1)
        self.problems.append(Problem(place, code, values, self.marks.excerpt(line + 1)))

    def problem(self, refused: _Refused) -> Problem:
        """Return the problem for which reading stopped."""
        place = Place(self.marks.source, refused.line + 1, refused.column + 1)
        excerpt = self.marks.excerpt(refused.line + 1)
        return Problem(place, refused.code, refused.values, excerpt)


def _is_empty(event: Any) -> bool:
    """Return whether nothing was filled in: no value, `~`, `null`, or quotes around nothing."""
    return not event.value.strip() or (not event.style and event.value in _NOT_FILLED_IN)


def read_tree(source: str, text: str) -> tuple[Any, Marks, list[Problem]]:
    """Return the content of `text`, the marks of its values, and the problems in its YAML.

    A value with a mistake of syntax is told and left out, so that all mistakes are told at once;
    where that does not help, the content is None: what follows cannot be read. Empty values
    (nothing, `~`, `null`, quotes around nothing) count as not filled in: None.
    """
    text = _SEPARATORS.sub(" ", _LINE_ENDS.sub("\n", text))
    lines = text.split("\n")
    marks = Marks(source, lines.copy())
    mistakes: list[Problem] = []
    for _ in range(1 + min(MOST_MENDED, _MENDED_BYTES // (len(text) + 1))):
        mended = marks.mended.copy()
        reader = _Reader(marks)
        try:
            tree = reader.read("\n".join(lines))
        except _Refused as refused:
            return None, marks, [*mistakes, *reader.problems, reader.problem(refused)]
        except _Hopeless:
            return None, marks, [*mistakes, *reader.problems]
        except yaml.YAMLError as error:
            found = diagnose(error, marks)
            mistakes += [each for each in found if each not in mistakes]
            marks.at.clear()
            marks.mended = mended
            if not mend(lines, found[0], marks):
                break
        else:
            return tree, marks, [*mistakes, *reader.problems]
    return None, marks, [*mistakes, *reader.problems]
