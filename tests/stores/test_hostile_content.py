"""Content that means harm, or is far too large: a message within a second, and little memory.

Each runs in a process of its own with limits: what hangs or grows must not take the tests along.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import LONG
from tests.stores.mistakes import SOUND, write_sound

SECONDS = 5.0
"""Measured well below one on a quiet machine; on a busy one the same work takes longer."""
MEMORY = 1_000_000_000
_LOAD = """
import sys, time
from pathlib import Path
from samenkomst.stores.content import load_catalogue
start = time.process_time()
catalogue, problems = load_catalogue(Path(sys.argv[1]))
print(time.process_time() - start)
print(catalogue is None, *sorted({each.code for each in problems}))
"""
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = 100_000

HOSTILE = {
    "bomb": (BOMB, "yaml_anchor"),
    "merge_keys": ("events:\n  - &a {slug: x}\n  - <<: *a\n", "yaml_anchor"),
    "tag": ('events: !!python/object/apply:os.system ["touch gehackt"]\n', "yaml_tag"),
    "tag_directive": ("%TAG ! tag:yaml.org,2002:python/\n---\nevents: !name:os x\n", "yaml_tag"),
    "deep_flow": ("[" * DEEP, "yaml_depth"),
    "deep_braces": ("{a: " * DEEP, "yaml_depth"),
    "deep_dashes": ("- " * DEEP + "x", "yaml_depth"),
    "deep_indentation": ("".join(" " * n + "a:\n" for n in range(3000)), "yaml_depth"),
    "deep_keys": ("? " * DEEP, "yaml_key"),
    "same_key": ("events: []\n" * 60_000, "too_many"),
    "many_aliases": ("events:\n" + "  - *a\n" * 60_000, "too_many"),
    "many_mistakes": ("events:\n" + "  - slug: a: b\n" * 20_000, "yaml_colon"),
    "one_long_line": ("events: " + "x" * 4_900_000, "list_expected"),
    "quotes": ("events: '" + "''" * 2_000_000, "yaml_quote"),
    "zero_bytes": ("\0" * 1_000_000, "yaml_control"),
    "dashes": ("---\n" * 500_000, "yaml_documents"),
    "comments": ("#\n" * 1_000_000, "missing"),
}

LARGE = {
    "many_values": ("events:\n" + "  - x\n" * 800_000, "yaml_nodes"),
    "many_entries": ("events:\n" + "  - x\n" * 90_000, "too_many"),
    "many_empty_entries": ("events:\n" + "  - a: b\n" * 32_000, "too_many"),
    "many_keys": ("".join(f"k{n}: x\n" for n in range(45_000)), "too_many"),
}
"""Far more than anyone writes: it may take longer, and still ends."""


def load_limited(folder: Path) -> tuple[float, str]:
    """Return the processor time that reading `folder` takes, and what is said about it."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        if sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    done = subprocess.run(
        [sys.executable, "-c", _LOAD, str(folder)],
        preexec_fn=limit,
        capture_output=True,
        text=True,
        timeout=LONG,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    seconds, said = done.stdout.splitlines()
    return float(seconds), said


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_ends_within_a_second_with_a_message(name: str, tmp_path: Path) -> None:
    text, code = HOSTILE[name]
    write_sound(tmp_path)
    (tmp_path / "events.yaml").write_text(text, encoding="utf-8")
    seconds, said = load_limited(tmp_path)
    assert said.split()[0] == "True"
    assert code in said.split()
    assert seconds < SECONDS
    assert not (tmp_path / "gehackt").exists()


@pytest.mark.parametrize("name", LARGE)
def test_large_file_ends_within_seconds_with_a_message(name: str, tmp_path: Path) -> None:
    text, code = LARGE[name]
    write_sound(tmp_path)
    (tmp_path / "events.yaml").write_text(text, encoding="utf-8")
    seconds, said = load_limited(tmp_path)
    assert code in said.split()
    assert seconds < 10 * SECONDS


def test_thousands_of_namesakes_end_within_seconds(tmp_path: Path) -> None:
    """Names are compared with each other: not each with each."""
    write_sound(tmp_path)
    people = "".join(f"  - id: p{n}\n    name: Jan Jansen\n" for n in range(5_000))
    (tmp_path / "people.yaml").write_text(SOUND["people"] + people, encoding="utf-8")
    seconds, said = load_limited(tmp_path)
    assert said == "False similar_people too_many"
    assert seconds < 5 * SECONDS


def test_thousands_of_sessions_at_one_moment_end_within_seconds(tmp_path: Path) -> None:
    """Places are compared with each other: not each with each."""
    write_sound(tmp_path)
    session = "      - {{id: s{0}, title: Dag, date: 2027-03-12, place: {{city: Stad {0}}}}}\n"
    more = "".join(session.format(n) for n in range(4_000))
    text = SOUND["events"].replace("    sessions:\n", f"    sessions:\n{more}")
    (tmp_path / "events.yaml").write_text(text, encoding="utf-8")
    seconds, said = load_limited(tmp_path)
    assert said == "False"
    assert seconds < 5 * SECONDS


def test_file_of_100_megabytes_is_not_read(tmp_path: Path) -> None:
    write_sound(tmp_path)
    with (tmp_path / "events.yaml").open("wb") as file:
        file.truncate(100_000_000)
    seconds, said = load_limited(tmp_path)
    assert said == "True file_too_large"
    assert seconds < SECONDS


def test_folder_of_300_megabytes_is_not_read(tmp_path: Path) -> None:
    write_sound(tmp_path)
    (tmp_path / "events").mkdir()
    for number in range(70):
        with (tmp_path / "events" / f"e{number}.yaml").open("wb") as file:
            file.write(b"#" * 4_500_000)
    _, said = load_limited(tmp_path)
    assert "files_too_many" in said


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a device without end")
def test_file_without_end_is_not_read(tmp_path: Path) -> None:
    write_sound(tmp_path)
    (tmp_path / "events.yaml").unlink()
    (tmp_path / "events.yaml").symlink_to("/dev/zero")
    seconds, said = load_limited(tmp_path)
    assert said == "True file_outside"
    assert seconds < SECONDS


def test_pipe_in_place_of_a_file_is_not_opened(tmp_path: Path) -> None:
    """Opening it would wait for a writer that never comes."""
    write_sound(tmp_path)
    (tmp_path / "events.yaml").unlink()
    os.mkfifo(tmp_path / "events.yaml")
    _, said = load_limited(tmp_path)  # which would end it after minutes
    assert said == "True file_unreadable"
