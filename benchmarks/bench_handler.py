"""The form handler against others, side by side: `make bench-handler`, or with --quick.

Each round starts every server anew, on the same settings of gunicorn, and lets 64 clients post the
same form of twelve fields, each time as another person. Rounds are interleaved, medians compared:
the ratios are what counts, the numbers are this machine's. Afterwards the records are counted.
Needs wrk (Debian: apt-get install wrk).
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from samenkomst.core.record import Draft, encode
from tests.builders import EMAIL_FIELD, TOWN_FIELD, make_contract, make_entry, make_field, make_form
from tests.journeys.server import SECRET, Server, free_port

ROOT = Path(__file__).parents[1]
CLIENTS = 64
EVENT, FORM = "ronde-tafel", "aanmelden"
URL = f"/formulieren/{EVENT}/{FORM}/"
EXTRA = [f"veld{number}" for number in range(1, 7)]
ANSWERS = {
    "gemeente": "Utrecht",
    "functie": "Beleidsadviseur sociaal domein",
    "telefoon": "030 000 00 00",
    "vraag": "Hoe houden collega's het vol, ook als het druk is? Wij zoeken een manier van werken. "
    * 7,
    **{name: "Een kort antwoord van een regel, zoals mensen dat geven." for name in EXTRA},
    "website": "",
}
OURS = "form_handler:create_app()"


@dataclass
class Run:
    """What one round of one server gave, nothing more."""

    rate: float
    """Answered posts per second."""
    p99: float
    """Milliseconds."""
    memory: float
    """Largest of its processes, in MB."""


@dataclass
class Contender:
    """A server in the comparison, with its rounds so far; nothing more."""

    name: str
    app: str
    workers: int
    history: Path | None = None
    """A data folder to begin with."""
    count: Callable[[Path], int] | None = None
    """Counts what it stored."""
    runs: list[Run] = field(default_factory=list)

    def median(self, figure: str) -> float:
        return float(statistics.median(getattr(run, figure) for run in self.runs))


def make_site(folder: Path) -> Path:
    """Write a contract with one form of twelve fields; return its folder."""
    functions = make_field(name="functie", label="Uw functie")
    phone = make_field(name="telefoon", label="Uw telefoonnummer", type="tel")
    question = make_field(name="vraag", label="Uw vraag", type="textarea", limit=4000)
    extra = [make_field(name=name, label=name, required=False) for name in EXTRA]
    form = make_form(
        make_field(), EMAIL_FIELD, TOWN_FIELD, functions, phone, question, *extra, id=FORM
    )
    contract = make_contract(make_entry(slug=EVENT, form=FORM), forms=[form])
    folder.mkdir(parents=True)
    (folder / "forms.json").write_text(json.dumps(contract.to_json()), encoding="utf-8")
    return folder


@contextmanager
def served(contender: Contender, site: Path, folder: Path) -> Iterator[Server]:
    """Serve a contender from a data folder of its own."""
    port = free_port()
    if contender.history:
        shutil.copytree(contender.history, folder / "var")
    command = [sys.executable, "-m", "gunicorn", "--config", "python:form_handler.server"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(contender.workers)]
    command += ["--threads", str(CLIENTS // contender.workers), contender.app]
    environment = {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(folder / "var"),
        "SAMENKOMST_SITE": str(site),
        "SAMENKOMST_POSTS_PER_MINUTE": "0",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
    }
    with Started(command, port, environment, folder / "log") as server:
        yield server


class Started(Server):
    """A server that is there when it answers anything at all."""

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            done = subprocess.run(
                ["curl", "-s", "-o", "/dev/null", f"http://127.0.0.1:{self.port}/"],  # noqa: S607
                check=False,
            )
            if done.returncode == 0:
                return
            time.sleep(0.05)
        raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")


def post(server: Server, prefix: str, seconds: float) -> dict[str, float]:
    """Let 64 clients post for so long; return what wrk saw."""
    address = f"http://127.0.0.1:{server.port}{URL}"
    command = ["wrk", "-t2", f"-c{CLIENTS}", f"-d{seconds:.0f}s", "--timeout", "30s", "--latency"]
    command += ["-s", str(ROOT / "benchmarks" / "post.lua"), address, "--", prefix]
    command.append(urlencode(ANSWERS))
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(each for each in output.splitlines() if each.startswith("RESULT "))
    seen: dict[str, float] = json.loads(line.removeprefix("RESULT "))
    if seen["refused"] or seen["broken"]:
        raise RuntimeError(f"{seen}\n{server.log.read_text()[-2000:]}")
    return seen


def memory(process: int) -> float:
    """Return the size of the largest worker, in MB."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    sizes = []
    for child in children:
        status = Path(f"/proc/{child}/status").read_text()
        sizes += [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")]
    return max(sizes) / 1000


def measure(contender: Contender, site: Path, folder: Path, seconds: float) -> None:
    """Run one round of a contender, and count what it stored."""
    folder.mkdir(parents=True)
    with served(contender, site, folder) as server:
        post(server, "w", 1)
        seen = post(server, "m", seconds)
        run = Run(
            rate=seen["requests"] / seen["microseconds"] * 1e6,
            p99=seen["p99"] / 1000,
            memory=memory(server.process.pid),
        )
    contender.runs.append(run)
    stored = contender.count(folder / "var") if contender.count else None
    if stored is not None and stored < seen["requests"]:
        raise RuntimeError(f"{contender.name}: {seen['requests']} answered, {stored} stored")
    shutil.rmtree(folder)
    told = f"  {contender.name}: {run.rate:.0f}/s, p99 {run.p99:.0f} ms, {run.memory:.0f} MB"
    print(told, file=sys.stderr)


def count_lines(data: Path) -> int:
    """Return the records of a journal of ours."""
    return sum(path.read_bytes().count(b"\n") for path in data.glob("journal*.jsonl"))


def make_history(data: Path, count: int) -> Path:
    """Write a journal of so many submissions, as the product would have."""
    data.mkdir(parents=True)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with (data / "journal.jsonl").open("wb") as file:
        for seq in range(1, count + 1):
            email = f"h{seq}@example.org"
            fields = {
                "event": EVENT, "form": FORM, "form_version": "0", "procedure": "application",
                "person": email, "email": email, "organisation": "GM0344",
                "answers": {"naam": "Anna", "email": email, **ANSWERS},
                "reference": f"{seq:08d}",
            }  # fmt: skip
            file.write(encode(Draft("submission_received", f"h{seq}", fields), seq, now))
    return data


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


@dataclass(frozen=True)
class Row:
    """One claim, held against its bar."""

    claim: str
    ours: str
    other: str
    ratio: float
    bar: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        return self.ratio <= self.bar if self.at_most else self.ratio >= self.bar

    def cells(self) -> list[str]:
        sign = "≤" if self.at_most else "≥"
        verdict = "yes" if self.met else "NO"
        return [
            self.claim, self.ours, self.other, f"{self.ratio:.2f}", f"{sign} {self.bar:g}", verdict
        ]  # fmt: skip


def compare(runs: dict[str, Contender], start: tuple[float, float]) -> list[Row]:
    """Return every claim with what was measured."""

    def rate(claim: str, ours: str, other: str, bar: float) -> Row:
        one, two = runs[ours].median("rate"), runs[other].median("rate")
        return Row(claim, f"{one:.0f}/s", f"{two:.0f}/s", one / two, bar)

    one, empty = runs["ours 1"], runs["empty 1"]
    django = max(("django 1", "django 4"), key=lambda name: runs[name].median("rate"))
    best = max(("ours 1", "ours 4"), key=lambda name: runs[name].median("rate"))
    return [
        rate("of an empty Flask endpoint, 1 process", "ours 1", "empty 1", 0.80),
        rate("the same, 4 processes", "ours 4", "empty 4", 0.65),
        Row(
            "p99 against the empty endpoint's, 1 process",
            f"{one.median('p99'):.0f} ms",
            f"{empty.median('p99'):.0f} ms",
            one.median("p99") / empty.median("p99"),
            2,
            at_most=True,
        ),
        rate("against Flask and SQLite, 1 process", "ours 1", "sqlite 1", 1.2),
        rate("the same, 4 processes", "ours 4", "sqlite 4", 2.5),
        rate(f"against Django's best ({django[-1]} processes)", best, django, 7),
        Row(
            "memory of one process under load, MB",
            f"{one.median('memory'):.0f}",
            "80",
            one.median("memory"),
            80,
            at_most=True,
        ),
        Row(
            "start to first answered post against `import flask`",
            f"{start[0] * 1000:.0f} ms",
            f"{start[1] * 1000:.0f} ms",
            start[0] / start[1],
            1.5,
            at_most=True,
        ),
        rate("with 100,000 records against an empty journal", "grown 1", "ours 1", 0.95),
    ]


def table(rows: list[Row], rounds: int, seconds: float) -> str:
    """Return the rows as Markdown, with the day and the machine."""
    lines = [
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} processors "
        f"({_processor()}), Linux {platform.release().partition('-')[0]}, "
        f"Python {platform.python_version()}; {CLIENTS} clients, {rounds} rounds of "
        f"{seconds:g} s, medians.",
        "",
        "| figure | ours | other | ratio | bar | met |",
        "| --- | --- | --- | --- | --- | --- |",
        *(f"| {' | '.join(row.cells())} |" for row in rows),
    ]
    return "\n".join(lines)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def contenders(folder: Path) -> list[Contender]:
    """Return all servers; those that are compared with each other run one after the other."""
    sqlite, django = "benchmarks.handlers.sqlite:app", "benchmarks.handlers.django_form:application"
    history = make_history(folder / "history", 100_000)
    return [
        Contender("empty 1", "benchmarks.handlers.empty:app", 1),
        Contender("ours 1", OURS, 1, count=count_lines),
        Contender("grown 1", OURS, 1, history, count_lines),
        Contender("sqlite 1", sqlite, 1),
        Contender("django 1", django, 1),
        Contender("empty 4", "benchmarks.handlers.empty:app", 4),
        Contender("ours 4", OURS, 4, count=count_lines),
        Contender("sqlite 4", sqlite, 4),
        Contender("django 4", django, 4),
    ]


def main() -> int:
    """Print the table; return 1 when a bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one round of two seconds")
    parser.add_argument("--only", default="", help="by how names begin: ours,empty")
    parser.add_argument("--folder", type=Path, help="where the data is kept meanwhile: a real disk")
    words = parser.parse_args()
    rounds, seconds = (1, 2.0) if words.quick else (5, 6.0)
    with tempfile.TemporaryDirectory(dir=words.folder or ROOT, prefix=".bench-") as name:
        folder = Path(name)
        site = make_site(folder / "site")
        wanted = tuple(words.only.split(",")) if words.only else ("",)
        running = [each for each in contenders(folder) if each.name.startswith(wanted)]
        for _ in range(rounds):
            for contender in running:
                measure(contender, site, folder / "run", seconds)
        if words.only:
            return 0
        start = start_times(site, folder, 5 if words.quick else 21)
    rows = compare({each.name: each for each in running}, start)
    print(table(rows, rounds, seconds))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
