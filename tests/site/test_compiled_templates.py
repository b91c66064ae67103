"""Templates compiled in advance: the ones that a build would have compiled."""

from pathlib import Path

import pytest

from samenkomst.site.compiled_templates import CompiledTemplates, compile_templates
from samenkomst.site.environment import TEMPLATES, Tools, make_environment
from samenkomst.site.markdown_fields import MarkdownFields

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
