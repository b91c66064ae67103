"""What pages are made from beside the content: every part of it tells."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from samenkomst.site import fingerprint
from samenkomst.site.fingerprint import describe_file, installed


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file that inherits from one that inherits, and asks for a variable."""
    (tmp_path / "diep").mkdir()
    (tmp_path / "diep/onder.yml").write_text("site_name: Proef\nsite_url: !ENV [PROEF_URL, '']\n")
    (tmp_path / "boven.yml").write_text('INHERIT: "diep/onder.yml"  # zie daar\nnav: []\n')
    (tmp_path / "mkdocs.yml").write_text("plugins: []\nINHERIT: boven.yml\n")
    (tmp_path / "lib/eerst-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "lib"))
    return tmp_path / "mkdocs.yml"


def upgrade(settings: Path) -> None:
    (settings.parent / "lib/eerst-1.0.dist-info").rename(
        settings.parent / "lib/eerst-1.1.dist-info"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_text(f"{path.read_text()}strict: true\n"),
        lambda path: (path.parent / "boven.yml").write_text("INHERIT: diep/onder.yml\n"),
        lambda path: (path.parent / "diep/onder.yml").write_text("site_name: Anders\n"),
        lambda path: os.environ.update(PROEF_URL="https://example.org/"),
        upgrade,
    ],
)
def test_a_change_of_what_settings_are_read_from_tells(
    settings: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object]
) -> None:
    monkeypatch.setenv("PROEF_URL", "")
    before = describe_file(settings)
    assert describe_file(settings) == before
    change(settings)
    assert describe_file(settings) != before


def test_a_variable_that_nobody_asks_for_tells_nothing(
    settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = describe_file(settings)
    monkeypatch.setenv("PROEF_ANDERS", "x")
    assert describe_file(settings) == before


def test_settings_that_inherit_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("INHERIT: mkdocs.yml\n")
    assert describe_file(path)


def test_other_code_tells(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = describe_file(settings)
    monkeypatch.setattr(fingerprint, "code_digest", lambda: "other code")
    assert describe_file(settings) != before


def test_libraries_whose_output_is_ours_are_among_the_installed() -> None:
    names = {name.partition("-")[0].lower() for name in installed()}
    assert {"jinja2", "markdown", "mkdocs", "mkdocs_material", "nh3", "pillow"} <= names
    assert sys.path
