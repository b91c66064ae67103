"""Plain YAML is read as the careful reader reads it, and nothing else is taken for plain."""

import inspect
import random
import textwrap
from pathlib import Path
from typing import Any

import pytest

from samenkomst.stores import yaml_plain
from samenkomst.stores.yaml_plain import read_plain
from samenkomst.stores.yaml_tree import read_tree

ROOT = Path(__file__).parents[2]
FILES = [
    path.read_text(encoding="utf-8")
    for folder in ("content", "tests/real_events", "samenkomst/data/new")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
]
PIECES = [
    *(": ", "- ", " # ", "#", "a: ", "key:", "- b: c", "- - ", '"', "'", ">-", "&a ", "*a", "!x "),
    *("? ", "---", "...", "[", "{", "]", "}", "[a, b]", "{min: 1, max: 2}", "{a: b, a: c}", ", x"),
    *("[a]: b", "(", "=", "<", "<<: ", "%", "@", "`", "é", "“", "€ 5", "null ", "~", ":", "  "),
    *("|", "|-\n", "\n", "\n\n", "  \n", "\n  z\n", "\n# los\n", "\n#weg\n", "\\n", "\\"),
    *('a: "null"\n', "~", "'~'"),
    *("\t", "\xa0", "\x85", "\u2028", "\x07", "\r\n"),
    *(
        "\n          \n",
        "\n    # los\n",
        "\n   # los\n",
        "\n          # los\n",
        "          ",
        " " * 60,
    ),
]


def mutated(chance: random.Random) -> str:
    """Return a part of a real file with some things in it that YAML may take in another way."""
    lines = chance.choice(FILES).split("\n")
    start = chance.randrange(len(lines))
    text = "\n".join(lines[start : start + chance.randrange(1, 30)])
    text = textwrap.dedent(text) if chance.random() < 0.5 else f"top:\n{text}"
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(text) + 1)
        at = max(at, text.find("\n", at)) if chance.random() < 0.3 else at  # where a line ends
        cut = chance.choice((0, 0, 1, 3))
        text = text[:at] + chance.choice(PIECES) * (cut < 3) + text[at + cut :]
    return text


def count_plain(number: int, seed: str) -> int:
    """Return how many of so many mutated texts are plain; each must be read as with care."""
    chance, plain = random.Random(seed), 0  # noqa: S311 - repeatable
    for _ in range(number):
        text = mutated(chance)
        found = read_plain(text)
        if found is not None:
            plain += 1
            tree, _, problems = read_tree("events.yaml", text)
            assert (found, problems) == (tree, []), text
    return plain


def test_plain_text_is_read_as_with_care() -> None:
    assert count_plain(6000, "content") > 600


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ("name in found or ", ""),  # takes the last of two values of one key
        (" or key.tag is not None", ""),  # takes a key with a tag
        ("event.anchor is not None or ", ""),  # takes an anchor for nothing, and knows no alias
        (" or event.tag is not None", ""),  # takes a value with a tag
        ("not text.strip() or ", ""),  # takes spaces for a value
        ("not event.style and ", ""),  # takes "null" in quotes for nothing
        ("any(each in text for each in _ODD_LINE_ENDS)", "False"),
        ("_LOST.search(text)", "False"),  # takes what is left of a text with # in it
        ("    _expect(next_event(), StreamEndEvent)\n", ""),  # takes the first of two documents
    ],
)
def test_less_strict_reader_is_caught(
    monkeypatch: pytest.MonkeyPatch, sound: str, broken: str
) -> None:
    source = inspect.getsource(yaml_plain)
    assert source.count(sound) == 1
    module: dict[str, Any] = {"__name__": "broken"}
    exec(source.replace(sound, broken), module)  # noqa: S102 - our own code, with one mistake
    monkeypatch.setitem(globals(), "read_plain", module["read_plain"])
    with pytest.raises((AssertionError, AttributeError)):
        count_plain(60_000, "content")


def test_nearly_every_file_is_plain() -> None:
    """Else the careful reader would do all the work, and nobody would notice."""
    plain = [read_plain(text) is not None for text in FILES]
    assert sum(plain) > 0.9 * len(plain)


def test_each_shape_is_read() -> None:
    text = (
        "# boven\n\nslug: a-b  # het adres\nnumber: 1.10\nempty:\nnot: ''\nnull_: null\n"
        'time: 19:30\nlist:\n- x\n- "y: z"\n'
        'inner:\n  - key: a\n    more: [b, \'c, d\', ""]\n    map: {min: 1, max: "2"}\n'
        "  - key: |\n      een\n\n        twee # drie\n    fold: >-\n      vier\n      vijf\n"
    )
    assert read_plain(text) == {
        "slug": "a-b",
        "number": "1.10",
        "empty": None,
        "not": None,
        "null_": None,
        "time": "19:30",
        "list": ["x", "y: z"],
        "inner": [
            {"key": "a", "more": ["b", "c, d", None], "map": {"min": "1", "max": "2"}},
            {"key": "een\n\n  twee # drie\n", "fold": "vier vijf"},
        ],
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# niets\n",
        "a: b\na: c\n",
        "a: {b: 1, b: 2}\n",
        "a: &x b\n",
        "&x a: b\n",
        "a: *x\n",
        "*x : b\n",
        "a: !x b\n",
        "!x a: b\n",
        "a: b #c\n",
        "a: b: c\n",
        "a: b\x07\n",
        "a: b\n---\nc: d\n",
        "[a]: b\n",
        "a: b\n c: d\n",
        "a:\n  - b\n - c\n",
        "a: b\r\n",
    ],
)
def test_what_may_be_wrong_is_left_to_the_careful_reader(text: str) -> None:
    assert read_plain(text) is None


def test_deep_and_long_texts_are_left_to_the_careful_reader() -> None:
    assert read_plain("".join(f"{' ' * depth}a:\n" for depth in range(60))) is None
    assert read_plain("[" * 100_000) is None
    assert read_plain("a:\n" + "- b\n" * 100_000) is None
