"""A PostgreSQL server of the tests' own: a socket in a folder, no port, and the disk as it is."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.patience import LONG

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "32MB",
    "unix_socket_permissions": "0777",
}
_NUMBERS = count(1)


def find_programs() -> Path:
    """Return the folder of the newest server's programs."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not folders:
        raise FileNotFoundError("no PostgreSQL server: run tools/install_postgres.sh")
    return folders[0]


def has_server() -> bool:
    """Return whether a server's programs are here."""
    try:
        find_programs()
    except FileNotFoundError:
        return False
    return True


def as_user() -> dict[str, object]:
    """Return how a process is started that must not be root."""
    if os.geteuid() != 0:
        return {}
    someone = pwd.getpwnam("postgres")
    return {"user": someone.pw_uid, "group": someone.pw_gid, "extra_groups": []}


class Cluster:
    """One server with its folder, nothing more."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._programs = find_programs()
        self._at = ["-D", str(folder / "data")]
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make the files of an empty server."""
        self._run("initdb", "--auth=trust", "--username=owner", "--encoding=UTF8", "--no-locale")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", *self._at, "-k", self.folder, *options],
                stdout=log,
                stderr=log,
                cwd="/",
                **as_user(),  # type: ignore[call-overload]
            )
        self._wait()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT cuts connections off, SIGQUIT is as a crash; SIGTERM waits for them."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(LONG)
            self._process = None

    def url(self, database: str, user: str = "owner", **options: str) -> str:
        """Return how a program finds a database here; the password in it is asked by nobody."""
        more = "".join(f"&{name}={quote(value)}" for name, value in options.items())
        return f"postgresql://{user}:{PASSWORD}@/{database}?host={quote(str(self.folder))}{more}"

    def new_database(self, *, options: str = "") -> str:
        """Make an empty database and return its URL."""
        name = f"test_{os.getpid()}_{next(_NUMBERS)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return self.url(name)

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Return the rows of a statement, as the owner of the server."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self._programs / program, *self._at, *arguments],
            check=True,
            capture_output=True,
            cwd="/",
            **as_user(),  # type: ignore[call-overload]
        )

    def _wait(self) -> None:
        end = time.monotonic() + LONG
        while True:
            try:
                self.run("SELECT 1")
                return
            except psycopg.OperationalError:
                if time.monotonic() > end or self._process is None or self._process.poll():
                    raise
            time.sleep(0.05)


PASSWORD = "wachtwoord-geheim"
"""Never to be seen in a message or a log."""


@contextmanager
def running_cluster(place: str | None = None) -> Iterator[Cluster]:
    """Run a server as long as the block lasts, in a folder of `place`.

    Its path is short: that of a socket has a limit.
    """
    folder = Path(tempfile.mkdtemp(prefix="samenkomst-pg-", dir=place))
    try:
        if user := as_user():
            os.chown(folder, int(str(user["user"])), int(str(user["group"])))
        folder.chmod(0o755)
        cluster = Cluster(folder)
        cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder)
