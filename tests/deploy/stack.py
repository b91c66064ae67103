"""The shipped set-ups as they run: a proxy from `deploy/`, and the handler behind it."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.server import SECRET, Server, free_port, gunicorn
from tests.patience import LONG
from tests.patient import SERVER

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
HOST = "evenementen.example.org"
KINDS = ("nginx", "caddy", "alone")
"""`alone` is the server that is built in."""
PROXIES = ("nginx", "caddy")
BEHIND = "tests.deploy.failing:create_failing_app()"
ALONE = "tests.deploy.failing:create_failing_site_app()"


@dataclass(frozen=True)
class Answer:
    """What came back; the names of headers in small letters, in their order."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str | None:
        """Return a header's value; one that is there twice, joined by a bar."""
        found = [value for each, value in self.headers if each == name]
        return " | ".join(found) if found else None


@dataclass(frozen=True)
class Stack:
    """A running set-up, as a visitor finds it."""

    kind: str
    port: int
    folder: Path
    handler: Server
    certificate: Path | None = None
    plain_port: int = 0

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: str | Iterable[bytes] | None = None,
        *,
        timeout: float = LONG,
    ) -> Answer:
        """Send one request on a connection of its own."""
        connection = self._connect(timeout)
        try:
            connection.request(method, path, body, {"Host": HOST, **(headers or {})})
            response = connection.getresponse()
            found = [(name.lower(), value) for name, value in response.getheaders()]
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def _connect(self, timeout: float) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        if self.certificate:
            context = ssl.create_default_context(cafile=self.certificate)
            plain = socket.create_connection(("127.0.0.1", self.port), timeout)
            connection.sock = context.wrap_socket(plain, server_hostname=HOST)
        return connection


class Proxy(Server):
    """A proxy in the foreground: it is there when it takes a connection."""

    def _wait(self) -> None:
        deadline = time.monotonic() + LONG
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError(f"the proxy did not start:\n{self.log.read_text()}")


@contextmanager
def running_stack(
    kind: str,
    site: Path,
    folder: Path,
    *,
    posts_per_minute: int = 0,
    proxies: int | None = None,
) -> Iterator[Stack]:
    """Start a set-up, one of KINDS; it trusts as many proxies as there are."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    environment = {
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_BASE_URL": f"https://{HOST}/",
        "SAMENKOMST_DATA": str(folder / "var"),
        "SAMENKOMST_SITE": str(site),
        "SAMENKOMST_POSTS_PER_MINUTE": str(posts_per_minute),
        "SAMENKOMST_PROXIES": str(int(kind != "alone") if proxies is None else proxies),
        **SERVER,
    }
    # Alone it is one process: of two, one may still be starting while the other takes all the slow
    # ones, and the control of the slow clients would depend on luck.
    app, workers = (ALONE, 1) if kind == "alone" else (BEHIND, 2)
    command = gunicorn(app, port, workers=workers, threads=16 // workers)
    with ExitStack() as opened:
        handler = opened.enter_context(Server(command, port, environment, folder / "handler.log"))
        if kind == "alone":
            yield Stack(kind, port, folder, handler)
            return
        proxy, plain_port = _proxy(kind, port, site, folder)
        opened.enter_context(proxy)
        yield Stack(kind, proxy.port, folder, handler, folder / "tls" / "fullchain.pem", plain_port)


def _proxy(kind: str, behind: int, site: Path, folder: Path) -> tuple[Proxy, int]:
    make_certificate(folder / "tls")
    port, plain_port = free_port(), free_port()
    write = {"nginx": _write_nginx, "caddy": _write_caddy}[kind]
    command = write(folder, _places(behind, site, folder), port, plain_port)
    environment = {
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    return Proxy(command, port, environment, folder / "proxy.log"), plain_port


def _places(behind: int, site: Path, folder: Path) -> dict[str, str]:
    """Return what a host replaces in the shipped files."""
    return {
        "/srv/samenkomst/site": str(site),
        "/srv/samenkomst/deploy": str(DEPLOY),
        "127.0.0.1:8001": f"127.0.0.1:{behind}",
        f"/etc/letsencrypt/live/{HOST}/": f"{folder}/tls/",
    }


def filled(name: str, changes: Mapping[str, str]) -> str:
    """Return a shipped file with other values; each of `changes` has to be in it."""
    text = (DEPLOY / name).read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text, f"{name} has no {old}"
        text = text.replace(old, new)
    return text


def _write_nginx(folder: Path, places: dict[str, str], port: int, plain_port: int) -> list[str]:
    changes = places | {
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen 127.0.0.1:{plain_port};",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
    }
    (folder / "site.conf").write_text(filled("nginx.conf", changes), encoding="utf-8")
    temporary = "".join(
        f"{each}_temp_path {folder}/{each};"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # As Debian's own: it compresses, tells its version and keeps a log, unless a site forbids.
    main = f"""
        {"user root;" if os.getuid() == 0 else ""}
        daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log;
        events {{ worker_connections 768; }}
        http {{
            gzip on; gzip_proxied any; gzip_min_length 1; server_tokens on;
            access_log {folder}/access.log; {temporary}
            include {folder}/site.conf;
        }}
    """
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    return ["nginx", "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]


def _write_caddy(folder: Path, places: dict[str, str], port: int, plain_port: int) -> list[str]:
    del places[f"/etc/letsencrypt/live/{HOST}/"]
    tls = f"tls {folder}/tls/fullchain.pem {folder}/tls/privkey.pem"
    changes = places | {
        "{\n\tservers {": (
            f"{{\n\tadmin off\n\tdefault_bind 127.0.0.1\n\thttp_port {plain_port}\n"
            f"\thttps_port {port}\n\tservers {{"
        ),
        f"\n{HOST} {{": f"\n{HOST} {{\n\t{tls}",
        "\nhttps:// {": f"\nhttps:// {{\n\t{tls}",
    }
    (folder / "Caddyfile").write_text(filled("Caddyfile", changes), encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", f"{folder}/Caddyfile"]


def make_certificate(folder: Path) -> None:
    """Make a certificate that signs itself, good for a day."""
    folder.mkdir()
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "1", "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}",
        "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def slow_clients(stack: Stack, count: int, seconds: float) -> Iterator[None]:
    """Hold so many slow connections to a set-up, at most so long."""
    words = [str(stack.port), str(count), str(seconds), "tls" if stack.certificate else "plain"]
    command = [sys.executable, "-m", "tests.deploy.slow_clients", *words]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            yield
            assert process.poll() is None, "the slow clients left before the measurement ended"
        finally:
            process.terminate()


def missing_programs() -> list[str]:
    """Return which of the programs are not here."""
    return [name for name in ("nginx", "caddy", "openssl") if shutil.which(name) is None]
