"""The handler with two addresses that fail, so that those answers can be looked at too."""

from flask import Flask

from form_handler import create_app
from form_handler.one_origin import create_site_app
from samenkomst.core.errors import NotStored

BROKEN = "/formulieren/kapot/"
UNAVAILABLE = "/formulieren/vol/"


def create_failing_app() -> Flask:
    """Return the handler alone, as it stands behind a proxy."""
    return _fail(create_app())


def create_failing_site_app() -> Flask:
    """Return the handler with the site around it."""
    return _fail(create_site_app())


def _fail(app: Flask) -> Flask:
    app.add_url_rule(BROKEN, view_func=_break)
    app.add_url_rule(UNAVAILABLE, view_func=_run_full)
    return app


def _break() -> str:
    raise RuntimeError("broken on purpose")


def _run_full() -> str:
    raise NotStored("full on purpose")
