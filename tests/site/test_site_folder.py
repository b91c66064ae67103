"""The folder of the site: what else stands there is never lost, and what is wrong is told."""

import fcntl
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from samenkomst.site import site_folder
from tests.patience import LONG
from tests.site.building import ENVIRONMENT, ROOT, build, make_project
from tests.unprivileged import like_anybody

linux = pytest.mark.skipif(sys.platform != "linux", reason="rights are dropped in another way")

SAMENKOMST = str(Path(sys.executable).with_name("samenkomst"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Welkom\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Proef\ntheme: {name: material, language: nl, font: false}\n"
        "plugins: [search, samenkomst]\n"
    )
    (tmp_path / "content").symlink_to(ROOT / "content")
    return tmp_path


def run(
    project: Path, preexec_fn: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SAMENKOMST, "build"],
        cwd=project,
        env=ENVIRONMENT | environment,
        preexec_fn=preexec_fn,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
    )


def names(folder: Path) -> set[str]:
    found = {str(path.relative_to(folder)) for path in folder.rglob("*")}
    return {name for name in found if not name.startswith(".cache")}


def refused(project: Path, site: str, *words: str) -> None:
    """The build says these words, and leaves all as it was."""
    before = names(project)
    done = run(project, SAMENKOMST_SITE=site)
    assert done.returncode == 1, done.stdout
    for each in words:
        assert each in done.stderr
    assert "Traceback" not in done.stderr
    assert names(project) == before


@pytest.mark.parametrize("site", [".", "..", "/", "docs", "content", "eigen"])
def test_folder_with_what_the_site_is_made_from_is_refused(project: Path, site: str) -> None:
    (project / "eigen").mkdir()
    settings = (project / "mkdocs.yml").read_text()
    own = settings.replace("font: false}", "font: false, custom_dir: eigen}")
    (project / "mkdocs.yml").write_text(own)
    refused(project, site, "Kies een andere map met")


def test_folder_with_other_files_is_refused(project: Path) -> None:
    (project / "werk").mkdir()
    (project / "werk/notities.txt").write_text("van iemand")
    refused(project, "werk", "die niet van de site zijn, zoals notities.txt")


def test_refusal_is_what_keeps_them(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The broken variant: any folder is taken for a site."""
    (project / "var").mkdir()
    (project / "var/journal.jsonl").write_text("inzendingen")
    monkeypatch.setattr(site_folder, "SIGNS", ("journal.jsonl",))
    site_folder.check_standing(project / "var", ["journal.jsonl"])


@pytest.mark.parametrize("site", ["mkdocs.yml", "kring"])
def test_what_is_no_folder_is_told(project: Path, site: str) -> None:
    (project / "kring").symlink_to("kring")
    refused(project, site, f"{project / site} is geen map. Daar komt de site")


def test_folder_that_cannot_be_made_is_told(project: Path) -> None:
    (project / "bestand").write_text("geen map")
    refused(project, "bestand/site", "De site is niet gebouwd: ", ": dit is geen map.")


def test_folder_that_a_link_names_is_made(project: Path) -> None:
    (project / "site").symlink_to("nog/niet")
    assert run(project).returncode == 0
    assert (project / "nog/niet/index.html").exists()


def test_what_a_host_hides_in_the_folder_stays(project: Path) -> None:
    (project / "site/.git").mkdir(parents=True)
    (project / "site/.git/HEAD").write_text("van de host")
    (project / "site/.htaccess").write_text("van de host")
    for _ in range(2):
        assert run(project).returncode == 0
        assert (project / "site/.git/HEAD").read_text() == "van de host"
        assert (project / "site/.htaccess").read_text() == "van de host"
        (project / "site/oud.html").write_text("van een vorige keer")
    assert (project / "site/index.html").exists()


def test_what_is_hidden_and_no_longer_made_goes(project: Path) -> None:
    """A host's own file beside it stays: only what a build made is the site's to remove."""
    (project / "docs/.geheim").mkdir()
    (project / "docs/.geheim/a.txt").write_text("van de redactie")
    with (project / "mkdocs.yml").open("a") as settings:
        settings.write("exclude_docs: '!/.geheim/'\n")
    assert run(project).returncode == 0
    (project / "site/.htaccess").write_text("van de host")
    assert (project / "site/.geheim/a.txt").exists()
    (project / "docs/.geheim/a.txt").unlink()
    assert run(project).returncode == 0
    assert not (project / "site/.geheim").exists()
    assert (project / "site/.htaccess").exists()


def test_settings_from_a_pipe_are_no_file_in_the_way(project: Path) -> None:
    with (project / "mkdocs.yml").open() as settings:
        done = subprocess.run(
            [Path(SAMENKOMST).with_name("mkdocs"), "build", "-f", "-"],
            cwd=project,
            env=ENVIRONMENT,
            stdin=settings,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONG,
        )
    assert done.returncode == 0, done.stderr


def test_nobody_goes_on_after_a_build_that_was_refused(project: Path) -> None:
    """A first build begins to read and to compile in other processes."""
    (project / "content").unlink()
    (project / "content").mkdir()
    done = run(project)
    assert done.returncode == 1
    lock = project / ".cache/samenkomst/build.lock"
    with lock.open("rb") as file:  # whoever was forked would hold it
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_memory_that_cannot_be_kept_stops_nothing(project: Path) -> None:
    (project / ".cache").write_text("een bestand")
    for _ in range(2):
        assert run(project).returncode == 0


@pytest.mark.faults
def test_full_disk_leaves_the_old_site(project: Path) -> None:
    """No file may be larger than so much: the system refuses, as a full disk does."""
    assert run(project).returncode == 0
    before = names(project)
    (project / "docs/index.md").write_text("# Anders\n" + "veel tekst " * 9999)
    size = (50_000, 50_000)
    done = run(project, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, size))
    assert done.returncode == 1
    assert "het bestand wordt te groot" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(project) == before


@pytest.mark.parametrize("wrong", ["file", "loop", "content"])
def test_mkdocs_build_tells_it_too(tmp_path: Path, wrong: str) -> None:
    project = make_project(tmp_path)
    before = names(project / "content")
    if wrong == "file":
        (project / "site").write_text("een bestand")
    elif wrong == "loop":
        (project / "site").symlink_to("site")
    else:
        with (project / "mkdocs.yml").open("a") as settings:
            settings.write("site_dir: content\n")
    done = build(project)
    assert done.code == 1
    assert "is geen map." in done.output or "dan verdwijnt" in done.output
    assert "Traceback" not in done.output
    assert names(project / "content") == before


@linux
@pytest.mark.parametrize(
    ("locked", "words"),
    [
        ("site", "komt de site, maar u mag er niet schrijven."),
        (".", ".site.new: daarvoor zijn er geen rechten."),
        ("docs", "docs/index.md: daarvoor zijn er geen rechten."),
    ],
)
def test_folder_that_is_locked_is_told(project: Path, locked: str, words: str) -> None:
    assert run(project).returncode == 0
    before = names(project)
    (project / "docs/index.md").write_text("# Anders")
    (project / locked).chmod(0o500 if locked != "docs" else 0o600)
    try:
        done = run(project, preexec_fn=like_anybody)
    finally:
        (project / locked).chmod(0o700)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert names(project) == before
