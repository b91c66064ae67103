"""How long it takes in the preview from saving an event to the new page in the browser.

Measured as a browser does it: it has the page, waits on the address that MkDocs' own script polls,
and asks for the page again when that answers. What is counted ends when the new text is there.
"""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from benchmarks.runs import clean_environment

_POLL = re.compile(rb"livereload\((\d+), (\d+)\)")
_PATIENCE = 120


def measure_preview(project: Path, runs: int) -> list[float]:
    """Return the seconds of each run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "samenkomst"), "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=project,
        env=clean_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            url = f"http://127.0.0.1:{port}/"
            _wait_for(f"{url}evenementen/evenement-2/")
            return [_save_and_wait(project, url, f"merk{number}") for number in range(runs)]
        finally:
            process.terminate()


def _save_and_wait(project: Path, url: str, mark: str) -> float:
    page = f"{url}evenementen/evenement-2/"
    found = _POLL.search(_get(page))
    if found is None:
        raise SystemExit("the preview does not reload by itself")
    path = project / "content/events/evenement-2.yaml"
    text = re.sub(r"intro: \|\n(  merk\d+\n)?", f"intro: |\n  {mark}\n", path.read_text("utf-8"))
    time.sleep(1)
    path.write_text(text, encoding="utf-8")
    start = time.perf_counter()
    while mark.encode() not in _get(page):
        poll = f"{url}livereload/{found[1].decode()}/{found[2].decode()}"
        if _get(poll) > found[1]:
            found = _POLL.search(_get(page)) or found
    return time.perf_counter() - start


def _wait_for(url: str) -> None:
    start = time.monotonic()
    while time.monotonic() - start < _PATIENCE:
        try:
            _get(url)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the preview did not start")


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=_PATIENCE) as answer:  # noqa: S310 - our own server
        body: bytes = answer.read()
        return body
