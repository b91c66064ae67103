"""The files in `deploy/`, read without starting a server."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.deploy.stack import filled

pytestmark = pytest.mark.servers

UNITS = (
    "samenkomst.service",
    "samenkomst-build.service",
    "samenkomst-deliver.service",
    "samenkomst-retain.service",
)
SYSTEMD = shutil.which("systemd-analyze")


@pytest.mark.skipif(SYSTEMD is None, reason="systemd is not here")
@pytest.mark.parametrize("name", UNITS)
def test_unit_is_understood_and_shut_in(name: str, tmp_path: Path) -> None:
    """systemd finds nothing to complain of, and rates what is left open at 2 of 10 at most."""
    python, samenkomst = Path(sys.executable), Path(sys.executable).with_name("samenkomst")
    unit = filled(name, {"/srv/samenkomst/.venv/bin/": f"{python.parent}/"})
    assert str(python) in unit or str(samenkomst) in unit
    (tmp_path / name).write_text(unit, encoding="utf-8")
    security = ["security", "--offline=true", "--threshold=20"]
    for words in (["verify"], security):
        done = subprocess.run(
            [str(SYSTEMD), *words, str(tmp_path / name)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


SETTINGS = """# what systemd reads too
SAMENKOMST_SECRET=a $HOME & "b" \\ c=d
SAMENKOMST_MAIL_FROM="info@example.org"

SAMENKOMST_PROXIES=1"""
PROGRAM = """#!/bin/sh
printf '%s\\n' "$(id -un)" "$LOGNAME" "$(umask)" "$PWD" "$SAMENKOMST_SECRET" \\
    "$SAMENKOMST_MAIL_FROM" "$SAMENKOMST_PROXIES" "$*"
"""


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("words", "user", "umask"),
    [(["show", "K7QM-2XHD"], "nobody", "0077"), (["build"], "root", "0022")],
)
def test_command_on_a_server_has_the_settings_of_the_handler(
    words: list[str], user: str, umask: str
) -> None:
    with tempfile.TemporaryDirectory() as made:  # pytest's own folder is root's alone
        folder = Path(made)
        folder.chmod(0o755)
        program = folder / ".venv" / "bin" / "samenkomst"
        program.parent.mkdir(parents=True)
        program.write_text(PROGRAM)
        program.chmod(0o755)
        (folder / "env").write_text(SETTINGS)
        changes = {
            "/etc/samenkomst.env": f"{folder}/env",
            "/srv/samenkomst": made,
            "reuid=samenkomst --regid=samenkomst": "reuid=nobody --regid=nogroup",
        }
        (folder / "command").write_text(filled("samenkomst", changes))
        done = subprocess.run(
            ["/bin/sh", str(folder / "command"), *words],
            env={"PATH": os.environ["PATH"], "SUDO_USER": "carla", "LOGNAME": "root"},
            capture_output=True,
            text=True,
            check=True,
        )
    name = "root" if user == "root" else "carla"
    secret = 'a $HOME & "b" \\ c=d'
    expected = [user, name, umask, made, secret, "info@example.org", "1", " ".join(words)]
    assert done.stdout.splitlines() == expected


def test_nginx_has_its_headers_in_one_place_only() -> None:
    """An `add_header` inside a location would silence all those of the server."""
    text = filled("nginx.conf", {})
    before, *locations = re.split(r"^ +location ", text, flags=re.MULTILINE)
    assert before.count("add_header") > 5
    assert [each for each in locations if "add_header" in each.partition("}")[0]] == []


def test_proxies_know_every_kind_of_file_of_the_site(site: Path) -> None:
    text = filled("nginx.conf", {})
    kinds = {path.suffix[1:] for path in site.rglob("*") if path.is_file()} - {"gz"}
    known = set(re.split(r"[\s;]+", text[text.index("types {") : text.index("error_page")]))
    assert kinds <= known
