"""What the system refuses, in words."""

import errno

import pytest

from samenkomst.core.obstacle import explain_obstacle, reason_of
from samenkomst.core.translation import dutch


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space", "site/a"), "site/a: de schijf is vol"),
        (
            PermissionError(errno.EACCES, "No", b"\xff<b>"),
            "\ufffd<b>: daarvoor zijn er geen rechten",
        ),
        (OSError(errno.ENOMEM, "No"), "het geheugen is vol"),
        (OSError(errno.EXDEV, "Other words", 7), "Other words"),
        (OSError("only words"), "only words"),
        (ChildProcessError(), "ChildProcessError"),
    ],
)
def test_obstacle_has_its_place_and_reason(error: OSError, words: str) -> None:
    assert explain_obstacle(error, dutch) == words


def test_reason_of_what_the_system_did_not_say_is_empty() -> None:
    assert reason_of(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "no"), dutch) == ""
