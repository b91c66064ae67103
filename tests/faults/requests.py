"""Hostile requests: the handler never fails, and its log holds nothing of a visitor (T55, T90)."""

import io
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from functools import partial
from pathlib import Path

from flask import Flask, request

from form_handler import create_app
from form_handler.handler import remember
from samenkomst.core.openapi import describe_api
from samenkomst.settings import Settings
from samenkomst.stores.contract_file import ContractFile
from tests.faults.experiment import Experiment, Found
from tests.faults.workshop import memory
from tests.form_handler import test_fuzz as fuzz, test_log as log, test_openapi as openapi
from tests.form_handler.planted import create_planted_app
from tests.journeys.crowd import GOOD
from tests.journeys.server import SECRET

PLANTED = "tests.form_handler.planted:create_planted_app()"


@contextmanager
def new_handler() -> Iterator[Settings]:
    """Give the settings of a handler with the real site and no data yet."""
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        folder = Path(name)
        environment = {**os.environ, "SAMENKOMST_SITE": str(folder / "site")}
        samenkomst = str(Path(sys.executable).with_name("samenkomst"))
        subprocess.run([samenkomst, "build"], check=True, env=environment, capture_output=True)
        yield Settings(secret=SECRET, data=folder / "var", site=folder / "site", posts_per_minute=0)


def fuzz_in_process(make_app: Callable[[Settings], Flask], tries: range) -> Found:
    """Send hostile inputs to the application itself."""
    with new_handler() as settings, redirect_stderr(io.StringIO()):
        app = make_app(settings)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        logging.getLogger("form_handler").setLevel(logging.CRITICAL)
        _, failed = fuzz.send_many(app, tries.start, len(tries))
    return Found(len(tries), tuple(map(repr, failed)))


def fuzz_over_http(app: str, tries: range) -> Found:
    """Send a running server what schemathesis makes of our description."""
    with new_handler() as settings, tempfile.TemporaryDirectory() as folder:
        description = describe_api(ContractFile(settings.contract_path).current(), "1")
        operations = sum("post" in path for path in description["paths"].values())
        code, words, lines = openapi.send_many(
            description,
            settings,
            Path(folder),
            app,
            examples=max(1, len(tries) // operations),
            seed=tries.start + 1,
        )
    asked = [line for line in lines if line["event"] == "request"]
    wrong = [json.dumps(line) for line in asked if int(str(line["status"])) >= 500]
    return Found(len(asked), tuple(wrong or ([words[-2000:]] if code else [])))


def search_log(tries: range) -> Found:
    """Look for a visitor's name and addresses in the log of hostile requests."""
    return _leaks(len(tries), lambda: None)


def search_careless_log() -> Found:
    """The same with one call that writes the address of a page."""
    return _leaks(50, lambda: remember(path=request.path))


def _leaks(number: int, plant: Callable[[], None]) -> Found:
    with new_handler() as settings, redirect_stderr(io.StringIO()) as written:
        app: Flask = log.make_broken_app(settings)
        app.before_request(plant)
        logging.getLogger("form_handler").setLevel(logging.INFO)
        log.send_hostile(app, number)
    lines = written.getvalue().splitlines()
    found = log.leaks(written.getvalue())
    return Found(number, tuple(found if len(lines) == number else [*found, "lines and requests"]))


EXPERIMENTS = [
    Experiment(
        "fuzz in process",
        partial(fuzz_in_process, create_app),
        partial(fuzz_in_process, create_planted_app, range(300)),
        400,
        1_000_000,
        share=50_000,
    ),
    Experiment(
        "fuzz over HTTP",
        partial(fuzz_over_http, GOOD),
        partial(fuzz_over_http, PLANTED, range(100)),
        60,
        20_000,
        share=2_500,
    ),
    Experiment("personal data in logs", search_log, search_careless_log, 200, 10_000),
]
