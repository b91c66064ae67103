"""Builds a site in a folder of its own, as people do: with the command."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup

from tests.patience import LONG

ROOT = Path(__file__).parents[2]
TODAY = "2022-03-01"
ENVIRONMENT = {
    "NO_MKDOCS_2_WARNING": "1",
    "PATH": os.environ["PATH"],
    "SAMENKOMST_TODAY": TODAY,
    "SOURCE_DATE_EPOCH": "1646092800",
}


@dataclass(frozen=True, slots=True)
class Built:
    """A project folder in which a site was built, and what the command said."""

    project: Path
    code: int
    output: str

    @property
    def site(self) -> Path:
        return self.project / "site"

    def text(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")

    def page(self, url: str) -> BeautifulSoup:
        path = url if url.endswith(".html") else f"{url}index.html"
        return BeautifulSoup(self.text(path), "html.parser")

    def pages(self) -> dict[str, str]:
        """Every HTML page by its path."""
        found = sorted(self.site.rglob("*.html"))
        return {str(path.relative_to(self.site)): path.read_text("utf-8") for path in found}

    def files(self) -> dict[str, bytes]:
        found = sorted(path for path in self.site.rglob("*") if path.is_file())
        return {str(path.relative_to(self.site)): path.read_bytes() for path in found}


def make_project(folder: Path, content: Path = ROOT / "content", root: Path = ROOT) -> Path:
    """Return a folder with the settings and pages of `root`, and with that content."""
    shutil.copytree(root / "docs", folder / "docs")
    shutil.copytree(content, folder / "content")
    shutil.copy(root / "mkdocs.yml", folder)
    return folder


def copy_project(source: Path, folder: Path) -> Path:
    """Return a folder with what another site was built from, whatever was edited since."""
    return make_project(folder, source / "content", source)


def build(project: Path, tool: str = "mkdocs", **environment: str) -> Built:
    """Build the site in `project`, warnings being errors."""
    command = [str(Path(sys.executable).parent / tool), "build", "--strict", "-f", "mkdocs.yml"]
    done = subprocess.run(
        command,
        cwd=project,
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
    )
    return Built(project, done.returncode, done.stdout + done.stderr)
