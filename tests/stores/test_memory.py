"""The memory of an earlier run: whole, or not there."""

from pathlib import Path
from typing import Any

import pytest

from samenkomst.stores import memory
from samenkomst.stores.memory import digest_files, load_memory, save_memory


def test_memory_comes_back(tmp_path: Path) -> None:
    save_memory(tmp_path / "a/b.pickle", {"x": [1, "é"]})
    assert load_memory(tmp_path / "a/b.pickle")["x"] == [1, "é"]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [".gitignore", "b.pickle"]


class Marking:
    """Leaves a mark when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.path,)


def test_memory_of_other_code_is_never_unpickled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, mark = tmp_path / "b.pickle", tmp_path / "mark"
    save_memory(path, {"x": Marking(mark)})
    assert load_memory(path)["x"] is None
    mark.unlink()  # so one sees it when it is
    monkeypatch.setattr(memory, "code_digest", lambda: "another version")
    assert load_memory(path) == {}
    assert not mark.exists()


@pytest.mark.faults
def test_any_damaged_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "b.pickle"
    save_memory(path, {"x": "abc", "y": [1, "def"]})
    good = path.read_bytes()
    for place in range(len(good)):
        path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
        assert load_memory(path) == {}, place


def test_no_memory_is_no_mistake(tmp_path: Path) -> None:
    assert load_memory(tmp_path / "none.pickle") == {}
    (tmp_path / "file").write_text("no folder")
    save_memory(tmp_path / "file/b.pickle", {"x": 1})
    assert load_memory(tmp_path / "file/b.pickle") == {}


def test_digest_tells_name_and_content_apart(tmp_path: Path) -> None:
    found = set()
    for name, content in (("a", "bc"), ("ab", "c"), ("a", "bd")):
        folder = tmp_path / str(len(found)) / "same"
        folder.mkdir(parents=True)
        (folder / name).write_text(content)
        found.add(digest_files(folder))
    assert len(found) == 3
    assert digest_files(folder) in found
