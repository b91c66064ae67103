"""What an organiser reads when the journal refuses."""

import ast
import errno
from collections.abc import Iterator

import pytest

from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.record import Reason
from samenkomst.core.translation import dutch
from samenkomst.stores import disk, failures
from samenkomst.views.refusal import explain_refusal
from tests.builders import ROOT_PATH

REFUSALS = {"NotStored", "Uncertain", "Replaced", "WriterFinished", "come"}
OF_A_DATABASE = {"fsync is off on this server: a receipt would promise too much"}


def codes() -> Iterator[str]:
    """Yield every reason that stands in the code of the stores."""
    for path in sorted((ROOT_PATH / "samenkomst" / "stores").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id=name) | ast.Attribute(attr=name),
                    args=[ast.Constant(value=str(code))],
                ) if name in REFUSALS:
                    yield code


def test_every_reason_that_a_store_gives_is_told_in_dutch() -> None:
    found = {*codes(), failures.Busy(1).reason, failures.DiskLow().reason, *Reason}
    assert {"symlink", "not a file", "slow disk", "taken back"} <= found
    untold = {code for code in found if explain_refusal(NotStored(code), dutch) == code}
    assert untold == OF_A_DATABASE


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (IsADirectoryError(errno.EISDIR, "Is a directory", "var/x"), "var/x: dit is een map"),
        (disk.FlushFailed(errno.EIO, "Input/output error"), "de schijf geeft een fout"),
    ],
)
@pytest.mark.parametrize("kind", [NotStored, Uncertain])
def test_what_the_system_refused_is_told_with_its_place(
    kind: type[NotStored | Uncertain], cause: OSError, told: str
) -> None:
    error = kind(str(cause.strerror))
    error.__cause__ = cause
    assert explain_refusal(error, dutch) == told


def test_words_of_a_database_stay_as_they_are() -> None:
    assert explain_refusal(NotStored("53300 too many clients"), dutch) == "53300 too many clients"
