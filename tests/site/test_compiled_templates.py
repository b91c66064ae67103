"""Templates compiled in advance: the ones that a build would have compiled."""

import shutil
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from samenkomst.site import compiled_templates
from samenkomst.site.compiled_templates import CompiledTemplates, compile_templates
from samenkomst.site.environment import TEMPLATES, Tools, equip, make_environment
from samenkomst.site.fingerprint import installed
from samenkomst.site.markdown_fields import MarkdownFields
from samenkomst.stores import memory
from samenkomst.stores.memory import save_memory
from tests.builders import HOSTILE

NAMES = sorted(path.name for path in TEMPLATES.glob("*.html"))


@pytest.fixture(scope="module")
def codes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return compile_templates(tmp_path_factory.mktemp("codes") / "kept")


def number_compiled(codes: dict[str, bytes], *folders: Path) -> int:
    """Return how many templates a site has to compile that knows `codes`."""
    known = dict(codes)
    fields = MarkdownFields(["tables"], {}, "Table")
    tools = Tools(lambda text: f"<{text}>", fields, "en")
    environment = make_environment([str(folder) for folder in (*folders, TEMPLATES)], tools)
    environment.bytecode_cache = CompiledTemplates(known)
    for name in NAMES:
        environment.get_template(name)
    return len(known) - len(codes)


def test_site_in_another_language_has_nothing_to_compile(codes: dict[str, bytes]) -> None:
    assert number_compiled(codes) == 0
    assert number_compiled({}) == len(NAMES)


def test_own_template_of_a_site_is_compiled_by_that(
    codes: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / "person.html").write_text("{{ page.title }}", encoding="utf-8")
    assert number_compiled(codes, tmp_path) == 1


def test_templates_are_compiled_once_and_kept(
    tmp_path: Path, codes: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept = tmp_path / "kept"
    assert compile_templates(kept) == codes
    stamp = kept.stat()
    assert compile_templates(kept) == codes
    assert kept.stat() == stamp


@pytest.mark.parametrize("what", ["library", "code", "folder"])
def test_templates_are_compiled_again_when_they_can_differ(
    what: str, tmp_path: Path, codes: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    save_memory(tmp_path / "kept", {f"{TEMPLATES} {installed()}": {"old": b""}})
    assert compile_templates(tmp_path / "kept") == {"old": b""}
    if what == "library":
        monkeypatch.setattr(compiled_templates, "installed", lambda: ["jinja2-4.dist-info"])
    elif what == "code":
        monkeypatch.setattr(memory, "code_digest", lambda: "another")
    else:
        copy = shutil.copytree(TEMPLATES, tmp_path / "templates")
        monkeypatch.setattr(compiled_templates, "TEMPLATES", copy)
    assert compile_templates(tmp_path / "kept").keys() != {"old"}


def test_templates_are_not_kept_where_python_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compile_templates(tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_environment_of_jinja_itself_runs_them_too(codes: dict[str, bytes]) -> None:
    written = [_write_cards({}), _write_cards(codes)]
    assert written[0] == written[1]
    assert escape(HOSTILE) in written[1]


def _write_cards(codes: dict[str, bytes]) -> str:
    """Return cards as MkDocs' environment writes them, which escapes by the template's name."""
    known = dict(codes)
    environment = Environment(loader=FileSystemLoader(TEMPLATES))  # noqa: S701 - as MkDocs does
    equip(environment, Tools(str, MarkdownFields((), {}, ""), "nl"))
    environment.bytecode_cache = CompiledTemplates(known)
    environment.globals |= {"root": "../", "icon": lambda name: Markup("<svg/>")}
    cards = environment.get_template("cards.html").make_module()
    assert bool(codes) == (known == codes)
    card = {"url": "a/", "title": HOSTILE, "kind": HOSTILE, "status": "x", "status_level": "y"}
    return str(cards.event_cards([card], heading="h2"))  # type: ignore[attr-defined]
