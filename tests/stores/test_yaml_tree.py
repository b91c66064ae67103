"""Strict YAML: every scalar is text, and what is refused is told by line."""

import re
from typing import Any

import pytest
import yaml
from hypothesis import given, strategies as st

from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import dutch
from samenkomst.stores import yaml_tree
from samenkomst.stores.yaml_tree import read_tree

PARSERS = [yaml.CBaseLoader, yaml.BaseLoader]
"""libyaml, and the parser in Python that takes its place where libyaml is absent."""
CHOSEN = yaml_tree.PARSER


@pytest.fixture(params=PARSERS, ids=["libyaml", "python"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_tree, "PARSER", request.param)


def test_fast_parser_is_the_one_that_is_chosen() -> None:
    """The one in Python needs nine times as long; a name that is not there would choose it."""
    assert CHOSEN is yaml.CBaseLoader


def problems_of(text: str) -> list[tuple[int | None, int | None, str]]:
    """Return line, column and code of each problem; each has a sentence in Dutch."""
    found = read_tree("events.yaml", text)[2]
    for problem in found:
        sentence = problem.explain(dutch)
        assert sentence.endswith((".", "?"))
        assert not re.search(r"\{[a-z]+\}", sentence)
    places = [(each.place.line, each.place.column, each.code) for each in found]
    return sorted(places, key=lambda each: each[:2])


def read(text: str) -> Any:
    tree, _, problems = read_tree("events.yaml", text)
    assert problems == []
    return tree


@pytest.mark.parametrize(
    "typed",
    [
        "09:30",
        "9:30",
        "19:30",
        "24:00",
        "00:00",
        "9.30",
        "19.30",
        "10.00",
        "1.10",
        "3.295",
        "2.995,00",
        "2026-02-30",
        "10-04-2026",
        "no",
        "yes",
        "on",
        "0123",
        "0612345678",
        "0x1F",
        "1e3",
        ".inf",
        "Null",
        "true",
        "=",
        "<script>alert(1)</script>",
        "een 'aanhaling' en \"nog een\"",
        "één ‘titel’ – €",
        "kleur#wit",
        "a:b",
        "-5",
        "?x",
    ],
)
def test_scalar_stays_as_it_was_typed(typed: str) -> None:
    """The usual loader makes 1170 of 19:30, 9.3 of 9.30 and False of no."""
    assert read(f"a: {typed}\nb:\n- {typed}\n") == {"a": typed, "b": [typed]}


@pytest.mark.parametrize("typed", ["", " ", "~", "null", '""', "''", "' '"])
def test_value_that_is_not_filled_in_is_none(typed: str) -> None:
    assert read(f"a: {typed}\nb: c\n") == {"a": None, "b": "c"}


def test_quoted_word_is_a_word() -> None:
    assert read("a: '~'\nb: \"null\"\n") == {"a": "~", "b": "null"}


def test_comment_with_a_space_is_a_comment() -> None:
    text = "# boven\na: b  # achter\n  # los\nc: |\n  x #12\n#weg\nd: 'x #12'  ## dubbel\ne: x#y\n"
    assert read(text) == {"a": "b", "c": "x #12\n", "d": "x #12", "e": "x#y"}


def test_blocks_and_flows_are_read() -> None:
    text = "a: [x, {y: z}]\nb: >-\n  een\n  twee\nc:\n  - d: |\n      e\n\n      f\n"
    assert read(text) == {"a": ["x", {"y": "z"}], "b": "een twee", "c": [{"d": "e\n\nf\n"}]}


@pytest.mark.parametrize("text", ["", "\n\n", "# niets\n", "---\n", "~"])
def test_text_without_content_is_nothing(text: str) -> None:
    assert read(text) is None


TRAPS = [
    ("title: Sessie 1: Je rechten en plichten", 16, "yaml_colon", "dubbele punt"),
    ("title: Agenda 2026:", 19, "yaml_colon", "dubbele punt"),
    ("title: Café #12: Grote opgaven", 13, "yaml_comment", "“Café”"),
    ("title: #Werkdruk: zo pak je het aan", 8, "yaml_comment", "hekje"),
    ("title: 't Manneke", 8, "yaml_quote", "aanhalingsteken"),
    ("title: 'it's'", 8, "yaml_quote", "aanhalingsteken"),
    ('title: "Race" naar de raad', 8, "yaml_quote", "aanhalingsteken"),
    ('title: "een \\q"', 8, "yaml_quote", "aanhalingsteken"),
    ("title: [Online] Kennisdag", 8, "yaml_bracket", 'title: "[…"'),
    ("title: {Online} dag", 8, "yaml_bracket", 'title: "{…"'),
    ("choose: {min: 1 max: 2}", 9, "yaml_bracket", "komma’s"),
    ("choose: {min: 1, max: 2", 9, "yaml_bracket", "sluit de haak"),
    ("themes: [werk, druk", 9, "yaml_bracket", "sluit de haak"),
    ("title: @Work", 8, "yaml_first_character", 'title: "@…"'),
    ("title: `code`", 8, "yaml_first_character", 'title: "`…"'),
    ("title: % korting", 8, "yaml_first_character", 'title: "%…"'),
    ("title: & meer", 8, "yaml_first_character", 'title: "&…"'),
    ("title: *** Nieuw ***", 8, "yaml_first_character", 'title: "*…"'),
    ("title: - los", 8, "yaml_first_character", 'title: "-…"'),
    ("title: ? wat", 8, "yaml_first_character", 'title: "?…"'),
    ("title: > meer", 8, "yaml_first_character", 'title: ">…"'),
    ("title: | meer", 8, "yaml_first_character", 'title: "|…"'),
    ("title: &anker tekst", 8, "yaml_anchor", "Ankers"),
    ("title: *anker", 8, "yaml_anchor", "Ankers"),
    ("title: !let op", 8, "yaml_tag", "uitroepteken"),
    ("title: !!python/object:os.system x", 8, "yaml_tag", "uitroepteken"),
    ("\ttitle: tab", 1, "yaml_tab", "spaties"),
    ("title:Kennisdag", 1, "yaml_indentation", "dubbele punt"),
    ("  title: te ver", 8, "yaml_indentation", "springen"),
    ("title: nul\x00teken", 11, "yaml_control", "U+0000"),
    ("title: bel\x07", 11, "yaml_control", "U+0007"),
    ("title: x\xa0\x1b[2J", 10, "yaml_control", "U+001B"),
    ("title: x\ufffe", 9, "yaml_control", "U+FFFE"),
    ("slug: nog een", 1, "duplicate_key", "regel 2"),
    ("? [a]\n: b", 3, "yaml_key", "sleutel"),
    ("[a]: b", 1, "yaml_key", "sleutel"),
]


@pytest.mark.parametrize(("line", "column", "code", "words"), TRAPS)
@pytest.mark.parametrize("prefix", ["events:\n  ", "events:\r\n  "], ids=["LF", "CRLF"])
def test_trap_is_told_by_line_with_the_way_out(
    line: str, column: int, code: str, words: str, prefix: str
) -> None:
    """The line stands between sound ones, two spaces in; its excerpt is what was typed."""
    end = "\r\n" if "\r" in prefix else "\n"
    text = f"{prefix}slug: a{end}  {line}{end}  kind: b{end}"
    if line.startswith("\t"):
        text = f"{prefix}slug: a{end}{line}{end}"
        column -= 2
    _, _, problems = read_tree("events.yaml", text)
    problem = problems[0]
    assert (problem.place.line, problem.place.column, problem.code) == (3, column + 2, code)
    assert words in problem.explain(dutch)
    assert problem.excerpt == re.sub("[^ -~à-ÿ’“”…]", "�", line.split("\n")[0].strip())
    assert len(problems) == 1


def test_trap_between_sound_lines_is_the_only_fault() -> None:
    """The frame of the table above reads well by itself."""
    assert read("events:\n  slug: a\n  title: x\n  kind: b\n") == {
        "events": {"slug": "a", "title": "x", "kind": "b"}
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b\n---\nc: d\n", [(2, 1, "yaml_documents")]),
        ("a: b\na: c\na: d\n", [(2, 1, "duplicate_key"), (3, 1, "duplicate_key")]),
        ("{a: 1, a: 2}", [(1, 8, "duplicate_key")]),
        ("p:\n  c: A\np:\n  c: B\n", [(3, 1, "duplicate_key")]),
        ("- a: 1\n- a: 2\n", []),
        (
            "a: x #1\nb: y #2\nb: z\n",
            [(1, 6, "yaml_comment"), (2, 6, "yaml_comment"), (3, 1, "duplicate_key")],
        ),
        ("a: b\na: c\nd: e: f\n", [(2, 1, "duplicate_key"), (3, 5, "yaml_colon")]),
        ("- a\nb: c\n", [(2, 1, "yaml_indentation")]),
        ("a:\n  - b\n c: d\n", [(3, 2, "yaml_indentation")]),
        ('a: "x\n\nb: c\n', [(1, 4, "yaml_quote")]),
        ("[", [(1, 1, "yaml_bracket")]),
        ("a: [x,\n", [(1, 4, "yaml_bracket")]),
        ("a: {b: [c], d: [e,\n\n", [(1, 16, "yaml_bracket")]),
        ("a: {b: [c], d:\n", [(1, 4, "yaml_bracket")]),
    ],
)
def test_problems_are_told_where_they_stand(
    text: str, expected: list[tuple[int, int, str]]
) -> None:
    assert problems_of(text) == expected


