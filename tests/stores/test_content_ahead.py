"""Reading ahead: the same content, known sooner; whatever goes wrong there is told as ever."""

import subprocess
import sys
from pathlib import Path

import pytest

from samenkomst.stores.content import load_catalogue, load_remembering
from samenkomst.stores.content_memory import is_remembered, recall
from samenkomst.stores.content_reading import entries_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is read ahead")

AHEAD = """
import os, sys
from pathlib import Path
from samenkomst.stores import content, content_ahead
from samenkomst.stores.content_ahead import read_ahead

def begin(folder):
    wait = read_ahead(folder)
    print(len(open(f"/proc/self/task/{os.getpid()}/children").read().split()), end=" ")
    return wait

folder = Path(sys.argv[1])
"""


def run(program: str, folder: Path) -> str:
    """Return what it prints, in a process of its own: beside a thread nothing is read ahead."""
    command = [sys.executable, "-c", AHEAD + program, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_content_that_is_read_ahead_is_known(folder: Path) -> None:
    assert run("wait = begin(folder); wait(); wait(); begin(folder)()", folder) == "1 0 "
    known = len(entries_of(recall(folder).sound))
    assert known > 0
    assert load_remembering(folder) == load_catalogue(folder)
    assert len(entries_of(recall(folder).sound)) == known


def test_mistake_is_told_by_who_asks(folder: Path) -> None:
    (folder / "events" / "stuk.yaml").write_text("slug: [<script>", encoding="utf-8")
    run("begin(folder)()", folder)
    catalogue, problems = load_remembering(folder)
    assert catalogue is None
    assert "events/stuk.yaml" in {each.place.source for each in problems}


def test_changed_file_is_read_again(folder: Path) -> None:
    run("begin(folder)()", folder)
    path = folder / "people.yaml"
    typed = path.read_text(encoding="utf-8")
    path.write_text(f"{typed}\n  - id: nieuw\n    name: Noor\n", encoding="utf-8")
    catalogue, _ = load_remembering(folder)
    assert catalogue is not None
    assert "nieuw" in catalogue.people


@pytest.mark.faults
def test_reader_that_dies_is_no_matter(folder: Path) -> None:
    dies = "content_ahead.count_remembering = lambda *_: os._exit(9); begin(folder)()"
    assert run(dies, folder) == "1 "
    assert not is_remembered(folder)
    assert load_remembering(folder)[0] is not None


def test_folder_that_is_not_there_is_not_read(tmp_path: Path) -> None:
    assert run("begin(folder)()", tmp_path / "elders") == "0 "
    assert not (tmp_path / ".cache").exists()
