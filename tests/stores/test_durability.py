"""The flusher of a journal ends with it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from samenkomst.stores.journal import Journal
from tests.stores.journals import NOW, make_journal, write


def test_journal_that_is_thrown_away_ends_its_thread(path: Path) -> None:
    journal, _ = make_journal(path)
    write(journal, "a")
    thread = journal._durability.flusher._thread
    assert thread is not None
    del journal
    thread.join(20)  # without work it would end by itself after 30 seconds
    assert not thread.is_alive()


class Empty:
    """What is no view: nothing of it can be kept, so a journal cannot be made."""

    __slots__ = ()
    apply: Callable[..., None]


def test_journal_that_cannot_be_made_says_so_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", said.append)
    with pytest.raises(TypeError, match="__dict__"):
        Journal(path, Empty(), lambda: NOW)
    assert said == []
