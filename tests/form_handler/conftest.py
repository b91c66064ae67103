"""A handler on a real journal, in a folder of its own."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from form_handler import create_app
from samenkomst.settings import Settings

SECRET = "a-secret-of-tests-that-is-long-enough"


@pytest.fixture
def settings(tmp_path: Path, contract_text: str) -> Settings:
    """Settings with a data folder and a site folder of their own, without a pace limit."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "forms.json").write_text(contract_text, encoding="utf-8")
    return Settings(secret=SECRET, data=tmp_path / "var", site=site, posts_per_minute=0)


@pytest.fixture
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def change_contract(settings: Settings, event: str, **changes: object) -> None:
    """Change an event's entry in the contract, as a new build of the site would."""
    data = json.loads(settings.contract_path.read_text(encoding="utf-8"))
    data["events"][event].update(changes)
    settings.contract_path.write_text(json.dumps(data), encoding="utf-8")
