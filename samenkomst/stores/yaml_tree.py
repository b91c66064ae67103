"""Strict YAML: text, lists and mappings from the parser's events, with the place of each value.

No resolver and no constructor runs, so every scalar stays the text that was typed, and that is
also the fast way (measured: a fraction of `yaml.CSafeLoader`). Nesting, anchors and tags are
refused while parsing: deep nesting would otherwise crash the C composer, past any `except`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

from samenkomst.core.problem import Place, Problem
from samenkomst.stores.yaml_marks import Branch, Marks
from samenkomst.stores.yaml_plain import NOT_FILLED_IN, PARSER

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
_LINE_ENDS = (("\r\n", "\n"), ("\r", "\n"), ("\x85", " "), ("\u2028", " "), ("\u2029", " "))
"""The last three, pasted from other programs: YAML takes them for line ends, editors do not."""
_LOST = re.compile(r"\s*#(?=[^\s#])")
"""A comment without a space behind its mark: most often a text that was meant to go on."""


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    value: Any
    branch: Branch
    awaits_key: bool = False
    """Whether a key of a mapping comes next."""
    key: str | None = None
    """The key whose value comes next, in a mapping."""
    doubles: dict[str, int] = field(default_factory=dict)
    """The line on which each key that stands twice stood first."""


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
        self.open = [_Open([], marks.top)]
        self.nodes = 0
        self.documents = 0

    def read(self, text: str) -> Any:
        """Return the file's content. Problems are kept in `self.problems`."""
        content = self.open[0].value
        next_event = PARSER(text).get_event
        while (event := next_event()) is not None:
            if take := _TAKE.get(type(event)):
                take(self, event)
        return content[0] if content else None

    def take_document(self, event: Any) -> None:
        """Begin the content; a file has one."""
        self.documents += 1
        if self.documents > 1:
            raise _Refused(event.start_mark, "yaml_documents")

    def take_scalar(self, event: Any) -> None:
        """Take a text as it was typed: a key, or a value."""
        self._enter(event)
        parent = self.open[-1]
        if parent.awaits_key:
            self._take_key(event, parent)
        elif not event.style and self._is_cut_off(event):
            self._put(event, UNREADABLE)
        else:
            self._put(event, None if _is_empty(event) else event.value)

    def take_alias(self, event: Any) -> None:
        """Take a value that stands elsewhere; which one, nobody follows."""
        self._enter(event)
        self._put(event, UNREADABLE)

    def take_start(self, event: Any) -> None:
        """Begin a list or mapping."""
        self._enter(event)
        value: Any = {} if type(event) is yaml.MappingStartEvent else []
        branch = Branch()
        self.open[-1].branch.inside[self._put(event, value)] = branch
        self.open.append(_Open(value, branch, awaits_key=type(value) is dict))

    def take_end(self, _: Any) -> None:
        """End the last list or mapping."""
        self.open.pop()

    def _enter(self, event: Any) -> None:
        """Refuse what is too much; report an anchor, alias or tag: the text counts as typed."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise _Refused(event.start_mark, "yaml_nodes", limit=str(MAX_NODES))
        if len(self.open) > MAX_DEPTH:
            raise _Refused(event.start_mark, "yaml_depth", limit=str(MAX_DEPTH))
        if event.anchor is not None or event.tag is not None:
            mark = event.start_mark
            code = "yaml_anchor" if event.anchor is not None else "yaml_tag"
            self._report(mark.line, mark.column, code)
            self.marks.mended.add(mark.line + 1)

    def _take_key(self, event: Any, parent: _Open) -> None:
        key, mark, at = event.value, event.start_mark, parent.branch.at
        if key in at:
            first = parent.doubles.setdefault(key, at[key].line + 1)
            self._report(mark.line, mark.column, "duplicate_key", key=key, first=str(first))
        at[key] = mark
        parent.key, parent.awaits_key = key, False

    def _put(self, event: Any, value: Any) -> str | int:
        """Give `value` to what is open, and return its key or number there."""
        parent = self.open[-1]
        if parent.awaits_key:
            raise _Refused(event.start_mark, "yaml_key")
        if parent.key is None:
            number = len(parent.value)
            parent.value.append(value)
            parent.branch.at[number] = event.start_mark
            return number
        key, parent.key, parent.awaits_key = parent.key, None, True
        parent.value[key] = value
        return key

    def _is_cut_off(self, event: Any) -> bool:
        """Report a text that ends at a `#`, such as "Café #12": YAML drops the rest in silence."""
        line, column = event.end_mark.line, event.end_mark.column
        if line < len(self.marks.lines):
            rest = _LOST.match(self.marks.lines[line], column)
            if rest and line + 1 not in self.marks.mended:
                self._report(line, rest.end() - 1, "yaml_comment", value=event.value)
                self.marks.mended.add(line + 1)
                return True
        return False

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


_TAKE: dict[type, Callable[[_Reader, Any], None]] = {
    yaml.DocumentStartEvent: _Reader.take_document,
    yaml.ScalarEvent: _Reader.take_scalar,
    yaml.AliasEvent: _Reader.take_alias,
    yaml.MappingStartEvent: _Reader.take_start,
    yaml.SequenceStartEvent: _Reader.take_start,
    yaml.MappingEndEvent: _Reader.take_end,
    yaml.SequenceEndEvent: _Reader.take_end,
}


def _is_empty(event: Any) -> bool:
    """Return whether nothing was filled in: no value, `~`, `null`, or quotes around nothing."""
    return not event.value.strip() or (not event.style and event.value in NOT_FILLED_IN)


def read_tree(source: str, text: str) -> tuple[Any, Marks, list[Problem]]:
    """Return the content of `text`, the marks of its values, and the problems in its YAML.

    A value with a mistake of syntax is told and left out, so that all mistakes are told at once;
    where that does not help, the content is None: what follows cannot be read. Empty values
    (nothing, `~`, `null`, quotes around nothing) count as not filled in: None.
    """
    for typed, meant in _LINE_ENDS:
        text = text.replace(typed, meant)
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
            # Here, for it takes as long to load as all that reads what is well.
            from samenkomst.stores.yaml_mistakes import diagnose, mend

            found = diagnose(error, marks)
            mistakes += [each for each in found if each not in mistakes]
            marks.top = Branch()
            marks.mended = mended
            if not mend(lines, found[0], marks):
                break
        else:
            return tree, marks, [*mistakes, *reader.problems]
    return None, marks, [*mistakes, *reader.problems]
