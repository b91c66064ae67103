"""The remembered outcome of a check: the same as a new one, and gone with any change."""

import subprocess
import sys
from pathlib import Path

import pytest

from samenkomst.stores.content_check import Checked, check_content
from samenkomst.stores.memory import memory_beside
from tests.stores.mistakes import EVENTS

NUMBERS = {"events": 1, "people": 1, "organisations": 1, "forms": 1}


def codes(checked: Checked) -> list[str]:
    return [each.code for each in checked.problems]


@pytest.mark.parametrize("events", [EVENTS, EVENTS.replace("title:", "titel:"), "<script>: ["])
def test_outcome_from_memory_is_the_same(folder: Path, events: str) -> None:
    (folder / "events.yaml").write_text(events, encoding="utf-8")
    first = check_content(folder)
    assert memory_beside(folder, "check").exists()
    assert check_content(folder) == first
    memory_beside(folder, "check").unlink()
    memory_beside(folder, "content").unlink(missing_ok=True)
    assert check_content(folder) == first


def test_outcome_is_found_again_after_each_change(folder: Path) -> None:
    assert check_content(folder) == Checked((), NUMBERS)
    (folder / "events.yaml").write_text(EVENTS.replace("slug: training", "slug: T"), "utf-8")
    assert codes(check_content(folder)) == ["slug"]
    (folder / "events.yaml").write_text(EVENTS, "utf-8")
    assert check_content(folder) == Checked((), NUMBERS)
    (folder / "peple.yaml").touch()
    assert codes(check_content(folder)) == ["file_unknown"]
    (folder / "peple.yaml").unlink()
    (folder / "events/naam.yaml").write_text(EVENTS.partition("\n")[2], "utf-8")
    assert check_content(folder).numbers is None
    (folder / "events/naam.yaml").rename(folder / "events/nieuw.yaml")
    assert {each.place.source for each in check_content(folder).problems} == {"events/nieuw.yaml"}


def test_known_outcome_needs_no_model(folder: Path) -> None:
    """The model takes longer to load than the outcome; a new one does need it."""
    ask = (
        "import sys; from pathlib import Path\n"
        "from samenkomst.stores.content_check import check_content\n"
        "check_content(Path(sys.argv[1])); print('samenkomst.core.model.event' in sys.modules)"
    )
    command = [sys.executable, "-c", ask, str(folder)]
    found = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2)]
    assert found == [b"True\n", b"False\n"]
