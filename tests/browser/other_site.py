"""A site with every kind of page: the real events, and an event for each state of registration."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from samenkomst.core.model.states import RegistrationState
from tests.real_events.published import build_site

TODAY = "2022-03-01"
_STATE = """\
slug: {slug}
title: Dag met aanmelding {state}
summary: Een dag om te zien hoe een pagina er dan uitziet.
organiser: kvan
sessions:
  - id: dag
    title: Dag
    date: 2022-06-01
    start: "9.30"
registration:
  state: {state}
  url: https://www.example.org/aanmelden
"""


STATES = [each for each in RegistrationState if each is not RegistrationState.UNKNOWN]
"""What an editor can choose and show how one registers."""


def slug_of(state: RegistrationState) -> str:
    """Return the last part of the address of the event in that state."""
    return f"stand-{state.value.replace('_', '-')}"


def build_everything(root: Path) -> Path:
    """Return the folder of the built site."""
    events = {slug_of(state): _event(state) for state in STATES}
    built = build_site(root, TODAY, events)
    assert built.code == 0, built.output
    return built.folder


def _event(state: RegistrationState) -> str:
    return _STATE.format(slug=slug_of(state), state=state.value)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve `folder` on a port of its own; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
