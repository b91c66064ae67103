"""The form handler as a function of Azure.

Not with Azure's own WsgiMiddleware: that turns an answer 503 into an exception, and writes the
page, with what the visitor filled in, to the log.
"""

from urllib.parse import urlsplit

import azure.functions as azure
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from form_handler import create_app

handler = create_app()
app = azure.FunctionApp(http_auth_level=azure.AuthLevel.ANONYMOUS)


@app.route(route="{*path}", methods=["GET", "HEAD", "POST"])
def forms(request: azure.HttpRequest) -> azure.HttpResponse:
    """Answer a request as the form handler does."""
    url = urlsplit(request.url)
    builder = EnvironBuilder(
        method=request.method,
        base_url=f"{url.scheme}://{url.netloc}/",
        path=url.path,
        query_string=url.query,
        headers=dict(request.headers),
        data=request.get_body(),
    )
    answer = Response.from_app(handler, builder.get_environ())
    return azure.HttpResponse(
        answer.get_data(), status_code=answer.status_code, headers=dict(answer.headers)
    )
