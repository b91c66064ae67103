"""Hostile requests: the handler never fails, and its log holds nothing of a visitor (T55, T90)."""

import io
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr
from pathlib import Path

from flask import Flask, request

from form_handler import create_app
from form_handler.handler import remember
from samenkomst.core.openapi import describe_api
from samenkomst.settings import Settings
from samenkomst.stores.contract_file import ContractFile
from tests.faults.experiment import Experiment, Found
from tests.form_handler import test_fuzz as fuzz, test_log as log, test_openapi as openapi
from tests.form_handler.planted import create_planted_app
from tests.journeys.server import SECRET

PLANTED = "tests.form_handler.planted:create_planted_app()"
SHARDS = os.cpu_count() or 1


@contextmanager
def new_handler() -> Iterator[Settings]:
    """Give the settings of a handler with the real site and no data yet."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "SAMENKOMST_SITE": str(folder / "site")}
        samenkomst = str(Path(sys.executable).with_name("samenkomst"))
        subprocess.run([samenkomst, "build"], check=True, env=environment, capture_output=True)
        yield Settings(secret=SECRET, data=folder / "var", site=folder / "site", posts_per_minute=0)


def fuzz_in_process(number: int) -> Found:
    """Send hostile inputs to the application itself, in as many processes as there is room for."""
    with ProcessPoolExecutor(SHARDS) as processes:
        failed = list(processes.map(fuzz_shard, range(SHARDS), [number // SHARDS] * SHARDS))
    return Found(number // SHARDS * SHARDS, tuple(each for some in failed for each in some))


def fuzz_shard(seed: int, number: int, planted: bool = False) -> list[str]:
    with new_handler() as settings, redirect_stderr(io.StringIO()):
        app = create_planted_app(settings) if planted else create_app(settings)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        logging.getLogger("form_handler").setLevel(logging.CRITICAL)
        _, failed = fuzz.send_many(app, seed, number)
    return [repr(each) for each in failed]


def fuzz_planted() -> Found:
    """The same with a handler that fails on some good posts."""
    return Found(300, tuple(fuzz_shard(0, 300, planted=True)))


def fuzz_over_http(number: int) -> Found:
    """Send a running server what schemathesis makes of our description."""
    return _schemathesis(number, "form_handler:create_app()")


def fuzz_planted_over_http() -> Found:
    """The same with a handler that fails on some good posts."""
    return _schemathesis(100, PLANTED)


def _schemathesis(number: int, app: str) -> Found:
    with new_handler() as settings, tempfile.TemporaryDirectory() as folder:
        description = describe_api(ContractFile(settings.contract_path).current(), "1")
        operations = sum("post" in path for path in description["paths"].values())
        examples = max(1, number // operations)
        code, words, lines = openapi.send_many(description, settings, Path(folder), app, examples)
    asked = [line for line in lines if line["event"] == "request"]
    wrong = [json.dumps(line) for line in asked if int(str(line["status"])) >= 500]
    return Found(len(asked), tuple(wrong or ([words[-2000:]] if code else [])))


def search_log(number: int) -> Found:
    """Look for a visitor's name and addresses in the log of hostile requests."""
    return _leaks(number, lambda: None)


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
    Experiment("fuzz in process", fuzz_in_process, fuzz_planted, 400, 1_000_000),
    Experiment("fuzz over HTTP", fuzz_over_http, fuzz_planted_over_http, 60, 22_000),
    Experiment("personal data in logs", search_log, search_careless_log, 200, 10_000),
]
