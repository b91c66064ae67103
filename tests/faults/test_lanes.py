"""Shares of experiments side by side: nothing of what they found gets lost."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.faults.experiment import Experiment, Found
from tests.faults.lanes import Row, run_side_by_side
from tests.faults.workshop import memory, workshop

pytestmark = pytest.mark.faults


def seven_is_wrong(tries: range) -> Found:
    return Found(len(tries), tuple(str(each) for each in tries if each == 7), {"odd": len(tries)})


def stumble(tries: range) -> Found:
    if 7 in tries:
        raise RuntimeError("stumbled")
    return Found(len(tries))


def die(tries: range) -> Found:
    os._exit(3)


def experiment(run: object, *, alone: bool = False) -> Experiment:
    control = Found(2, ("seen",))
    return Experiment("any", run, lambda: control, 1, 10, share=3, alone=alone)  # type: ignore[arg-type]


def only_row(one: Experiment, number: int) -> Row:
    (row,) = run_side_by_side([(one, number)])
    return row


@pytest.mark.parametrize("alone", [False, True])
def test_shares_are_added_up(*, alone: bool) -> None:
    row = only_row(experiment(seven_is_wrong, alone=alone), 10)
    assert (row.found, row.control.tried) == (Found(10, ("7",), {"odd": 10}), 2)
    assert (row.errors, row.is_kept, row.is_done) == ([], False, True)


def test_numbers_that_are_not_reached_are_not_tried() -> None:
    row = only_row(experiment(seven_is_wrong), 7)
    assert (row.found.tried, row.is_kept) == (7, True)


@pytest.mark.parametrize(("run", "words"), [(stumble, "stumbled"), (die, "without a word")])
def test_share_that_ends_badly_is_no_pass(run: object, words: str) -> None:
    row = only_row(experiment(run), 9)
    assert (row.is_kept, row.found.violations, words in row.errors[-1]) == (False, (), True)


def test_workshop_ends_programs_and_leaves_nothing() -> None:
    with workshop():
        folders = [Path(os.environ["TMPDIR"]), Path(memory() or os.environ["TMPDIR"])]
        for folder in folders:
            (folder / "left").touch()
        program = subprocess.Popen(["sleep", "60"])
    assert program.wait() == -signal.SIGKILL
    assert [folder.exists() for folder in folders] == [False, False]
    assert "TMPDIR" not in os.environ
