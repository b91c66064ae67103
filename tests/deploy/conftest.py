"""The set-ups, started once for all tests of a file."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.stack import KINDS, Stack, running_stack


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the real content, built by the real command."""
    path = tmp_path_factory.mktemp("built") / "site"
    environment = {**os.environ, "SAMENKOMST_SITE": str(path)}
    samenkomst = Path(sys.executable).with_name("samenkomst")
    subprocess.run([samenkomst, "build"], check=True, env=environment, capture_output=True)
    return path


@pytest.fixture(scope="module", params=KINDS)
def stack(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stack]:
    """Each set-up, without a limit on how often one may post."""
    with running_stack(request.param, site, tmp_path_factory.mktemp(request.param)) as stack:
        yield stack


@pytest.fixture
def strict_stack(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Iterator[Stack]:
    """The set-up that a test names, on which one may post three times a minute."""
    with running_stack(request.param, site, tmp_path / "run", posts_per_minute=3) as stack:
        yield stack
