"""A fresh process answers its first post with few modules: a cloud starts one for each visitor."""

import json
import os
import subprocess
import sys
from urllib.parse import urlencode

from samenkomst.settings import Settings
from tests.form_handler.submissions import URL, answers
from tests.journeys.server import SECRET

FIRST_POST = """
import io, json, sys
from form_handler import create_app

body, status = sys.argv[1].encode(), []
answer = create_app()({
    "REQUEST_METHOD": "POST", "PATH_INFO": sys.argv[2], "SCRIPT_NAME": "", "QUERY_STRING": "",
    "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000", "HTTP_HOST": "127.0.0.1:8000",
    "CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body)),
    "wsgi.input": io.BytesIO(body), "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http",
    "REMOTE_ADDR": "192.0.2.1",
}, lambda code, headers, error=None: status.append(code))
list(answer)
print(json.dumps([status, sorted(sys.modules)]))
"""
HEAVY = {
    *(
        "samenkomst.core.model.content",
        "mkdocs",
        "babel",
        "icalendar",
        "PIL",
        "yaml",
        "openpyxl",
        "markdown",
        "nh3",
    ),
    *("psycopg", "prometheus_client", "gunicorn", "pyrage", "tomllib", "smtplib", "sqlite3"),
    *("multiprocessing", "asyncio", "samenkomst.cli", "samenkomst.site", "logging.config"),
}


def test_first_post_loads_no_site_generator_and_no_models(settings: Settings) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "SAMENKOMST_SECRET": SECRET,
        "SAMENKOMST_DATA": str(settings.data),
        "SAMENKOMST_SITE": str(settings.site),
    }
    command = [sys.executable, "-c", FIRST_POST, urlencode(answers()), URL]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    status, loaded = json.loads(done.stdout)
    assert status == ["303 SEE OTHER"]
    assert HEAVY & set(loaded) == set()
    assert {"flask", "samenkomst.service"} <= set(loaded)
