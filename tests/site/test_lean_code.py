"""The environment of planned pages writes what Jinja's own would."""

from enum import StrEnum
from functools import cache
from html import unescape
from typing import Any

import pytest
from jinja2 import (
    BaseLoader,
    DictLoader,
    Environment,
    FunctionLoader,
    StrictUndefined,
    UndefinedError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from samenkomst.core.translation import dutch
from samenkomst.site import lean_code
from samenkomst.site.environment import TEMPLATES as OUR_TEMPLATES, Tools, make_environment
from samenkomst.site.lean_code import LeanEnvironment
from samenkomst.site.markdown_fields import MarkdownFields
from tests.builders import HOSTILE

TEMPLATES = {
    "macros.html": '{% macro box(text) %}<p title="{{ text }}">{{ text }}{{ caller() }}</p>'
    "{% endmacro %}{% macro note(text, mark='<b>') %}{{ mark }}{{ text }}{% endmacro %}"
    "{% macro all(first) %}{{ first }}{{ varargs|join('&') }}{{ kwargs|list }}{% endmacro %}"
    "{% macro framed() %}[{{ caller() if caller is defined }}]{% endmacro %}",
    "parent.html": "<main>{% block content %}{% endblock %}</main>",
    "page.html": "{% extends 'parent.html' %}{% from 'macros.html' import box %}"
    "{% block content %}{% set kept %}<i>{{ value }}</i>{% endset %}{{ kept }}{{ value }}"
    "{{ value ~ '<' }}{{ value|upper }}{{ [value, value]|join(', ') }}"
    "{% call box(value) %}{{ value }}&{% endcall %}{{ value|safe }}"
    "{% autoescape false %}{{ value }}{% endautoescape %}{% endblock %}",
    "calls.html": "{% import 'macros.html' as macros %}{% from 'macros.html' import note %}"
    "{% macro own(text) %}{{ note(text, text) }}{% endmacro %}"
    "{% for each in [value, value] %}{% set seen = loop.index %}"
    "{{ note(each) }}{{ note(each, '&') }}{{ note(each, mark=each) }}{{ macros.note(each) }}"
    "{{ own(each) }}{{ own(each)|upper }}{{ own(each) ~ '<' }}{{ count(each) }}"
    "{{ macros.all(each) }}{{ macros.all(each, each) }}{{ macros.all(each, a=1) }}"
    "{{ macros.framed() }}{% call macros.framed() %}{{ each }}{% endcall %}{{ kept('<') }}"
    "{{ kept(object=each) }}{{ note(*[each]) }}{{ note(**{'text': each}) }}{{ loop.index }}"
    "{% endfor %}",
    "context.html": "{% from 'macros.html' import note %}"
    "{% for each in [value, value] %}{% set seen = loop.index %}{{ shown(each) }}{% endfor %}"
    "{{ {'key': value}.key }}{{ {'key': value}.missing is defined }}"
    "{% autoescape false %}{{ note(value) }}{{ note(note(value)) }}{% endautoescape %}",
    "keys.html": "{{ {'key': value}.key }}",
    "sentences.html": "{{ _('Wie <b>') }}{{ _('Wie <b>') }}{{ _('Wat') }}{{ _('Hoe %(x)s', x=3) }}",
}
SITES = DictLoader(TEMPLATES)
OURS = FunctionLoader(lambda name: (TEMPLATES[name], str(OUR_TEMPLATES / name), None))
"""Finds them as if they were ours, which must not ask for the context nor read keys."""


@pass_context
def shown(context: Context, value: Any) -> str:
    """Return what stands in the context, to which a loop adds its own."""
    return f"{value} in {sorted(context.get_all().keys() & {'seen', 'each', 'value'})}"


FUNCTIONS = {"count": lambda value: f"<{len(str(value))}>", "shown": shown, "kept": cache(str)}


class Kind(StrEnum):
    """A text of another type."""

    ODD = "<a & 'b'>"


class Html:
    """What brings HTML of its own."""

    def __html__(self) -> str:
        return "<b>yes</b>"


def render(
    kind: type[Environment], value: Any, page: str = "page.html", loader: BaseLoader = SITES
) -> str:
    environment = kind(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.globals |= FUNCTIONS
    return environment.get_template(page).render(value=value)


VALUES = [HOSTILE, "plain", "", "<", "&amp;", "'", '"', Markup("<b>"), Kind.ODD, Html(), 3, None]


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("loader", [SITES, OURS])
@pytest.mark.parametrize("page", ["page.html", "calls.html"])
def test_page_is_that_of_jinja(value: Any, loader: BaseLoader, page: str) -> None:
    assert render(LeanEnvironment, value, page, loader) == render(Environment, value, page)


@pytest.mark.parametrize("value", VALUES)
def test_site_may_ask_for_the_context_read_keys_and_not_escape(value: Any) -> None:
    ours = render(LeanEnvironment, value, "context.html")
    assert ours == render(Environment, value, "context.html")
    assert "['seen', 'value']" in unescape(ours)


@pytest.mark.parametrize("mark", "&<>\"'")
def test_each_mark_is_escaped(mark: str) -> None:
    text = f"a{mark}b"
    assert lean_code.show(text) == Markup.escape(text) != text


def test_our_macro_that_forgets_what_is_html_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean_code, "Markup", str)
    assert render(LeanEnvironment, "<", "calls.html", OURS) != render(
        Environment, "<", "calls.html"
    )


def test_template_of_ours_that_reads_a_key_or_wants_the_context_is_an_error() -> None:
    with pytest.raises(AttributeError):
        render(LeanEnvironment, "a", "keys.html", OURS)
    with pytest.raises(TypeError, match="'value'"):
        render(LeanEnvironment, "a", "context.html", OURS)


@pytest.mark.parametrize("name", ["_", "ngettext", "icon", "once"])
def test_nothing_that_our_templates_call_wants_the_context(name: str) -> None:
    tools = Tools(dutch, MarkdownFields([], {}, "Tabel"), "nl")
    found = make_environment([str(OUR_TEMPLATES)], tools).globals[name]
    assert not hasattr(found, "jinja_pass_arg")


def test_our_sentence_is_asked_for_once_however_often_it_is_shown() -> None:
    asked: list[str] = []

    def words(text: str, **values: object) -> Markup:
        asked.append(text)
        return Markup(text) % values  # noqa: S704 - our own words

    environment = LeanEnvironment(loader=OURS, autoescape=True)
    environment.globals["_"] = words
    shown = [environment.get_template("sentences.html").render() for _ in "ab"]
    assert shown == ["Wie <b>Wie <b>WatHoe 3"] * 2
    assert sorted(asked) == ["Hoe %(x)s", "Hoe %(x)s", "Wat", "Wie <b>"]


def test_wrong_number_of_arguments_is_an_error() -> None:
    templates = {"a.html": "{% macro one(x) %}{{ x }}{% endmacro %}{{ one(1, 2) }}"}
    for kind in (LeanEnvironment, Environment):
        with pytest.raises(TypeError, match="not more than 1"):
            kind(loader=DictLoader(templates), autoescape=True).get_template("a.html").render()


def test_forgotten_escape_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean_code, "show", str)
    assert render(LeanEnvironment, HOSTILE) != render(Environment, HOSTILE)


def test_unknown_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        LeanEnvironment(autoescape=True, undefined=StrictUndefined).from_string("{{ x }}").render()


def test_what_was_global_at_first_is_seen_by_imported_macros() -> None:
    templates = {"a.html": "{% macro here() %}{{ root }}{% endmacro %}"}
    environment = LeanEnvironment(loader=DictLoader(templates), autoescape=True)
    environment.globals["root"] = "../<"
    page = environment.from_string("{% from 'a.html' import here %}{{ here() }}{{ root }}")
    assert page.render() == "../&lt;../&lt;"
