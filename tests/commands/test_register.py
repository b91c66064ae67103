"""`samenkomst register`, as a host runs it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from samenkomst.cli import main
from samenkomst.settings import load_settings
from tests.builders import make_contract


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["register", *arguments])


@pytest.fixture
def _site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SAMENKOMST_DATA", "var")
    settings = load_settings({"SAMENKOMST_DATA": "var"}, Path("none.toml"), secret_needed=False)
    settings.contract_path.parent.mkdir(parents=True, exist_ok=True)
    settings.contract_path.write_text(json.dumps(make_contract().to_json()), encoding="utf-8")


@pytest.mark.usefixtures("_site")
def test_register_tells_purpose_and_period() -> None:
    assert "- Uw e-mailadres (verplicht). Doel: u te kennen. Bewaartermijn: 12 maanden." in (
        run().output
    )


@pytest.mark.usefixtures("_site")
def test_register_as_json_is_complete() -> None:
    [entry] = json.loads(run("--json").output)
    assert [field["name"] for field in entry["fields"]] == ["naam", "email", "gemeente"]


def test_register_without_a_site_says_what_to_do_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run()
    assert result.exit_code == 1
    assert "Geef eerst: samenkomst build" in result.output
