"""The real events as one small site: content in a folder, built by MkDocs as an editor would."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
BEFORE_ALL = "2015-01-01"
"""A day on which every event is still to come."""

_CONFIG = """\
site_name: Samenkomst
site_url: https://samenkomst.example.org/
theme: {name: material, language: nl, font: false}
plugins:
  search: {lang: nl}
  samenkomst: {content: content}
markdown_extensions:
  - tables: {use_align_attribute: true}
  - attr_list
  - sane_lists
"""


@dataclass(frozen=True, slots=True)
class RealEvent:
    """A real event in our schema, with the facts that its page must show; nothing more."""

    number: str
    source: str
    """The YAML as it was written."""
    expected: dict[str, Any]
    """The facts and the calendar of `<nn>.facts.json`."""

    @property
    def slug(self) -> str:
        """The last part of the page's address."""
        lines = self.source.splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("slug:"))

    @property
    def today(self) -> str:
        """The day on which the facts hold."""
        return str(self.expected.get("today", BEFORE_ALL))


def real_events() -> list[RealEvent]:
    """Return every event of this folder, in order."""
    return [_read(path) for path in sorted(FOLDER.glob("[0-9][0-9].yaml"))]


def _read(path: Path) -> RealEvent:
    facts = path.with_suffix(".facts.json").read_text(encoding="utf-8")
    return RealEvent(path.stem, path.read_text(encoding="utf-8"), json.loads(facts))


def write_content(folder: Path, *, together: bool) -> None:
    """Write the content: all events in `events.yaml`, or each in a file of its own."""
    folder.mkdir(parents=True)
    for shelf in ("people", "organisations", "forms"):
        text = (FOLDER / f"{shelf}.yaml").read_text(encoding="utf-8")
        (folder / f"{shelf}.yaml").write_text(text, encoding="utf-8")
    if together:
        listed = "events:\n" + "".join(_as_entry(each.source) for each in real_events())
        (folder / "events.yaml").write_text(listed, encoding="utf-8")
        return
    (folder / "events").mkdir()
    for event in real_events():
        (folder / "events" / f"{event.slug}.yaml").write_text(event.source, encoding="utf-8")


def _as_entry(source: str) -> str:
    """Return a file with one event as an entry of a list."""
    lines = [f"    {line}" if line else "" for line in source.splitlines()]
    first = next(number for number, line in enumerate(lines) if line.startswith("    slug:"))
    assert first == 0, "an event's file begins with its slug"
    return "\n".join([f"  - {lines[0].strip()}", *lines[1:]]) + "\n"


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build, nothing more."""

    code: int
    output: str
    """What MkDocs had to say; nothing when all is well."""
    folder: Path


NO_EVENTS: Mapping[str, str] = {}


def build_site(root: Path, today: str, more: Mapping[str, str] = NO_EVENTS) -> Built:
    """Return the site as it is built on `today`, where a warning ends the build.

    `more` are events beside the real ones, by slug.
    """
    write_content(root / "content", together=True)
    for slug, text in more.items():
        (root / "content" / "events").mkdir(exist_ok=True)
        (root / "content" / "events" / f"{slug}.yaml").write_text(text, encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "index.md").write_text("# Start\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        env={**os.environ, "SAMENKOMST_TODAY": today},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Built(done.returncode, done.stdout, root / "site")
