"""The environment of planned pages writes what Jinja's own would."""

from enum import StrEnum
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from samenkomst.site.lean_code import LeanEnvironment
from tests.builders import HOSTILE

TEMPLATES = {
    "macros.html": '{% macro box(text) %}<p title="{{ text }}">{{ text }}{{ caller() }}</p>'
    "{% endmacro %}",
    "parent.html": "<main>{% block content %}{% endblock %}</main>",
    "page.html": "{% extends 'parent.html' %}{% from 'macros.html' import box %}"
    "{% block content %}{% set kept %}<i>{{ value }}</i>{% endset %}{{ kept }}{{ value }}"
    "{{ value ~ '<' }}{{ value|upper }}{{ [value, value]|join(', ') }}"
    "{% call box(value) %}{{ value }}&{% endcall %}{{ value|safe }}"
    "{% autoescape false %}{{ value }}{% endautoescape %}{% endblock %}",
}


class Kind(StrEnum):
    """A text of another type."""

    ODD = "<a & 'b'>"


class Html:
    """What brings HTML of its own."""

    def __html__(self) -> str:
        return "<b>yes</b>"


def render(kind: type[Environment], value: Any) -> str:
    environment = kind(loader=DictLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html").render(value=value)


VALUES = [HOSTILE, "plain", "", "<", "&amp;", "'", '"', Markup("<b>"), Kind.ODD, Html(), 3, None]


@pytest.mark.parametrize("value", VALUES)
def test_page_is_that_of_jinja(value: Any) -> None:
    assert render(LeanEnvironment, value) == render(Environment, value)


def test_forgotten_escape_would_be_seen() -> None:
    class Careless(LeanEnvironment):
        @staticmethod
        def escape(value: Any) -> str:
            return str(value)

    assert render(Careless, HOSTILE) != render(Environment, HOSTILE)


def test_unknown_name_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        LeanEnvironment(autoescape=True, undefined=StrictUndefined).from_string("{{ x }}").render()


def test_what_was_global_at_first_is_seen_by_imported_macros() -> None:
    templates = {"a.html": "{% macro here() %}{{ root }}{% endmacro %}"}
    environment = LeanEnvironment(loader=DictLoader(templates), autoescape=True)
    environment.globals["root"] = "../<"
    page = environment.from_string("{% from 'a.html' import here %}{{ here() }}{{ root }}")
    assert page.render() == "../&lt;../&lt;"
