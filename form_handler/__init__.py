"""The form handler: a small Flask application beside a folder of static files."""

from form_handler.application import create_app

__all__ = ["create_app"]
