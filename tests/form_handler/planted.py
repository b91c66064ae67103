"""The handler with one mistake in it: the negative control of those that look for any."""

from flask import Flask, request

from form_handler import create_app
from samenkomst.settings import Settings


def create_planted_app(settings: Settings | None = None) -> Flask:
    """Return a handler that fails on some good posts, and on them alone."""
    app = create_app(settings)
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.before_request
    def fail() -> None:
        if request.endpoint == "forms.submit" and (request.content_length or 0) % 7 == 3:
            raise RuntimeError("planted")

    return app
