"""The folder of the site: what did not change stays, and what is gone goes."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from samenkomst.site.maker import Made
from samenkomst.site.packed import pack
from samenkomst.site.parts import Earlier, Work
from samenkomst.site.standing import files_in, find_standing, publish, stamp_of

Files = dict[str, str]


def make(folder: Path, files: Files) -> Path:
    for url, text in files.items():
        (folder / url).parent.mkdir(parents=True, exist_ok=True)
        (folder / url).write_text(text)
    return folder


def read(folder: Path) -> Files:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


def put(staged: Path, site: Path, kept: tuple[str, ...] = ()) -> tuple[int, int]:
    """Publish all that is in `staged`."""
    return publish(staged, site, files_in(staged), kept, find_standing(site))


def test_first_site_needs_none_before_it(tmp_path: Path) -> None:
    staged = make(tmp_path / "new", {"a.html": "a", "b/c.html": "c"})
    assert put(staged, tmp_path / "site") == (2, 0)
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
    assert put(make(tmp_path / "new", new), site, kept) == counts
    assert read(site) == after
    assert [path for path in site.rglob("*") if path.is_dir() and not [*path.iterdir()]] == []


def test_file_with_the_same_content_is_not_touched(tmp_path: Path) -> None:
    site = make(tmp_path / "site", {"a": "1", "b": "1"})
    before = {name: (site / name).stat().st_mtime_ns for name in "ab"}
    put(make(tmp_path / "new", {"a": "1", "b": "2"}), site)
    assert (site / "a").stat().st_mtime_ns == before["a"]
    assert (site / "b").stat().st_mtime_ns != before["b"]


def test_walk_finds_every_file_with_its_stamp(tmp_path: Path) -> None:
    site = make(tmp_path / "site", {"a": "1", "b/c/d": "22", "b/.e": "333"})
    (site / "leeg").mkdir()
    assert find_standing(site) == {url: stamp_of(site / url) for url in ("a", "b/c/d", "b/.e")}
    assert [size for size, _ in find_standing(site).values()] == [1, 3, 2]
    assert find_standing(tmp_path / "weg") == {}


def test_walk_stays_in_the_folder(tmp_path: Path) -> None:
    """A linked folder is not ours; a link that leads nowhere stands in the way of a file."""
    site = make(tmp_path / "site", {"a": "1"})
    make(tmp_path / "elders", {"b": "1"})
    (site / "hier").symlink_to(tmp_path / "elders")
    (site / "nergens").symlink_to(tmp_path / "weg")
    assert set(find_standing(site)) == {"a", "nergens"}
    assert put(make(tmp_path / "new", {"a": "1"}), site) == (0, 1)
    assert (site / "hier/b").read_text() == "1"
    assert not (site / "nergens").is_symlink()


PART = pack(Made(("a", "b"), {}, frozenset()))


def remember(site: Path) -> Earlier:
    work = Work({"deel": ("sleutel", PART)})
    return Earlier(work.remember(Earlier(), site, ["deel"]), find_standing(site))


def test_part_stays_while_its_files_do(tmp_path: Path) -> None:
    site = make(tmp_path / "site", {"a": "1", "b": "1"})
    earlier = remember(site)
    assert earlier.find("deel", "sleutel") == PART
    assert earlier.find("deel", "een andere") is None
    assert earlier.find("ander deel", "sleutel") is None


@pytest.mark.parametrize(
    "harm",
    [
        lambda site: (site / "a").write_text("another"),
        lambda site: (site / "a").write_text("2"),
        lambda site: (site / "b").unlink(),
    ],
)
def test_part_of_which_a_file_changed_or_went_is_made_again(
    tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    site = make(tmp_path / "site", {"a": "1", "b": "1"})
    made = remember(site).made
    time.sleep(0.01)  # the clock of a file system may be coarse
    harm(site)
    assert Earlier(made, find_standing(site)).find("deel", "sleutel") is None


def test_part_that_was_never_whole_is_made_again(tmp_path: Path) -> None:
    site = make(tmp_path / "site", {"a": "1"})
    assert remember(site).find("deel", "sleutel") is None


def test_part_without_a_key_is_made_again(tmp_path: Path) -> None:
    site = make(tmp_path / "site", {"a": "1", "b": "1"})
    made = Work({"deel": ("", PART)}).remember(Earlier(), site, ["deel"])
    assert Earlier(made, find_standing(site)).find("deel", "") is None


def test_what_stayed_keeps_the_stamps_that_it_had(tmp_path: Path) -> None:
    """Else what someone changes while a build goes on would be ours from then on."""
    site = make(tmp_path / "site", {"a": "1", "b": "1"})
    earlier, work = remember(site), Work()
    work.keep("deel", "sleutel", PART)
    (site / "a").write_text("van een ander")
    made = work.remember(earlier, site, ["deel"])
    assert Earlier(made, find_standing(site)).find("deel", "sleutel") is None
    again = Work({"deel": ("sleutel", PART)}).remember(earlier, site, ["deel"])
    assert Earlier(again, find_standing(site)).find("deel", "sleutel") == PART


def build(site: Path, staged: Path) -> Earlier:
    """Return what the next build finds when `staged` was made beside `site` and took its place."""
    work, before = Work({"deel": ("sleutel", PART)}), Earlier(standing=find_standing(site))
    work.take_stamps(staged)
    publish(staged, site, work.new_files(), work.kept_files(), before.standing)
    made = work.remember(before, site, ["deel"])
    return Earlier(made, find_standing(site))


@pytest.mark.parametrize("old", [{}, {"a": "1", "b": "2"}, {"a": "1", "b": "1"}, {"c": "1"}])
def test_part_stays_when_its_stamps_were_taken_before_it_stood_there(
    tmp_path: Path, old: Files
) -> None:
    """Also when one of its files was the same as what stood there, and was left alone."""
    site = make(tmp_path / "site", old) if old else tmp_path / "site"
    time.sleep(0.01)
    staged = make(tmp_path / "new", {"a": "1", "b": "1"})
    assert build(site, staged).find("deel", "sleutel") == PART
    assert read(site) == {"a": "1", "b": "1"}


def test_file_that_someone_changed_as_soon_as_it_stood_there_is_made_again(tmp_path: Path) -> None:
    site, work = tmp_path / "site", Work({"deel": ("sleutel", PART)})
    staged = make(tmp_path / "new", {"a": "1", "b": "1"})
    work.take_stamps(staged)
    publish(staged, site, work.new_files(), (), ())
    (site / "a").write_text("van een ander")
    made = work.remember(Earlier(), site, ["deel"])
    assert Earlier(made, find_standing(site)).find("deel", "sleutel") is None


def test_part_that_came_later_than_the_stamps_were_taken_stays(tmp_path: Path) -> None:
    """MkDocs writes elsewhere: what it wrote joins the rest at the end."""
    work = Work({"deel": ("sleutel", PART)})
    work.take_stamps(tmp_path / "new")
    site = make(tmp_path / "site", {"a": "1", "b": "1"})
    made = work.remember(Earlier(), site, ["deel"])
    assert Earlier(made, find_standing(site)).find("deel", "sleutel") == PART
