"""A broken handler, for the negative control: it acknowledges first and stores a little later."""

import io
import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from form_handler import create_app


def create_eager_app() -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """Return an application that answers 201 to every post before anything is on disk."""
    real = create_app()

    def store_later(environ: dict[str, Any]) -> None:
        time.sleep(0.05)
        list(real(environ, lambda status, headers, exc_info=None: lambda data: None))

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return real(environ, start_response)
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        later = {**environ, "wsgi.input": io.BytesIO(body)}
        threading.Thread(target=store_later, args=(later,), daemon=True).start()
        start_response("201 Created", [("Content-Type", "application/json")])
        return [json.dumps({"reference": ""}).encode()]

    return app
