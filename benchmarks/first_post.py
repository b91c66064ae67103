"""How long a fresh process takes to its first answered post, beside `import flask`."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.form_load import ANSWERS, URL
from tests.journeys.server import ROOT, SECRET

FIRST_POST = """
import io, sys
from form_handler import create_app
body = sys.argv[1].encode()
status = []
answer = create_app()({
    "REQUEST_METHOD": "POST", "PATH_INFO": sys.argv[2], "SCRIPT_NAME": "", "QUERY_STRING": "",
    "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "127.0.0.1:8000", "CONTENT_TYPE": "application/x-www-form-urlencoded",
    "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr,
    "wsgi.url_scheme": "http", "REMOTE_ADDR": "127.0.0.1",
}, lambda code, headers, error=None: status.append(code))
list(answer)
assert status == ["303 SEE OTHER"], status
"""


def start_times(site: Path, folder: Path, rounds: int) -> tuple[float, float]:
    """Return seconds from nothing to the first answered post, and for `import flask`."""
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("SAMENKOMST")},
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(folder / "var"),
        "SAMENKOMST_SITE": str(site),
    }
    body = urlencode({"naam": "Anna", "email": "anna@example.org", **ANSWERS})
    programs = {"ours": [FIRST_POST, body, URL], "flask": ["import flask"]}
    times: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(rounds + 1):
        for name, words in programs.items():
            begin = time.perf_counter()
            command = [sys.executable, "-c", *words]
            subprocess.run(command, check=True, env=environment, cwd=ROOT, capture_output=True)
            if number:  # the first compiles, and fills the disk's cache
                times[name].append(time.perf_counter() - begin)
        shutil.rmtree(folder / "var", ignore_errors=True)
    return statistics.median(times["ours"]), statistics.median(times["flask"])
