"""A disk that stops answering, under the real handler; then it comes back, or never does (T19).

In each process one visitor can be inside the system's own `write` or `pread` when it begins (seen:
waiting for a page, or for the time of access to be noted). Nothing can call that thread back, so
that visitor waits as long as the disk hangs. All others have to be told.
"""

import json
import os
import signal
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from flask import Flask

import samenkomst.journals
from form_handler import create_app
from tests.builders import make_contract, make_entry
from tests.faults.disks import NEEDS, Disk, served
from tests.faults.experiment import Experiment, Found
from tests.faults.power import made_image, mounted
from tests.journeys.crowd import GOOD
from tests.journeys.server import SECRET, Server, free_port, gunicorn, post_form
from tests.service.desk import make_procedure
from tests.stores.journals import Unflushed

VISITORS, WORKERS = 30, 2
LONGEST = 20.0
"""Seconds that nobody waits for an answer; the disk hangs for longer."""
_SIZE = 256 << 20
"""Bytes: on a smaller disk the handler takes nothing in."""
CONTROL = "tests.faults.hanging:create_unflushed_app()"
Answer = tuple[int, float, str]
"""Status, seconds, and reference or what was answered."""


def create_unflushed_app() -> Flask:
    """A broken handler: it does not wait for the disk."""
    samenkomst.journals.Journal = Unflushed  # type: ignore[misc]
    return create_app()


def hang(app: str, tries: range) -> Found:
    """Let a disk hang so many times, for good every second time.

    Everyone has to be answered meanwhile; what was acknowledged must be on the disk.
    """
    violations, seen = list[str](), list[Answer]()
    for each in tries:
        with tempfile.TemporaryDirectory() as name, made_image("ext4", _SIZE) as (image, mount):
            answers, wrong = _one_hang(app, Path(name), image, mount, for_good=bool(each % 2))
            with mounted(image, mount):
                told = [words for status, _, words in answers if status == 201]
                wrong += _missing(mount / "journal.jsonl", told)
        violations += [f"{each}: {one}" for one in wrong]
        seen += answers
    refused = [seconds for status, seconds, _ in seen if status == 503]
    silent = sum(status == 0 for status, _, _ in seen)
    counts = {
        "told to come back": len(refused),
        "of them after more than five seconds": sum(each > 5 for each in refused),
        "without an answer": silent,
    }
    return Found(len(tries), tuple(violations), counts)


def _one_hang(
    app: str, folder: Path, image: Path, mount: Path, *, for_good: bool
) -> tuple[list[Answer], list[str]]:
    """Return what visitors were answered before, during and after, and what is wrong."""
    contract = make_contract(make_entry(), forms=[make_procedure("registration")])
    (folder / "site").mkdir()
    (folder / "site" / "forms.json").write_text(json.dumps(contract.to_json()), encoding="utf-8")
    port = free_port()
    with served(folder, "file", str(image)) as disk, mounted(disk.path, mount):
        environment = {
            "SAMENKOMST_SECRET": SECRET,
            "SAMENKOMST_DATA": str(mount),
            "SAMENKOMST_SITE": str(folder / "site"),
            "SAMENKOMST_POSTS_PER_MINUTE": "0",
        }
        server = Server(
            gunicorn(app, port, workers=WORKERS, threads=8), port, environment, folder / "log"
        )
        with server:
            try:
                return _visit(port, disk, for_good=for_good)
            finally:
                server.signal(signal.SIGKILL)  # it may wait for a disk that is gone


def _visit(port: int, disk: Disk, *, for_good: bool) -> tuple[list[Answer], list[str]]:
    first = _post(port, "first")
    os.kill(disk.server.pid, signal.SIGSTOP)
    try:
        with ThreadPoolExecutor(VISITORS) as visitors:
            answers = list(
                visitors.map(partial(_post, port), map("during-{}".format, range(VISITORS)))
            )
    finally:
        if for_good:
            disk.pull_out()
        os.kill(disk.server.pid, signal.SIGCONT)
    late = [each for each in answers if each[0] not in (201, 503) or each[1] > LONGEST]
    wrong = [f"answered {each}" for each in late] if len(late) > WORKERS else []
    if for_good:
        return [first, *answers], wrong
    later = _post_until_taken(port)
    return [first, *answers, later], wrong + ([] if later[0] == 201 else ["does not recover"])


def _post(port: int, name: str) -> Answer:
    begin = time.monotonic()
    answers = {"naam": name, "email": f"{name}@example.org", "gemeente": "Utrecht"}
    try:
        status, body = post_form(port, "/formulieren/ronde-tafel/aanmelden/", answers)
    except OSError as error:
        return 0, time.monotonic() - begin, str(error)
    words = str(json.loads(body)["reference"]) if status == 201 else body.decode()[:80]
    return status, time.monotonic() - begin, words


def _post_until_taken(port: int) -> Answer:
    end = time.monotonic() + 60
    while (answer := _post(port, "later"))[0] != 201 and time.monotonic() < end:
        time.sleep(0.5)
    return answer


def _missing(path: Path, told: list[str]) -> list[str]:
    """Return the references that were told and are not on the disk."""
    text = path.read_text(encoding="ascii", errors="replace") if path.exists() else ""
    return [f"lost {each}" for each in told if each not in text]


EXPERIMENTS = [
    Experiment(
        "hanging disk",
        partial(hang, GOOD),
        partial(hang, CONTROL, range(2)),
        0,
        20,
        NEEDS,
        share=4,
        alone=True,
    )
]
