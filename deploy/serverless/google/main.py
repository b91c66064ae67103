"""The form handler as a function of Google Cloud Run; its entry point is `forms`."""

import functions_framework
from flask import Request, Response

from form_handler import create_app

app = create_app()


@functions_framework.http
def forms(request: Request) -> Response:
    """Answer a request as the form handler does."""
    return Response.from_app(app, request.environ)
