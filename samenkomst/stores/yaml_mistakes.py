"""Mistakes of YAML syntax: what they are, and how to read on behind them."""

import re
from typing import Any

import yaml

from samenkomst.core.problem import Place, Problem
from samenkomst.stores.yaml_marks import Marks

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
_STILL_OPEN = re.compile(r"[\[{][^\]}]*$")
_TAB = re.compile(r" *\t")
_WRITTEN = re.compile(r"(?P<start>(?P<dashes> *(?:- +)*)(?:[\w-]+(?=:))?)(?P<colon>: *)?(?=\S)")
"""A line with a value: what stands before the value stays."""
_BEYOND_MENDING = {"yaml_tab", "yaml_control"}
_REFUSED = re.compile("[^\t\n -~\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The control characters that YAML refuses."""
_MARK_CODES = {"'": "yaml_quote", '"': "yaml_quote", "[": "yaml_bracket", "{": "yaml_bracket"}


def diagnose(error: yaml.YAMLError, marks: Marks) -> list[Problem]:
    """Return the problem behind a scanner or parser error of PyYAML, and its like on other lines.

    libyaml's texts are matched because its errors have no codes; a text that is not known becomes
    the advice that fits most others: the indentation.
    """
    code, line, column = _diagnose(error, marks)
    if code != "yaml_tab":
        return [_problem(code, line, column, marks)]
    indented = enumerate(marks.lines[line + 1 :], line + 1)
    more = [(number, tab.end() - 1) for number, typed in indented if (tab := _TAB.match(typed))]
    return [_problem(code, *place, marks) for place in ((line, column), *more)]


def _problem(code: str, line: int, column: int, marks: Marks) -> Problem:
    values = {"character": _character(marks, line, column)}
    return Problem(Place(marks.source, line + 1, column + 1), code, values, marks.excerpt(line + 1))


def mend(lines: list[str], problem: Problem, marks: Marks) -> bool:
    """Put a stand-in for the value that `problem` is about, and return whether that was possible.

    Deeper lines below it went on with that value, so they go as well.
    """
    number = problem.place.line or 0
    if not 1 <= number <= len(lines) or number in marks.mended or problem.code in _BEYOND_MENDING:
        return False
    match = _WRITTEN.match(lines[number - 1])
    if match is None:
        return False
    lines[number - 1] = f'{match["start"]}{": " if match["colon"] else ""}"…"'
    marks.mended.add(number)
    for below in range(number, len(lines)):
        if lines[below].strip() and _indent(lines[below]) <= len(match["dashes"]):
            break
        lines[below] = ""
        marks.mended.add(below + 1)
    return True


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


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
    if code == "yaml_bracket" and not typed[mark.column :].strip():
        return code, *_last_opened(marks, mark.line)
    return code, mark.line, mark.column


def _last_opened(marks: Marks, line: int) -> tuple[int, int]:
    """Return where the bracket stands that is still open at `line`, as far as we can see."""
    for number in range(min(line, len(marks.lines) - 1), -1, -1):
        if found := _STILL_OPEN.search(marks.lines[number]):
            return number, found.start()
    return line, 0


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
