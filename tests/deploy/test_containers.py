"""The Dockerfile's own steps, taken without Docker, and the compose file beside it.

What this does not show: that the named images exist, and what Docker itself makes of the files.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from samenkomst.settings import load_settings
from tests.deploy.stack import DEPLOY, ROOT
from tests.journeys.server import SECRET, Server, free_port, get

pytestmark = pytest.mark.servers

HOME = "/srv/samenkomst"
GOOD = {
    "SAMENKOMST_SECRET": SECRET,
    "SAMENKOMST_BASE_URL": "https://example.org/",
    "SAMENKOMST_SMTP_URL": "smtp://mail.example.org:587",
    "SAMENKOMST_MAIL_FROM": "a@example.org",
    "DATABASE_URL": "postgresql://samenkomst:x@database/samenkomst",
}


@dataclass
class Stage:
    """One FROM with what follows it."""

    base: str
    steps: list[tuple[str, str]] = field(default_factory=list)


def read_stages() -> dict[str, Stage]:
    """Return the stages of the Dockerfile by name."""
    stages: dict[str, Stage] = {}
    for line in (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if word == "FROM":
            base, name = re.fullmatch(r"(\S+) AS (\S+)", rest).groups()  # type: ignore[union-attr]
            stage = stages[name] = Stage(base)
        elif word and word != "#":
            stage.steps.append((word, rest))
    return stages


def copied(stage: Stage) -> list[str]:
    """Return what a stage takes from the project."""
    found = [rest.split()[:-1] for word, rest in stage.steps if word == "COPY"]
    return [name for names in found for name in names if not names[0].startswith("--from")]


def take(step: tuple[str, str], folder: Path, environment: dict[str, str]) -> None:
    """Do in a folder what one step does in a container."""
    word, rest = step
    if word == "COPY":
        *sources, target = rest.split()
        for source in sources:
            path = ROOT / source
            if path.is_dir():
                shutil.copytree(path, folder / target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(path, folder / target)
    elif word in ("ENV", "ARG"):
        environment |= dict(pair.split("=", 1) for pair in rest.split())
    elif word == "RUN":
        command = ["/bin/sh", "-c", rest]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{rest}\n{done.stdout}\n{done.stderr}"
    else:
        assert (word, rest) == ("WORKDIR", HOME)


def test_steps_of_the_dockerfile_make_a_handler_that_answers(tmp_path: Path) -> None:
    stages, folder = read_stages(), tmp_path / "samenkomst"
    folder.mkdir()
    python = Path(sys.executable).resolve()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(python)
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith("SAMENKOMST")
    } | {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}
    environment.pop("VIRTUAL_ENV", None)
    for step in stages["built"].steps:
        take(step, folder, environment)
    assert (folder / "site" / "forms.json").exists()
    words = json.loads(dict(stages["handler"].steps)["CMD"])
    port = free_port()
    command = [each.replace("8001", str(port)) for each in words]
    command[0] = str(folder / command[0])
    settings = {"SAMENKOMST_SECRET": SECRET, "PYTHONPATH": str(folder)}
    settings |= {"SAMENKOMST_DATA": str(folder / "var"), "SAMENKOMST_SITE": str(folder / "site")}
    with Server(command, port, settings, tmp_path / "log"):
        assert get(port, "/formulieren/klaar") == 200


def test_files_that_are_copied_are_there_and_not_ignored() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_in = [line[1:] for line in ignore if line.startswith("!")]
    for stage in read_stages().values():
        for name in copied(stage):
            assert (ROOT / name).exists(), name
            assert any(name == each or fnmatch(name, f"{each}/*") for each in let_in), name
    assert "*" in ignore
    assert not any("var" in each or ".env" in each for each in let_in)


def test_container_runs_as_nobody_in_particular() -> None:
    steps = dict(read_stages()["handler"].steps)
    assert steps["USER"] == "10001:10001"
    assert "create_app" in steps["CMD"]


@pytest.fixture
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_compose_file_names_stages_that_exist(compose: dict[str, Any]) -> None:
    stages = read_stages()
    builds = [each["build"] for each in compose["services"].values() if "build" in each]
    assert {build["target"] for build in builds} <= stages.keys()
    for build in builds:
        assert ((DEPLOY / build["context"]).resolve()) == ROOT
        assert (ROOT / build["dockerfile"]).exists()


def test_compose_file_shuts_its_services_in(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name in ("handler", "deliver", "proxy"):
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["security_opt"] == ["no-new-privileges:true"]
    assert services["handler"]["read_only"]
    assert [name for name in services if "ports" in services[name]] == ["handler"]
    assert all(not each.endswith(":8001") for each in services["handler"]["ports"])
    assert services["proxy"]["network_mode"] == "service:handler"


def test_compose_file_holds_no_secret_and_only_settings_that_exist(
    compose: dict[str, Any],
) -> None:
    for name in ("handler", "deliver"):
        environment = compose["services"][name]["environment"]
        load_settings({each: GOOD.get(each, "1") for each in environment})
        for secret in ("SAMENKOMST_SECRET", "SAMENKOMST_SMTP_URL", "DATABASE_URL"):
            assert ":?}" in environment[secret]


def test_volumes_of_the_compose_file_are_declared(compose: dict[str, Any]) -> None:
    used = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", ())
    }
    assert used == compose["volumes"].keys()
