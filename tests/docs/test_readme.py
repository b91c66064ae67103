"""The README and the example of the settings agree with the program."""

import re
from pathlib import Path

import pytest
from click import Context

from samenkomst.cli import main
from samenkomst.settings import PREFIX, Settings, SettingsError, load_settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "samenkomst.toml.example").read_text(encoding="utf-8")
PLACEHOLDER = '"VUL HIER IN"'
SECRET = "a-secret-of-tests-that-is-long-enough"

_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_COMMAND = re.compile(r"\bsamenkomst ([a-z]+(?:-[a-z]+)*)")
_SETTING = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
_EXAMPLE_LINE = re.compile(r"^(?:# )?([a-z_]+) = .*$", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")


def known_settings() -> set[str]:
    """Return every setting's name, as the program itself lists them after an unknown one."""
    with pytest.raises(SettingsError) as caught:
        load_settings({f"{PREFIX}NO_SUCH_THING": "1"}, secret_needed=False)
    [(_, values)] = caught.value.faults
    return set(values["known"].split(", "))


def load(tmp_path: Path, text: str) -> Settings:
    path = tmp_path / "samenkomst.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings({}, path)


def faults(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    return [values["name"] for _, values in caught.value.faults]


def test_readme_names_exactly_the_commands() -> None:
    named = {name for code in _CODE.findall(README) for name in _COMMAND.findall(code)}
    assert named == set(main.list_commands(Context(main)))


def test_readme_names_exactly_the_settings() -> None:
    assert sorted(_SETTING.findall(README)) == sorted(known_settings())


def test_readme_links_lead_somewhere() -> None:
    files = {each for each in _LINK.findall(README) if not (ROOT / each).exists()}
    assert files == set()


def test_example_names_exactly_the_settings() -> None:
    names = [
        name.upper() if name == "database_url" else f"{PREFIX}{name.upper()}"
        for name in _EXAMPLE_LINE.findall(EXAMPLE)
    ]
    assert sorted(names) == sorted(known_settings())


def test_example_does_not_start_before_the_secret_is_filled_in(tmp_path: Path) -> None:
    assert faults(tmp_path, EXAMPLE) == ["SAMENKOMST_SECRET"]


def test_example_loads_with_a_secret(tmp_path: Path) -> None:
    filled = EXAMPLE.replace(PLACEHOLDER, f'"{SECRET}"')
    assert load(tmp_path, filled) == Settings(secret=SECRET)


def test_example_loads_with_every_line_switched_on(tmp_path: Path) -> None:
    filled = EXAMPLE.replace(PLACEHOLDER, f'"{SECRET}"')
    on = _EXAMPLE_LINE.sub(lambda line: line[0].removeprefix("# "), filled)
    settings = load(tmp_path, on)
    assert settings.database_url == "postgresql://gebruiker:wachtwoord@host/samenkomst"
    assert settings.mail_from == "evenementen@voorbeeld.nl"
    assert settings.today is not None
