"""What anybody reads in a terminal when the system refuses something: a sentence, never a trace."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from samenkomst.commands.terminal import telling_obstacles
from tests.journeys.server import free_port
from tests.organiser import Organiser
from tests.patience import LONG
from tests.site.building import ROOT
from tests.stores.journals import link_away
from tests.unprivileged import like_anybody

SAMENKOMST = str(Path(sys.executable).with_name("samenkomst"))


_ROOTS_PORTS = Path("/proc/sys/net/ipv4/ip_unprivileged_port_start")
SOME_PORTS_ARE_ROOTS = _ROOTS_PORTS.exists() and int(_ROOTS_PORTS.read_text()) > 1


def run(
    folder: Path,
    *words: str,
    answer: str = "",
    like: Callable[[], None] | None = None,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SAMENKOMST, *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
        input=answer,
        preexec_fn=like,
    )


@pytest.mark.parametrize("command", ["serve", "start"])
def test_port_of_another_program_is_told(tmp_path: Path, command: str) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Proef\n")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run(tmp_path, command, "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Poort {port} is bezet. Loopt de site al in ")
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not SOME_PORTS_ARE_ROOTS, reason="here everybody may have every port")
@pytest.mark.parametrize("command", ["serve", "start"])
def test_port_that_is_not_for_everybody_is_told(tmp_path: Path, command: str) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Proef\n")
    done = run(tmp_path, command, "--port", "1", like=like_anybody)
    told = "Dat lukt nu niet: daarvoor zijn er geen rechten\n"
    assert (done.returncode, done.stderr) == (1, told)


@pytest.mark.parametrize("ended", ["", "Sam"])
def test_end_of_input_at_a_question_is_told(tmp_path: Path, ended: str) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var/journal.torn-900-1").write_text('{"email":"kim@example.org","na', "ascii")
    done = run(tmp_path, "erase", "kim@example.org", answer=ended)
    assert done.returncode == 1
    assert done.stderr.endswith("Gestopt.\n" if not ended else "Er is niets gewist.\n")
    assert "Aborted" not in done.stderr


def test_data_that_cannot_be_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Proef\n")
    (tmp_path / "var").write_text("een bestand")
    done = run(tmp_path, "serve", "--port", str(free_port()))
    assert done.returncode == 1
    assert done.stderr == "Dat lukt nu niet: var: er staat al iets met deze naam\n"


def test_terminal_that_knows_few_letters_gets_what_it_knows(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to(ROOT / "content")
    (tmp_path / "leeg").mkdir()
    done = run(tmp_path, "check", "leeg", PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "leeg/forms.yaml: Dit bestand ontbreekt." in done.stdout
    assert done.stderr == "4 fouten gevonden.\n"


@pytest.mark.parametrize(
    ("obstacle", "told"),
    [
        (PermissionError(13, "no", "var"), "Dat lukt nu niet: var: daarvoor zijn er geen rechten"),
        (KeyboardInterrupt(), "Gestopt."),
        (click.Abort(), "\nGestopt."),
    ],
)
def test_obstacle_ends_the_command_with_a_sentence(
    capsys: pytest.CaptureFixture[str], obstacle: BaseException, told: str
) -> None:
    with pytest.raises(SystemExit) as ended, telling_obstacles():
        raise obstacle
    assert (ended.value.code, capsys.readouterr().err) == (1, f"{told}\n")


def test_reader_who_has_enough_is_no_obstacle() -> None:
    with pytest.raises(BrokenPipeError), telling_obstacles():
        raise BrokenPipeError


STOPPABLE = """import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Who runs the tests in the background has this signal ignored, and what they start as well."""


@pytest.mark.parametrize("command", ["build", "start"])
def test_build_that_is_stopped_says_so_once_and_leaves_nothing(
    tmp_path: Path, command: str
) -> None:
    """It waits at the lock of another: there it certainly is when the signal comes.

    As Ctrl+C does, that reaches every process of the command.
    """
    port = ["--port", str(free_port())] if command == "start" else []
    (tmp_path / "docs").mkdir()
    (tmp_path / "content").symlink_to(ROOT / "content")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nplugins: [samenkomst]\n")
    (tmp_path / ".cache/samenkomst").mkdir(parents=True)
    held = "import fcntl, sys; f = open('.cache/samenkomst/build.lock', 'ab'); "
    held += "fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", held], cwd=tmp_path, stdin=pipe, stdout=pipe
    ) as other:
        assert other.stdout
        other.stdout.readline()
        words = [sys.executable, "-c", STOPPABLE, SAMENKOMST, command, *port]
        with subprocess.Popen(
            words, cwd=tmp_path, stdout=pipe, stderr=pipe, text=True, start_new_session=True
        ) as build:
            assert build.stdout
            assert "Even wachten." in build.stdout.readline()
            os.killpg(build.pid, signal.SIGINT)
            try:
                assert build.communicate(timeout=LONG)[1] == "Gestopt.\n"
            finally:
                build.kill()
        assert build.returncode == 1
        other.communicate(b"")
    assert not (tmp_path / ".site.new").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("restore", "bestand"), "Dat lukt nu niet: bestand/journal.jsonl: dit is geen map"),
        (("schema", "bestand"), "Dat lukt nu niet: bestand/schema: dit is geen map"),
        (
            ("new", "event", "een-dag", "--content", "content"),
            "content/events/een-dag.yaml is niet te schrijven: er staat al iets met deze naam",
        ),
    ],
)
def test_what_is_no_folder_is_told_with_its_place(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    (tmp_path / "bestand").write_text("geen map")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/events").write_text("geen map")
    done = run(tmp_path, *words)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr == f"{told}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("inbox",), "Dat lukt nu niet: var/journal.jsonl: {why}"),
        (("verify",), "Dat lukt nu niet: var/journal.jsonl: {why}"),
        (("export", "--journal", "kopie"), "Overzetten lukt nu niet: var/journal.jsonl: {why}"),
        (("restore", "oud"), "Dat lukt nu niet: oud/journal.jsonl: {why}"),
        (("repair",), "Dat lukt nu niet: var/journal.jsonl: {why}"),
        (("erase", "--yes", "kim@example.org"), "Dat lukt nu niet: var/journal.jsonl: {why}"),
        (("retain",), "Dat lukt nu niet: var/journal.jsonl: {why}"),
        (("deliver", "--dry-run"), "Dat lukt nu niet: var/journal.jsonl: {why}"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("make", "why"), [(os.mkfifo, "dit is geen gewoon bestand"), (os.mkdir, "dit is een map")]
)
def test_journal_that_is_no_file_is_told_and_nobody_waits(
    tmp_path: Path, words: tuple[str, ...], said: str, make: Callable[[Path], None], why: str
) -> None:
    """To open a pipe waits for ever."""
    environment = Organiser(tmp_path).environment | {"SAMENKOMST_DATA": "var"}
    for folder in ("var", "oud"):
        (tmp_path / folder).mkdir(0o700)
    make(tmp_path / ("oud" if "oud" in words else "var") / "journal.jsonl")
    done = run(tmp_path, *words, **environment)
    assert (done.returncode, done.stderr) == (1, f"{said.format(why=why)}\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("note", "K7QM-2XHD", "x"), "Er is niets vastgelegd: {why}"),
        (("deliver",), "Bezorgen lukt nu niet: {why}. De brieven blijven klaarstaan."),
        (("backup", "kopie"), "Dat lukt nu niet: {why}"),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("name", "make", "why"),
    [
        ("journal.lock", os.mkdir, "var/journal.lock: dit is een map"),
        ("journal.jsonl", os.mkdir, "var/journal.jsonl: dit is een map"),
        ("journal.jsonl", os.mkfifo, "het journaal is geen gewoon bestand"),
        (
            "journal.jsonl",
            lambda path: (path.touch(0o600), link_away(path)),
            "het journaal is een verwijzing naar een ander bestand",
        ),
        ("journal.durable", os.mkfifo, "dit is geen gewoon bestand"),
    ],
)
def test_what_is_in_the_way_of_writing_is_told_in_dutch(
    tmp_path: Path,
    words: tuple[str, ...],
    said: str,
    name: str,
    make: Callable[[Path], None],
    why: str,
) -> None:
    environment = Organiser(tmp_path).environment | {"SAMENKOMST_DATA": "var"}
    (tmp_path / "var").mkdir(0o700)
    if name != "journal.jsonl":
        (tmp_path / "var/journal.jsonl").touch(0o600)
    make(tmp_path / "var" / name)
    done = run(tmp_path, *words, **environment)
    assert (done.returncode, done.stderr) == (1, f"{said.format(why=why)}\n")
