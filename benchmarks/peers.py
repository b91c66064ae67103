"""What we measure ourselves against, as commands: only what is installed, the rest is told."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from benchmarks.as_markdown import write_markdown
from benchmarks.runs import Job, clean_environment
from benchmarks.synthetic import make_events, write_content

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
MADE = ("site", ".cache")
_MKDOCS = "site_name: Proef\nsite_url: https://example.org/\ntheme: {name: material, font: false}\n"
_BY_HAND = _MKDOCS + "nav: [{Home: index.md}]\nnot_in_nav: /evenementen/*\n"
_CSAFE = (
    "import sys, yaml, pathlib\n"
    "for path in pathlib.Path('content').rglob('*.yaml'):\n"
    "    yaml.load(path.read_bytes(), yaml.CSafeLoader)\n"
)


def make_jobs(folder: Path, number: int, *, quick: bool) -> tuple[list[Job], list[str]]:
    """Return the jobs, their input written into `folder`, and the names of absent peers."""
    jobs = [*_ours(folder, number), *_mkdocs(folder, number)]
    if not quick:
        jobs.append(_larger(folder, 3 * number))
    absent = []
    for name, make in (("Hugo", _hugo), ("Eleventy", _eleventy)):
        job = make(folder, number)
        jobs += [job] if job else []
        absent += [] if job else [name]
    return jobs, absent


def make_pair(folder: Path, number: int) -> tuple[Job, Job]:
    """Return what builds our site, and what builds the same events with MkDocs and Material."""
    *_, by_hand = _mkdocs(folder, number)
    return next(_ours(folder, number)), by_hand


def _project(folder: Path, number: int) -> Path:
    """Return a folder with our own settings and hand-written pages, and so many events."""
    folder.mkdir()
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    forms = (ROOT / "content/forms.yaml").read_text(encoding="utf-8")
    write_content(folder / "content", number, forms)
    return folder


def _ours(folder: Path, number: int) -> Iterator[Job]:
    ours = _project(folder / "ours", number)
    cold, command = partial(_forget, ours, *MADE), str(BIN / "samenkomst")
    yield Job("ours, cold", [command, "build"], ours, cold)
    yield Job("ours, one changed", [command, "build"], ours, _changing(ours, number))
    yield Job("ours, nothing changed", [command, "build"], ours)
    known = _project(folder / "known", number)
    yield Job("ours, check, known", [command, "check"], known)
    checked = _project(folder / "checked", number)
    yield Job("ours, check, cold", [command, "check"], checked, partial(_forget, checked, *MADE))
    yield Job("CSafeLoader", [sys.executable, "-c", _CSAFE], ours)


def _forget(project: Path, *names: str) -> None:
    """Put these aside, where they stay until all is measured.

    Not removed: an ext4 without a journal searches past the files that were removed in the last
    minutes before it makes a new one. That cost 0.3 to 0.5 ms of the kernel for each new file, in
    place of 0.03 (measured), and weighed most on whoever makes the most files.
    """
    aside = Path(tempfile.mkdtemp(prefix="aside-", dir=project.parent))
    for name in names:
        with suppress(FileNotFoundError):
            (project / name).rename(aside / name)


def _changing(project: Path, number: int) -> Callable[[], None]:
    """Return what changes one event in the middle, each time in another way."""
    path = project / f"content/events/evenement-{number // 2}.yaml"
    typed, rounds = path.read_text(encoding="utf-8"), iter(range(1, 10**6))

    def change() -> None:
        path.write_text(
            typed.replace("intro: |\n", f"intro: |\n  Ronde {next(rounds)}.\n"), "utf-8"
        )

    return change


def _larger(folder: Path, number: int) -> Job:
    project = _project(folder / "larger", number)
    forget = partial(_forget, project, *MADE)
    return Job("ours, cold, 3 x the events", [str(BIN / "samenkomst"), "build"], project, forget, 2)


def _mkdocs(folder: Path, number: int) -> Iterator[Job]:
    command = [str(BIN / "mkdocs"), "build", "-q"]
    for name, settings, events, runs in (
        ("empty Material site", _MKDOCS, 0, 99),
        ("MkDocs + Material, by hand", _BY_HAND, number, 3),
    ):
        project = folder / name
        write_markdown(project / "docs/evenementen", make_events(events), data=False)
        (project / "docs/index.md").write_text("# Welkom\n", encoding="utf-8")
        (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
        yield Job(name, command, project, partial(_forget, project, "site"), runs)


def _hugo(folder: Path, number: int) -> Job | None:
    """Return Hugo with a page, a calendar and lists by theme, kind and person; None without it."""
    command = shutil.which("hugo")
    if command is None:
        return None
    project = folder / "hugo"
    shutil.copytree(ROOT / "benchmarks/hugo", project)
    write_markdown(project / "content/evenementen", make_events(number), data=True)
    forget = partial(_forget, project, "public")
    return Job("Hugo", [command, "--quiet"], project, forget)


def _eleventy(folder: Path, number: int) -> Job | None:
    """Return Eleventy with the same pages as Hugo; None when npm has not installed it."""
    source = ROOT / "benchmarks/eleventy"
    if not (source / "node_modules/.bin/eleventy").exists() and not _install(source):
        return None
    project = folder / "eleventy"
    shutil.copytree(source, project, ignore=shutil.ignore_patterns("node_modules"))
    (project / "node_modules").symlink_to(source / "node_modules")
    write_markdown(project / "evenementen", make_events(number), data=True)
    forget = partial(_forget, project, "_site")
    return Job("Eleventy", ["node_modules/.bin/eleventy", "--quiet"], project, forget)


def _install(folder: Path) -> bool:
    """Return whether npm installed what the lock names, where npm is."""
    npm = shutil.which("npm")
    if npm is None:
        return False
    command = [npm, "ci", "--ignore-scripts", "--silent"]
    return subprocess.run(command, cwd=folder, env=clean_environment(), check=False).returncode == 0
