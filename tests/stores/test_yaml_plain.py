"""The quick reader: what it takes is what the whole reader makes of it, without a problem."""

import random
import re
import textwrap
from pathlib import Path

import pytest

from benchmarks.synthetic import make_events, to_yaml
from samenkomst.stores import yaml_plain
from samenkomst.stores.yaml_plain import NotPlain, read_plain
from samenkomst.stores.yaml_tree import read_tree

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "content", ROOT / "tests/real_events")
FOLDED = "a: >\n  b\n  c\n\n  d\n\n\n  e\nf: >-\n  g  \n  h\n# i\nj: |-\n  k\n   l\n\n# m\n"
TEXTS = [
    FOLDED,
    *(to_yaml(event) for event in make_events(6, 3)),
    *(path.read_text("utf-8") for folder in FOLDERS for path in sorted(folder.glob("*.yaml"))),
]
BITS = (
    *("#", " #", " # ", " #x", ": ", ":", "- ", "-", "|", ">", "|-", "[", "]", "{", "}", '"', "'"),
    *("\\", "\n", "\n\n", "  ", " ", "    ", "\t", "a: b", "- a", "null", "~", "&x ", "*x", "!t "),
    *("%", "@", "`", "?", "? ", "---", "...", "\n---\n", "é", "\xa0", "\u2028", "\r\n", "\r", "\0"),
    *("0", "yes", "\n# c\n", "\n  # c\n", "x: |\n", "x: >\n", "x: >-\n", '""', '" "', ",", "1:2"),
    *("http://x", "(", "€", " - ", "key:\n", "key: \n", "\n ", "<<", "=", "+1", "_a", "\ufeff"),
    *("<script>", "=1+1", "a: {b: c}\n", "a: [b, c]\n", "- a: b\n", "key: null\n", "  \n"),
)


def wrong(text: str) -> bool | None:
    """Return whether the quick reader takes `text` for something else; None when it refuses."""
    try:
        tree = read_plain(text)
    except NotPlain:
        return None
    whole, marks, problems = read_tree("x.yaml", text)
    return bool(tree != whole or problems or marks.mended)


def pieces(chance: random.Random, number: int) -> list[str]:
    """Return pieces of real files in which something was changed at random."""
    found = []
    for _ in range(number):
        lines = chance.choice(TEXTS).split("\n")
        start = chance.randrange(len(lines))
        text = textwrap.dedent("\n".join(lines[start : start + chance.randint(2, 14)]) + "\n")
        for _ in range(chance.choice((0, 1, 1, 2, 3))):
            at = chance.randrange(len(text) + 1)
            gone = chance.choice((0, 0, 0, 1, 2, 8))
            text = text[:at] + (chance.choice(BITS) if gone < 2 else "") + text[at + gone :]
        found.append(text)
    return found


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_real_files_are_read_as_by_the_whole_reader(number: int) -> None:
    assert not wrong(TEXTS[number])
    assert not wrong(TEXTS[number].replace("\n", "\r\n"))


def test_most_real_files_are_read_quickly() -> None:
    assert sum(wrong(text) is None for text in TEXTS) <= 1


@pytest.mark.parametrize("seed", range(5))
def test_any_piece_is_refused_or_read_as_by_the_whole_reader(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which pieces, no secret
    found = [(text, wrong(text)) for text in pieces(chance, 4000)]
    assert [text for text, is_wrong in found if is_wrong] == []
    assert sum(is_wrong is False for _, is_wrong in found) > 300


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("_PLAIN", re.compile(r"(\w.*)")),
        ("_KEY", re.compile(r'([A-Za-z_]\w*): *(?:"([^"]*)"|(.*))')),
        ("_QUOTED", re.compile(r'"(.*)".*')),
        ("_NO_VALUE", re.compile(r"#.*")),
        ("_LINE_END", re.compile(r"\n()")),
        ("_LIST", re.compile(r"\[.*")),
        ("_DEEPEST", 10**6),
    ],
)
def test_broken_reader_is_caught(
    monkeypatch: pytest.MonkeyPatch, name: str, broken: object
) -> None:
    """The control of the test above."""
    monkeypatch.setattr(yaml_plain, name, broken)
    deep = "".join(f"{' ' * depth}a:\n" for depth in range(60))
    found = [deep, *pieces(random.Random(1), 8000)]  # noqa: S311
    assert any(wrong(text) for text in found)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: b\n", {"a": "b"}),
        ("a: b # c\nc:\n", {"a": "b", "c": None}),
        ("a:\n- b\n- c: d\n  e: f\n", {"a": ["b", {"c": "d", "e": "f"}]}),
        ("a: |\n  b\n   c\n\n  # d\ne: >-\n  f\n  g\n\n  h\n", None),
        (
            'a: [b, "c d"]\nb: {c: d, e: 1}\nc: []\n',
            {"a": ["b", "c d"], "b": {"c": "d", "e": "1"}, "c": []},
        ),
        ('a: ""\nb: " "\nc: null\nd: "null"\n', {"a": None, "b": None, "c": None, "d": "null"}),
    ],
)
def test_plain_text_is_read(text: str, tree: object) -> None:
    assert wrong(text) is False
    assert tree is None or read_plain(text) == tree
