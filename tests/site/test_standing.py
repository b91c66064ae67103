"""The folder of the built site, replaced as a whole."""

from pathlib import Path

from samenkomst.stores.site_folder import replace_folder


def make_site(folder: Path, page: str) -> Path:
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / page).write_text(page)
    return folder


def pages(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """Pages that are no longer there are gone, and nothing is left beside it."""
    site = make_site(tmp_path / "site", "old.html")
    replace_folder(make_site(tmp_path / "new", "new.html"), site)
    assert pages(site) == ["new.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_first_folder_needs_none_before_it(tmp_path: Path) -> None:
    replace_folder(make_site(tmp_path / "new", "new.html"), tmp_path / "site")
    assert pages(tmp_path / "site") == ["new.html"]


def test_folder_that_a_crash_left_is_no_obstacle(tmp_path: Path) -> None:
    make_site(tmp_path / ".site.old", "older.html")
    site = make_site(tmp_path / "site", "old.html")
    replace_folder(make_site(tmp_path / "new", "new.html"), site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert pages(site) == ["new.html"]
