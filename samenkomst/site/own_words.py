"""The site's own words in place of ours: "Schrijf u in" where we say "Meld u aan"."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from samenkomst.core.model.references import suggest
from samenkomst.core.problem_texts import TEXTS
from samenkomst.core.translation import Translate

_PACKAGE = Path(__file__).parents[1]
_CALLS = {"translate", "N_", "_"}
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w*\}")


def with_own_words(translate: Translate, words: Mapping[str, str]) -> Translate:
    """Return `translate`, but with the site's own word where `words` has one for the text."""
    if not words:
        return translate
    return lambda text: words.get(text) or translate(text)


def check_words(words: Mapping[Any, Any], translate: Translate) -> tuple[dict[str, str], list[str]]:
    """Return the words that can be used, and in Dutch what is wrong with each of the others."""
    known = known_texts() if words else frozenset()
    found: dict[str, str] = {}
    wrong: list[str] = []
    for text, own in words.items():
        message = _fault(text, own, known, translate)
        if message:
            wrong.append(message)
        else:
            found[text] = own
    return found, wrong


def _fault(text: Any, own: Any, known: frozenset[str], translate: Translate) -> str:
    if not isinstance(own, str) or not own:
        words = translate("“words” in mkdocs.yml: achter “{text}” hoort een eigen tekst.")
        return words.format(text=text)
    if text not in known:
        near = suggest(str(text), sorted(known))
        hint = translate(TEXTS["did_you_mean"]).format(value=near) if near else ""
        words = translate("“words” in mkdocs.yml: de tekst “{text}” staat nergens op de site.")
        return words.format(text=text) + hint
    if set(_PLACEHOLDER.findall(own)) - set(_PLACEHOLDER.findall(text)):
        words = translate("“words” in mkdocs.yml: “{own}” heeft een invulplek die “{text}” mist.")
        return words.format(text=text, own=own)
    return ""


@cache
def known_texts() -> frozenset[str]:
    """Return every text that our code and templates show, from their sources."""
    return frozenset((*_texts_in_code(), *_texts_in_templates()))


def _texts_in_code() -> Iterator[str]:
    for path in sorted(_PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in _CALLS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _texts_in_templates() -> Iterator[str]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for path in sorted((_PACKAGE / "site" / "templates").glob("*.html")):
        found = environment.extract_translations(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
        for _line, _function, message in found:
            texts = message if isinstance(message, tuple) else (message,)
            yield from (text for text in texts if text)
