"""The folder of the site: what did not change stays, and what is gone goes."""

from pathlib import Path

import pytest

from samenkomst.site.standing import publish, stands, take_stamps

Files = dict[str, str]


def make(folder: Path, files: Files) -> Path:
    for url, text in files.items():
        (folder / url).parent.mkdir(parents=True, exist_ok=True)
        (folder / url).write_text(text)
    return folder


def read(folder: Path) -> Files:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


def test_first_site_needs_none_before_it(tmp_path: Path) -> None:
    staged = make(tmp_path / "new", {"a.html": "a", "b/c.html": "c"})
    assert publish(staged, tmp_path / "site", ()) == (2, 0)
    assert read(tmp_path / "site") == {"a.html": "a", "b/c.html": "c"}


@pytest.mark.parametrize(
    ("old", "new", "kept", "after", "counts"),
    [
        ({"a": "1"}, {"a": "1"}, (), {"a": "1"}, (0, 0)),
        ({"a": "1"}, {"a": "2"}, (), {"a": "2"}, (1, 0)),
        ({"a": "1", "d/b": "2"}, {"a": "1"}, (), {"a": "1"}, (0, 1)),
        ({"a": "1", "d/b": "2"}, {"a": "3"}, ("d/b",), {"a": "3", "d/b": "2"}, (1, 0)),
        ({"a": "a file"}, {"a/b": "in a folder"}, (), {"a/b": "in a folder"}, (1, 1)),
        ({"a/b": "in a folder"}, {"a": "a file"}, (), {"a": "a file"}, (1, 1)),
    ],
)
def test_site_becomes_what_is_new_and_kept(
    tmp_path: Path, old: Files, new: Files, kept: tuple[str, ...], after: Files, counts: object
) -> None:
    site = make(tmp_path / "site", old)
    assert publish(make(tmp_path / "new", new), site, kept) == counts
    assert read(site) == after
    assert [path for path in site.rglob("*") if path.is_dir() and not [*path.iterdir()]] == []


def test_file_with_the_same_content_is_not_touched(tmp_path: Path) -> None:
    site = make(tmp_path / "site", {"a": "1", "b": "1"})
    before = {name: (site / name).stat().st_mtime_ns for name in "ab"}
    publish(make(tmp_path / "new", {"a": "1", "b": "2"}), site, ())
    assert (site / "a").stat().st_mtime_ns == before["a"]
    assert (site / "b").stat().st_mtime_ns != before["b"]


def test_what_changed_or_went_no_longer_stands(tmp_path: Path) -> None:
    site = make(tmp_path / "site", {"a": "1", "b": "1"})
    stamps = take_stamps(site, ("a", "b", "c"))
    assert stands(site, stamps, ("a", "b"))
    assert not stands(site, stamps, ("a", "c"))
    (site / "a").write_text("another")
    (site / "b").unlink()
    assert not stands(site, stamps, ("a",))
    assert not stands(site, stamps, ("b",))
