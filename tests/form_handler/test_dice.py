"""Unpredictable, evenly spread, and never the same in two processes or threads."""

import json
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from form_handler.dice import BYTES, Dice
from samenkomst.core.reference import ALPHABET


def test_every_letter_is_as_likely_as_the_others() -> None:
    dice = Dice()
    seen = Counter(dice.choose(ALPHABET) for _ in range(60_000))
    assert set(seen) == set(ALPHABET)
    # 2,000 each; six standard deviations, so that it fails by chance once in thousands of years.
    assert all(abs(number - 2000) < 6 * 44 for number in seen.values())


def test_ids_are_never_the_same_in_many_threads() -> None:
    dice = Dice()
    with ThreadPoolExecutor(16) as threads:
        ids = list(threads.map(lambda _: dice.hex(16), range(20_000)))
    assert len(set(ids)) == len(ids)
    assert {len(each) for each in ids} == {32}


def test_child_has_other_dice_than_its_parent() -> None:
    dice = Dice()
    dice.throw(1)  # a stock is there, and the child has a copy of it
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.write(writing, json.dumps([dice.hex(16) for _ in range(8)]).encode())
        os._exit(0)
    os.wait()
    os.close(writing)
    with os.fdopen(reading) as pipe:
        theirs = json.load(pipe)
    ours = [dice.hex(16) for _ in range(8)]
    assert set(ours) & set(theirs) == set()


def test_stock_is_fetched_anew_when_it_is_used_up() -> None:
    dice = Dice()
    assert len({dice.hex(16) for _ in range(BYTES)}) == BYTES
