"""Reading a journal without touching it."""

from pathlib import Path

import pytest

from samenkomst.core.record import Reason, Record
from samenkomst.stores.inspection import Damage, Report, read, verify
from tests.stores.journals import fill, good_ids


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


@pytest.fixture
def lines(path: Path) -> list[bytes]:
    """Four lines, which the file holds too."""
    return fill(path, "a", "b", "c", "d").splitlines(keepends=True)


def test_verify_finds_a_whole_journal_whole(path: Path, lines: list[bytes]) -> None:
    assert verify(path) == Report(records=4, last_seq=4, damages=())


def test_verify_finds_an_empty_journal_whole(path: Path) -> None:
    path.touch()
    assert verify(path) == Report(records=0, last_seq=0, damages=())


def test_verify_raises_for_a_missing_journal(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        verify(path)


@pytest.mark.parametrize(
    ("order", "damages", "ids"),
    [
        ([0, 2, 3], [(2, Reason.GAP)], ["a", "c", "d"]),
        ([1, 2, 3], [(1, Reason.GAP)], ["b", "c", "d"]),
        ([0, 1, 1, 2, 3], [(3, Reason.REPEAT)], ["a", "b", "b", "c", "d"]),
        ([0, 2, 1, 3], [(2, Reason.GAP), (3, Reason.REPEAT)], ["a", "c", "b", "d"]),
        ([3], [(1, Reason.GAP)], ["d"]),
    ],
)
def test_verify_names_lines_that_are_missing_doubled_or_swapped(
    path: Path,
    lines: list[bytes],
    order: list[int],
    damages: list[tuple[int, Reason]],
    ids: list[str],
) -> None:
    """All lines are equally long here, so that a line's number tells its offset."""
    path.write_bytes(b"".join(lines[place] for place in order))
    places = tuple(Damage(line, (line - 1) * len(lines[0]), reason) for line, reason in damages)
    assert verify(path).damages == places
    assert good_ids(path) == ids


def test_read_gives_good_records_around_a_bad_line(path: Path, lines: list[bytes]) -> None:
    lines[1] = lines[1].replace(b"note", b"mote")
    path.write_bytes(b"".join(lines))
    found = [item if isinstance(item, Damage) else item.id for item in read(path)]
    assert found == ["a", Damage(2, len(lines[0]), Reason.CHECKSUM), "c", "d"]


def test_read_shows_a_torn_tail_as_the_last_damage(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"".join(lines)[:-1])
    offset = 3 * len(lines[0])
    assert verify(path) == Report(3, 3, (Damage(4, offset, Reason.TORN),))


@pytest.mark.parametrize("separator", [b"\r", b"\x0b", b"\x0c", b"\x1c", b"\x85", b"\xe2\x80\xa8"])
def test_read_ends_a_line_at_a_newline_only(
    path: Path, lines: list[bytes], separator: bytes
) -> None:
    lines[1] = b"rub" + separator + b"bish\n"
    path.write_bytes(b"".join(lines))
    assert verify(path).damages == (Damage(2, len(lines[0]), Reason.CHECKSUM),)


def test_read_changes_nothing(path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"".join(lines) + b"torn")
    before = path.stat()
    assert len(list(read(path))) == 5
    assert (path.stat().st_mtime_ns, sorted(p.name for p in path.parent.iterdir())) == (
        before.st_mtime_ns,
        ["journal.durable", "journal.jsonl", "journal.lock"],
    )


def test_damage_with_a_right_checksum_is_never_taken_for_torn() -> None:
    """Those were whole lines once; a newer version's, perhaps."""
    torn = [reason for reason in Reason if Damage(1, 0, reason).can_be_torn]
    assert torn == [Reason.TORN, Reason.CHECKSUM]


def test_read_gives_records_as_values(path: Path, lines: list[bytes]) -> None:
    assert next(read(path)) == Record(1, "2026-11-21T20:15:00.123456Z", "note", "a", {})
