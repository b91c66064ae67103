"""Why a journal of lines refuses. With each of these, nothing of the commit is in the journal."""

from samenkomst.core.errors import NotStored
from samenkomst.core.record import Reason


class Busy(NotStored):
    """Others held the journal for as long as we were willing to wait. Trying again may work."""

    def __init__(self, seconds: float) -> None:
        super().__init__("busy")
        self.seconds = seconds
        """How long a caller waits, at most."""


class DiskLow(NotStored):
    """The disk is below its reserve, which is for withdrawals and erasure (T13)."""

    def __init__(self) -> None:
        super().__init__("reserve")


class WriterFinished(NotStored):
    """This writer can no longer know what is on disk: its process has to be replaced.

    Another process starts from the file (design 7, rule 3).
    """


class Replaced(NotStored):
    """The file at the journal's path is not the one that this writer knows (design 7, rule 5).

    The reason is `missing`, `symlink`, `not a file`, `links` (another name for the same file),
    `shrunk`, `changed` (other bytes where our last record stood) or `another` (another file,
    without our last record). Somebody has to look; a new process starts from what is there.
    """


class Damaged(NotStored):
    """A bad line has good ones behind it: a person has to look (design 7, rule 4).

    The records before it were read; `samenkomst.stores.inspection.read` gives those after it.
    """

    def __init__(self, line_number: int, offset: int, reason: Reason) -> None:
        super().__init__(reason)
        self.line_number = line_number
        self.offset = offset
        """The byte at which the line begins."""
