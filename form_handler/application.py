"""Makes the Flask application; importing it does nothing."""

import logging
import os
import sys
from pathlib import Path

from flask import Flask, Response
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.middleware.proxy_fix import ProxyFix

from form_handler.desk import KEY, Desk, open_desk
from form_handler.guards import MAX_BODY
from form_handler.handler import FormHandler, remember
from form_handler.link_request import link_request
from form_handler.log import describe_error, write_lines
from form_handler.pages import refusal_page
from form_handler.participation import participation
from form_handler.refusal import Reason, Refused
from form_handler.views import forms
from samenkomst.core.contract import ContractError
from samenkomst.core.errors import NotStored, Uncertain
from samenkomst.core.translation import N_, dutch
from samenkomst.journals import check_place
from samenkomst.settings import Settings, SettingsError, load_settings

log = logging.getLogger(__name__)

CANNOT_START = 3
"""The exit code on which gunicorn stops as a whole; at any other it would try again for ever."""

NOT_INSTALLED = N_(
    "SAMENKOMST_METRICS_PORT vraagt een pakket dat er niet is. "
    "Installeer het met: pip install -r requirements/metrics.lock"
)

_REASONS = {
    400: Reason.MALFORMED,
    404: Reason.NOT_FOUND,
    405: Reason.METHOD,
    413: Reason.TOO_LARGE,
    415: Reason.MEDIA_TYPE,
}


def create_app(settings: Settings | None = None, *, contract_path: Path | None = None) -> Flask:
    """Return the handler. Without `settings` they come from the environment and samenkomst.toml.

    Raises SystemExit, with every fault in them, when those cannot be used: nothing starts then.
    """
    write_lines()
    settings = settings or _read_settings()
    desk = open_desk(settings, contract_path)
    app = _make_app(desk)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY + 1  # what is read of a body without a length
    # A redirect of Flask's own would lead to whatever the Host header says.
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    app.extensions[KEY] = desk
    for blueprint in (forms, link_request, participation):
        app.register_blueprint(blueprint)
    _answer_errors(app, desk)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    _check_journal(desk)
    return app


def _read_settings() -> Settings:
    try:
        settings = load_settings(os.environ, Path("samenkomst.toml"))
        check_place(settings)
        return settings
    except SettingsError as error:
        # A host reads this in a terminal or a log: sentences, no traceback.
        print("\n".join(error.explain(dutch)), file=sys.stderr)
        raise SystemExit(CANNOT_START) from None


def _make_app(desk: Desk) -> Flask:
    try:
        return FormHandler(desk)
    except ImportError:
        print(dutch(NOT_INSTALLED), file=sys.stderr)
        raise SystemExit(CANNOT_START) from None


def _answer_errors(app: Flask, desk: Desk) -> None:
    @app.errorhandler(Refused)
    def refuse(refused: Refused) -> Response:
        remember(reason=refused.reason.name.lower())
        return refusal_page(desk, refused)

    @app.errorhandler(ContractError)
    @app.errorhandler(NotStored)
    def unavailable(error: Exception) -> Response:
        remember(reason="unavailable", cause=str(error), **describe_error(error))
        return refusal_page(desk, Refused(Reason.UNAVAILABLE))

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        # Flask wraps what is unexpected in a 500 after logging it; no traceback leaves the server.
        reason = _REASONS.get(error.code or 500, Reason.BROKEN)
        remember(reason=reason.name.lower())
        response = refusal_page(desk, Refused(reason))
        if isinstance(error, MethodNotAllowed):
            response.allow.update(error.valid_methods or ())
        return response


def _check_journal(desk: Desk) -> None:
    """Repair a torn tail now and say what stands in the way, before the first visitor does."""
    try:
        desk.journal.commit(list)
    except (NotStored, Uncertain) as error:
        log.critical("the journal cannot be written: %s: %s", type(error).__name__, error)
    for repair in desk.journal.repairs:
        log.warning("a torn last line was cut off and kept: %s", repair)
