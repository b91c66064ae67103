"""What a crash can leave of the last line, and bits that flip (T08, T09)."""

import itertools
import random
import tempfile
from pathlib import Path

from samenkomst.core.record import Draft, encode
from samenkomst.stores.journal import Journal
from tests.faults.experiment import Experiment, Found
from tests.faults.workshop import memory
from tests.stores.journals import NOW, fill
from tests.stores.test_journal_faults import (
    TEARS,
    Unrepaired,
    flip,
    is_noticed,
    is_noticed_by_number,
    loses_after,
    tails,
)

_SHARES = 8
_SHARE = 100_000 // _SHARES


def _tear(tries: range, variant: type[Journal]) -> Found:
    """Tear lines of every eighth length: the other shares have the others."""
    number, lengths = len(tries), itertools.count(1 + tries.start // _SHARE, _SHARES)
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        path = Path(folder) / "journal.jsonl"
        whole = fill(path, "a", "b")
        violations, tried = list[str](), 0
        while tried < number:
            length = next(lengths)
            line = encode(Draft("note", "c" * length, {"text": "é" * length}), 3, NOW)
            for name, tear in TEARS.items():
                for tail in tails(line, tear)[: number - tried]:
                    tried += 1
                    if loses_after(tail, whole, path, variant):
                        violations.append(f"{name} at {len(tail)} of {len(line)}")
                    for aside in path.parent.glob("journal.torn-*"):
                        aside.unlink()
    return Found(tried, tuple(violations))


def _lines(number: int) -> list[bytes]:
    return [
        encode(Draft("note", f"n{seq}", {"t": "x" * seq}), seq, NOW) for seq in range(1, number)
    ]


def flip_bits(tries: range) -> Found:
    """Flip so many single bits, anywhere in lines of all lengths."""
    chance, lines = random.Random(tries.start), _lines(400)  # noqa: S311 - repeatable, not secret
    violations = []
    for _ in tries:
        line = chance.choice(lines)
        bit = chance.randrange(8 * len(line))
        if not is_noticed(flip(line, bit)):
            violations.append(f"bit {bit} of {line!r}")
    return Found(len(tries), tuple(violations))


def flip_bits_unnoticed() -> Found:
    """Flip bits where the checksum is read as a number."""
    flips = [flip(line, bit) for line in _lines(30) for bit in range(8 * len(line))]
    return Found(len(flips), tuple(repr(each) for each in flips if not is_noticed_by_number(each)))


EXPERIMENTS = [
    Experiment(
        "crash images", lambda tries: _tear(tries, Journal),
        lambda: _tear(range(300), Unrepaired), 400, 100_000, share=_SHARE,
    ),
    Experiment("bit flips", flip_bits, flip_bits_unnoticed, 4_000, 100_000),
]  # fmt: skip