def test_merge_key_is_a_key_like_any_other() -> None:
    """So the model names it as unknown; nothing is merged."""
    assert read("<<: {a: b}\nc: d\n") == {"<<": {"a": "b"}, "c": "d"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "".join(f"{' ' * depth}a:\n" for depth in range(500)),
        "? " * 100_000,
    ],
    ids=["brackets", "braces", "dashes", "steps", "question marks"],
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    """libyaml's composer would overflow the C stack, past any `except`."""
    tree, _, (problem,) = read_tree("events.yaml", text)
    assert (tree, problem.code) in ((None, "yaml_depth"), (None, "yaml_key"))
    assert "50" in TEXTS[problem.code].format(limit="50") or problem.code == "yaml_key"


def test_depth_that_is_just_allowed_is_read() -> None:
    tree = read("[" * 50 + "]" * 50)
    for _ in range(49):
        (tree,) = tree
    assert tree == []
    assert problems_of("[" * 51 + "]" * 51) == [(1, 51, "yaml_depth")]


def test_laughs_do_not_multiply() -> None:
    """Ten lists of ten aliases each would be a thousand million entries; each mark is told."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join(['*a'] * 10)}]" for name in "bcdefghij"]
    found = problems_of("\n".join(lines))
    assert found[:2] == [(1, 4, "yaml_anchor"), (2, 4, "yaml_anchor")]
    assert {code for _, _, code in found} == {"yaml_anchor"}
    assert len(found) == 100


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85"])
def test_mark_from_another_program_shifts_no_line(mark: str) -> None:
    """YAML 1.1 counts these as line ends; an editor that shows line numbers does not."""
    assert read(f"a: een{mark}twee\n") == {"a": "een twee"}
    assert problems_of(f'a: "x{mark}y"\nb: c: d\n') == [(2, 5, "yaml_colon")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_read(end: str) -> None:
    assert read(end.join(["a: |", "  een", "  twee", "b: c", ""])) == {"a": "een\ntwee\n", "b": "c"}
    assert problems_of(end.join(["a: b", "c: d: e"])) == [(2, 5, "yaml_colon")]


def test_marks_know_where_each_value_stands() -> None:
    text = "events:\n  - slug: a\n    sessions:\n      - id: b\n      - id: c\n        title: d\n"
    marks = read_tree("events.yaml", text)[1]
    path = ("events.yaml", "events", 0, "sessions", 1, "title")
    place = marks.place(path)
    assert (place.source, place.line, place.column, place.path) == (
        "events.yaml",
        6,
        9,
        "events › 1 › sessions › 2 › title",
    )
    missing = marks.place((*path[:5], "date"))
    assert (missing.line, missing.column) == (5, 9)
    assert missing.path == "events › 1 › sessions › 2 › date"


def test_marks_of_a_double_key_lead_to_the_value_that_counts() -> None:
    tree, marks, _ = read_tree("x.yaml", "p:\n  c: A\np:\n  d: B\n")
    assert tree == {"p": {"d": "B"}}
    assert [marks.place(("x.yaml", "p", key)).line for key in "d"] == [4]


def test_excerpt_shows_no_control_characters() -> None:
    marks = read_tree("x.yaml", "a: \x1b[31mrood\n" + "b" * 500)[1]
    assert marks.excerpt(1) == "a: �[31mrood"
    assert marks.excerpt(2) == "b" * 160
    assert [marks.excerpt(line) for line in (None, 0, 3)] == ["", "", ""]


@given(st.text("ab:-[]{}#&*!|>'\"%@`,?~ \n\t\x00\u2028é", max_size=30))
def test_any_text_gives_a_tree_or_problems(text: str) -> None:
    tree, _, problems = read_tree("events.yaml", text)
    lines = re.split("\r\n?|\n", text)
    for problem in problems:
        assert problem.explain(dutch)
        assert 1 <= (problem.place.line or 0) <= len(lines)
    assert problems or _is_plain(tree)


def _is_plain(tree: Any) -> bool:
    if isinstance(tree, dict):
        return all(isinstance(key, str) and _is_plain(value) for key, value in tree.items())
    if isinstance(tree, list):
        return all(map(_is_plain, tree))
    return tree is None or isinstance(tree, str)
