"""The product on a disk that may hang: it waits longer than the seconds that we ship.

`python -m tests.patient WORDS` is the command. A server waits so with `SERVER` in its environment.
What becomes of visitors when those seconds are over has tests of its own, which use none of this.
"""

from gunicorn.workers.gthread import ThreadWorker

import form_handler.breaker
import samenkomst.stores.postgres_pace
from samenkomst.cli import main
from samenkomst.stores.journal import Journal
from samenkomst.stores.postgres import PostgresJournal
from tests.patience import PATIENCE

SERVER = {"GUNICORN_CMD_ARGS": "--worker-class tests.patient.PatientWorker"}
COMMAND = ("-m", "tests.patient")


def be_patient() -> None:
    """Let all that comes in this process wait for lock, disk and room."""
    for journal in (Journal, PostgresJournal):
        assert "wait" in journal.__init__.__kwdefaults__
        journal.__init__.__kwdefaults__["wait"] = PATIENCE
    form_handler.breaker.PATIENCE = PATIENCE
    samenkomst.stores.postgres_pace.PATIENCE = PATIENCE


class PatientWorker(ThreadWorker):
    """The worker that we ship, in a patient process; nothing more."""

    @classmethod
    def setup(cls) -> None:
        """Be patient before the application is loaded."""
        be_patient()


if __name__ == "__main__":
    be_patient()
    main(prog_name="samenkomst")
