"""What is remembered of the content: never another answer than that of reading all of it."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samenkomst.stores import content_files, file_stamps
from samenkomst.stores.content import load_catalogue, load_remembering
from samenkomst.stores.content_check import check_content
from samenkomst.stores.content_files import ContentFiles, read_files
from samenkomst.stores.content_memory import recall
from samenkomst.stores.content_reading import entries_of, parts_of
from samenkomst.stores.file_stamps import Stamp, can_tell, stamp_of
from samenkomst.stores.memory import memory_beside

EVENT = """\
slug: {slug}
title: "Taalcafé <script> {title}"
organiser: bureau
registration: {{state: not_needed}}
sessions:
  - id: a
    title: A
    date: 2026-12-{day:02}
    start: "10.00"
    end: "12.00"
    people: [trainer]
"""


@pytest.fixture
def folder(folder: Path) -> Path:
    """A content folder with a person who can be at two places."""
    people = "people: [{id: trainer, name: Noor}]\n"
    (folder / "people.yaml").write_text(people, encoding="utf-8")
    (folder / "events.yaml").unlink()
    for number in range(4):
        write(folder, number)
    return folder


def write(folder: Path, number: int, title: str = "een", day: int = 0) -> Path:
    path = folder / f"events/e{number}.yaml"
    text = EVENT.format(slug=f"e{number}", title=title, day=day or number + 1)
    path.write_text(text, encoding="utf-8")
    return path


def later() -> int:
    """Return a time at which nothing of what stands there changed a moment ago."""
    return time.time_ns() + 3600 * 10**9


def read_again(folder: Path) -> ContentFiles:
    return read_files(folder, str, recall(folder).files)


def numbers(folder: Path) -> tuple[int, int]:
    """Return how many files are remembered, most of them and what is new since then."""
    memory = recall(folder)
    assert parts_of(memory.sound).keys() == entries_of(memory.sound).keys()
    return len(entries_of(memory.most)), len(entries_of(memory.recent))


def test_what_is_remembered_is_not_read(folder: Path) -> None:
    first = load_remembering(folder, now=later())
    assert read_again(folder).texts == {}
    assert load_remembering(folder, now=later()) == first == load_catalogue(folder)
    changed = write(folder, 2, "twee")
    assert [*read_again(folder).texts] == ["events/e2.yaml"]
    os.utime(changed, ns=(1, 1))
    (folder / "events/e1.yaml").touch()
    assert [*read_again(folder).texts] == ["events/e1.yaml", "events/e2.yaml"]


def test_file_that_changed_a_moment_ago_is_read_again(folder: Path) -> None:
    load_remembering(folder)
    assert recall(folder).files == {}
    assert len(entries_of(recall(folder).sound)) == 7


def test_stamp_tells_nothing_within_a_tick() -> None:
    second = 10**9
    assert can_tell((1, 0, 0, 1), 3 * second)
    assert not can_tell((1, 0, 2 * second, 1), 3 * second)
    assert not can_tell((1, 2 * second, 0, 1), 3 * second)
    assert not can_tell((1, 9 * second, 0, 1), 3 * second)


@pytest.mark.parametrize("careful", [True, False])
def test_change_within_one_tick_of_the_clock(
    folder: Path, monkeypatch: pytest.MonkeyPatch, careful: bool
) -> None:
    """As many bytes, and the same time: who trusts such a stamp does not see the change."""

    def coarse(path: str) -> Stamp | None:
        found = stamp_of(path)
        return found and (found[0], 0, 0, found[3])

    monkeypatch.setattr(content_files, "stamp_of", coarse)
    if careful:
        monkeypatch.setattr(file_stamps, "_TICK", time.time_ns() + 10**12)
    for title in ("een", "nul"):
        write(folder, 1, title)
        known, _ = load_remembering(folder)
    assert known is not None
    assert (known.events[1].title[-3:] == "nul") is careful


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edit_the_answer_is_that_of_reading_all(folder: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which edits, no secret
    told = set()
    for _ in range(25):
        path = write(folder, chance.randrange(6), chance.choice("ab"), chance.randint(1, 6))
        if chance.random() < 0.3:
            path.write_text(path.read_text("utf-8").replace("title", "titel", 1), "utf-8")
        elif chance.random() < 0.3:
            path.unlink()
        (folder / "events/e1.yaml").touch()
        now = chance.choice([None, later()])
        catalogue, problems = load_remembering(folder, now=now)
        assert (catalogue, problems) == load_catalogue(folder)
        assert check_content(folder, now).problems == tuple(problems)
        told |= {each.code for each in problems}
    assert {"double_booked", "extra_forbidden"} <= told


def test_answer_of_a_key_that_leaves_out_the_text_is_caught(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""
    monkeypatch.setattr(content_files.hashlib, "blake2b", _first_bytes)
    load_remembering(folder, now=later())
    write(folder, 1, "twee")
    assert load_remembering(folder, now=later()) != load_catalogue(folder)


class _first_bytes:
    def __init__(self, content: bytes, *, digest_size: int) -> None:
        self.content = content[:digest_size]

    def hexdigest(self) -> str:
        return self.content.hex()


def test_linked_file_is_read_each_time(folder: Path, tmp_path: Path) -> None:
    """Where it leads can change without a trace."""
    own = folder / "events/e3.yaml"
    own.rename(folder / "events/README.md")
    own.symlink_to("README.md")
    load_remembering(folder, now=later())
    assert [*read_again(folder).texts] == ["events/e3.yaml"]
    own.unlink()
    own.symlink_to("../../elders.yaml")
    (tmp_path / "elders.yaml").write_text("slug: e3")
    assert "file_outside" in {each.code for each in load_remembering(folder)[1]}


def test_files_that_are_known_count_for_the_limit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_remembering(folder, now=later())
    monkeypatch.setattr(content_files, "MAX_TOTAL_MEGABYTES", 0)
    assert load_remembering(folder) == load_catalogue(folder)
    assert "files_too_many" in {each.code for each in load_catalogue(folder)[1]}


@pytest.mark.faults
@pytest.mark.parametrize("name", ["content", "recent", "check"])
def test_damaged_memory_is_no_memory(folder: Path, name: str) -> None:
    for number in range(60):  # more than stand beside the rest
        write(folder, number, day=number % 28 + 1)
    check_content(folder, later())
    write(folder, 1, "twee")
    expected = check_content(folder, later())
    path = memory_beside(folder, name)
    good = path.read_bytes()
    for damage in (b"", good[: len(good) // 2], b"x" + good[1:]):
        path.write_bytes(damage)
        assert check_content(folder, later()) == expected
        assert [*load_remembering(folder)[1]] == [*expected.problems]


def test_one_changed_event_does_not_have_all_written_again(folder: Path) -> None:
    for number in range(60):
        write(folder, number, day=number % 28 + 1)
    load_remembering(folder)
    most = memory_beside(folder, "content")
    before = most.stat().st_ino
    write(folder, 1, "twee")
    load_remembering(folder)
    assert (numbers(folder), most.stat().st_ino) == ((63, 1), before)
    for number in range(60):
        write(folder, number, "drie", day=number % 28 + 1)
    load_remembering(folder)
    assert numbers(folder) == (63, 0)
    assert most.stat().st_ino != before
    for number in range(5, 60):
        (folder / f"events/e{number}.yaml").unlink()
    load_remembering(folder)
    assert numbers(folder) == (8, 0)


def test_known_outcome_opens_no_file_of_the_content(folder: Path) -> None:
    ask = (
        "import sys, time; from pathlib import Path\n"
        "from samenkomst.stores.content_check import check_content\n"
        "opened = []\n"
        "def hear(name, given):\n"
        "    if name == 'open' and str(given[0]).startswith(sys.argv[1]): opened.append(given[0])\n"
        "sys.addaudithook(hear)\n"
        "check_content(Path(sys.argv[1]), time.time_ns() + 10**12); print(len(opened))"
    )
    command = [sys.executable, "-c", ask, str(folder)]
    found = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2)]
    assert found == [b"7\n", b"0\n"]
