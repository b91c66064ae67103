"""What in `docs/` no build can go through is told, with its place; the build ends."""

import os
from pathlib import Path

import pytest

from samenkomst.site.docs_folder import check_docs
from samenkomst.site.talk import Refusal
from tests.site.building import build
from tests.site.test_site_folder import project, refused, run

__all__ = ["project"]


def refusal(folder: Path) -> list[str]:
    with pytest.raises(Refusal) as caught:
        check_docs(folder)
    return str(caught.value).splitlines()


def test_everything_in_the_way_is_told_at_once(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "a").mkdir(parents=True)
    (docs / "b").mkdir()
    (docs / "a/naar-b").symlink_to(docs / "b")
    (docs / "b/naar-a").symlink_to(docs / "a")
    (docs / "boven").symlink_to(tmp_path)
    Path(os.fsdecode(b"%s/caf\xe9.md" % os.fsencode(docs))).write_text("x")
    os.mkfifo(docs / "pijp.md")
    around = "verwijst naar een map waar het zelf in staat. Haal die verwijzing weg."
    assert refusal(docs) == [
        f"{docs}/a/naar-b/naar-a {around}",
        f"{docs}/b/naar-a/naar-b {around}",
        f"{docs}/boven {around}",
        f"De naam van {docs}/caf\ufffd.md is geen UTF-8. Geef het een andere naam.",
        f"{docs}/pijp.md is geen gewoon bestand. Haal het daar weg.",
    ]


def test_ordinary_links_and_names_are_fine(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "map").mkdir(parents=True)
    (tmp_path / "elders").mkdir()
    for name in ("een", "twee"):  # the same folder twice is no circle
        (docs / name).symlink_to(tmp_path / "elders")
    (docs / ".#index.md").symlink_to("noor@computer.1234")
    (docs / "een naam <b>.md").write_text("x")
    (docs / ".werk").mkdir()
    os.mkfifo(docs / ".werk/pijp")
    Path(os.fsdecode(b"%s/.werk/caf\xe9" % os.fsencode(docs))).write_text("x")
    check_docs(docs)
    check_docs(tmp_path / "weg")


@pytest.mark.parametrize("way", ["loop", "pipe", "name"])
def test_build_ends_and_tells_it(project: Path, way: str) -> None:
    assert run(project).returncode == 0
    if way == "loop":
        (project / "docs/rond").symlink_to("..")
        refused(project, "site", "docs/rond verwijst naar een map waar het zelf in staat")
    elif way == "pipe":
        os.mkfifo(project / "docs/pijp.png")
        refused(project, "site", "docs/pijp.png is geen gewoon bestand")
    else:
        Path(os.fsdecode(b"%s/docs/x\xff.png" % os.fsencode(project))).write_text("x")
        refused(project, "site", "x\ufffd.png is geen UTF-8")
    done = build(project)
    assert done.code == 1
    assert "Traceback" not in done.output


def test_page_that_is_no_utf_8_is_told(project: Path) -> None:
    assert run(project).returncode == 0
    (project / "docs/latin.md").write_bytes(b"# caf\xe9")
    refused(project, "site", "latin.md", "is geen UTF-8. Bewaar het opnieuw")


def test_folder_without_settings_is_told(project: Path) -> None:
    (project / "mkdocs.yml").unlink()
    refused(project, "site", "In deze map staat geen site")


@pytest.mark.parametrize("text", [b"site_name:\tx", b"site_name: caf\xe9", b"- a", b"a: [", b""])
def test_settings_that_cannot_be_read_are_told(project: Path, text: bytes) -> None:
    (project / "mkdocs.yml").write_bytes(text)
    refused(project, "site", "mkdocs.yml is niet ")
