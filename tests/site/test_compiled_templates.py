"""Templates compiled in advance: the ones that a build would have compiled."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from samenkomst.core.pages.cards import Card
from samenkomst.site.compiled_templates import CompiledTemplates, compile_templates
from samenkomst.site.environment import TEMPLATES, Tools, equip, make_environment
from samenkomst.site.markdown_fields import MarkdownFields
from tests.builders import HOSTILE

NAMES = sorted(path.name for path in TEMPLATES.glob("*.html"))


@pytest.fixture(scope="module")
def codes() -> dict[str, bytes]:
    return compile_templates()


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


def test_own_template_speaks_in_plurals_as_jinja_does() -> None:
    environment = make_environment([], Tools(str, MarkdownFields((), {}, ""), "nl"))
    words = (
        "{% trans n=number, who=who %}{{ who }}: een{% pluralize %}{{ who }}: {{ n }}{% endtrans %}"
    )
    template = environment.from_string(words)
    found = [template.render(number=number, who=HOSTILE) for number in (1, 3)]
    assert found == [f"{escape(HOSTILE)}: een", f"{escape(HOSTILE)}: 3"]


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
    card = Card(HOSTILE, "a/", HOSTILE, HOSTILE, "", "", "x", "y")
    return str(cards.event_cards([card], heading="h2"))  # type: ignore[attr-defined]
