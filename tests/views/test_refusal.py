"""What an organiser reads when the journal refuses."""

import ast
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.record import Draft, Reason
from samenkomst.core.translation import dutch
from samenkomst.stores import disk, failures
from samenkomst.stores.failures import Replaced, WriterFinished
from samenkomst.stores.mark import Mark
from samenkomst.views.refusal import explain_refusal
from tests.builders import ROOT_PATH
from tests.stores.journals import fill, link_away, make_journal, write

REFUSALS = {"NotStored", "Uncertain", "Replaced", "WriterFinished", "come"}
START_AGAIN = "dit programma kan niet verder. Start het opnieuw"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def codes(tree: ast.AST) -> Iterator[str]:
    """Yield every reason that is given in so many words, and those that are put together.

    What the system refused has its error as a cause, which tells it.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name), args=[ast.JoinedStr() as words])):
                if name in REFUSALS and not isinstance(node.cause, ast.Name):
                    yield ast.unparse(words)
            case ast.Call(
                func=ast.Name(id=name) | ast.Attribute(attr=name),
                args=[ast.Constant(value=str(code))],
            ) if name in REFUSALS:
                yield code
            case ast.Call(func=ast.Name(id="OSError"), args=[_, ast.Constant(value=str(code))]):
                yield code


def told(kind: type[NotStored | Uncertain], act: Callable[[], object]) -> str:
    """Return what an organiser reads of it."""
    with pytest.raises(kind) as raised:
        act()
    assert type(raised.value) is kind
    return explain_refusal(raised.value, dutch)


def test_every_reason_that_a_store_gives_is_told_in_dutch() -> None:
    found = {failures.Busy(1).reason, failures.DiskLow().reason, *Reason}
    for path in sorted((ROOT_PATH / "samenkomst" / "stores").glob("*.py")):
        found |= set(codes(ast.parse(path.read_text(encoding="utf-8"))))
    assert {"symlink", "not a file", "slow disk", "taken back", "flush"} <= found
    assert {code for code in found if explain_refusal(NotStored(code), dutch) == code} == set()


def test_reason_that_is_put_together_is_found() -> None:
    """The negative control."""
    assert [*codes(ast.parse("raise NotStored(f'{a} > {b}')"))] == ["f'{a} > {b}'"]
    assert [*codes(ast.parse("raise NotStored(f'{a} > {b}') from None"))] == ["f'{a} > {b}'"]
    assert [*codes(ast.parse("raise NotStored(f'lock: {a}') from error"))] == []


@pytest.mark.parametrize("closed", [False, True])
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Path.unlink, "een bestand van het journaal is weg"),
        (link_away, "het journaal is een verwijzing naar een ander bestand"),
        (lambda path: os.truncate(path, 10), "het journaal is korter geworden"),
    ],
    ids=["missing", "symlink", "shrunk"],
)
def test_journal_that_is_no_longer_ours_is_told(
    path: Path, change: Callable[[Path], object], words: str, *, closed: bool
) -> None:
    fill(path, "a")
    journal, _ = make_journal(path)
    journal.catch_up()
    if closed:
        journal.close()
    change(path)
    assert told(Replaced, lambda: write(journal, "b")) == words
    assert told(Replaced, journal.catch_up) == words


def test_what_the_system_refused_is_told_with_its_place(path: Path) -> None:
    path.mkdir()
    journal, _ = make_journal(path)
    assert told(NotStored, lambda: write(journal, "a")) == f"{path}: dit is een map"


def test_failed_flush_is_told_to_whoever_comes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    fill(path, "a")
    reader, _ = make_journal(path)
    writer, _ = make_journal(path)
    writer.catch_up()
    monkeypatch.setattr(disk, "_flush", fail)
    words = "de schijf geeft een fout"
    assert told(Uncertain, lambda: write(writer, "b")) == words
    assert told(WriterFinished, lambda: write(writer, "c")) == words
    assert told(WriterFinished, writer.catch_up) == words
    assert told(WriterFinished, reader.catch_up) == words


def test_record_that_another_took_back_is_told_in_our_words(path: Path) -> None:
    """A cause of the system comes with it, and says less."""
    journal, _ = make_journal(path)
    write(journal, "a")

    def decide() -> list[Draft]:
        with Mark(path.with_suffix(".durable")).take_back():
            return [Draft("note", "b")]

    assert told(Uncertain, lambda: journal.commit(decide)) == START_AGAIN
    assert told(WriterFinished, journal.catch_up) == START_AGAIN


def test_words_of_a_database_stay_as_they_are() -> None:
    assert explain_refusal(NotStored("53300 too many clients"), dutch) == "53300 too many clients"
