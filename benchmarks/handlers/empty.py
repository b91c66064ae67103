"""An endpoint of Flask that does nothing: what the framework and the server cost by themselves."""

from flask import Flask

app = Flask(__name__)


@app.post("/formulieren/<event>/<form>/")
def submit(event: str, form: str) -> tuple[str, int]:
    """Answer at once."""
    return "", 204
