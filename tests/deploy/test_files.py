"""The files in `deploy/`, read without starting a server."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deploy.stack import filled

pytestmark = pytest.mark.servers

UNITS = ("samenkomst.service", "samenkomst-deliver.service", "samenkomst-retain.service")
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
