"""The environment of planned pages writes what Jinja's own would."""

from enum import StrEnum
from functools import cache
from html import unescape
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from samenkomst.site import lean_code
from samenkomst.site.lean_code import LeanEnvironment
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
    "{{ own(each) }}{{ own(each)|upper }}{{ own(each) ~ '<' }}{{ count(each) }}{{ shown(each) }}"
    "{{ macros.all(each) }}{{ macros.all(each, each) }}{{ macros.all(each, a=1) }}"
    "{{ macros.framed() }}{% call macros.framed() %}{{ each }}{% endcall %}{{ kept('<') }}"
    "{% endfor %}{% autoescape false %}{{ note(value) }}{{ note(note(value)) }}{% endautoescape %}",
}


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


def render(kind: type[Environment], value: Any, page: str = "page.html") -> str:
    environment = kind(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    environment.globals |= FUNCTIONS
    return environment.get_template(page).render(value=value)


VALUES = [HOSTILE, "plain", "", "<", "&amp;", "'", '"', Markup("<b>"), Kind.ODD, Html(), 3, None]


@pytest.mark.parametrize("value", VALUES)
def test_page_is_that_of_jinja(value: Any) -> None:
    assert render(LeanEnvironment, value) == render(Environment, value)


@pytest.mark.parametrize("value", VALUES)
def test_calls_write_what_those_of_jinja_write(value: Any) -> None:
    ours = render(LeanEnvironment, value, "calls.html")
    assert ours == render(Environment, value, "calls.html")
    assert "['seen', 'value']" in unescape(ours)


def test_call_that_is_done_otherwise_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lean_code, "Markup", str)
    assert render(LeanEnvironment, "a", "calls.html") != render(Environment, "a", "calls.html")


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
