"""The Jinja environments: one for planned pages, and MkDocs' own made fit for our templates."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import dropwhile
from json import JSONEncoder
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from samenkomst.core.dates import format_date
from samenkomst.core.field_checks import describe_checks
from samenkomst.core.translation import Translate
from samenkomst.site.lean_code import LeanCode, LeanEnvironment
from samenkomst.site.markdown_fields import MarkdownFields

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Tools:
    """What our templates use beside their values, nothing more."""

    translate: Translate
    fields: MarkdownFields
    language: str


def make_environment(folders: Sequence[str], tools: Tools) -> Environment:
    """Return the environment of planned pages; an unknown name in a template is an error there."""
    environment = LeanEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # an environment lives for one build
        cache_size=-1,  # keep all templates, in a plain dictionary
        optimized=False,  # nothing to work out beforehand, and looking takes a fifth of compiling
    )
    environment.policies["json.dumps_function"] = _write_json
    environment.policies["json.dumps_kwargs"] = {}
    equip(environment, tools)
    return environment


def with_globals(environment: Environment, values: Mapping[str, Any]) -> Environment:
    """Return `environment` with `values` global in it.

    So templates see them without being given them, and import each other without context: once
    for all pages, instead of at every page.
    """
    found = environment.overlay()
    found.globals = {**environment.globals, **values}
    return found


def equip(environment: Environment, tools: Tools) -> None:
    """Give `environment` our filters, icons and language, and escaping in our own templates.

    MkDocs' environment does not escape (measured). Other themes' templates count on that, so
    escaping is chosen by the template's name.
    """
    own = {path.name for path in TEMPLATES.iterdir()}
    if environment.autoescape is not True:
        environment.autoescape = lambda name: name in own
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.code_generator_class = LeanCode
    _install_language(environment, tools.translate)
    environment.filters["markdown"] = _field_filter(tools.fields.block)
    environment.filters["markdown_inline"] = _field_filter(tools.fields.inline)
    environment.filters["checks"] = lambda field: describe_checks(field, tools.translate)
    environment.filters["day"] = lambda day: _day(day, tools.language)
    environment.filters["telephone"] = telephone
    environment.filters["initials"] = initials
    environment.filters["some"] = some
    environment.filters["together"] = together
    environment.globals["icon"] = cache(partial(_icon, environment))
    environment.globals["once"] = _remember()


def _install_language(environment: Environment, translate: Translate) -> None:
    words = _words(translate)

    def plural(one: str, many: str, number: int, **values: Any) -> Markup:
        return words(one if number == 1 else many, **{"num": number, **values})

    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(translate, plural, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(_=words, ngettext=plural)


def _words(translate: Translate) -> Callable[..., Markup]:
    """Return what `_` does in a template: as Jinja's own, but most sentences are made once."""

    @cache
    def plain(text: str) -> Markup:
        return fill(text)

    def fill(text: str, **values: object) -> Markup:
        return Markup(translate(text)) % values  # noqa: S704 - our own words

    return lambda text, **values: fill(text, **values) if values else plain(text)


def _field_filter(render: Callable[[str, str], Markup]) -> Callable[..., Markup]:
    @pass_context
    def apply(context: Context, text: str) -> Markup:
        root: Any = context["root"]
        return render(text, root)

    return apply


def _day(day: date, language: str) -> Markup:
    """Return `day` in words, with its date for machines."""
    words = format_date(day, language, weekday=False)
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), words)


def telephone(number: str) -> str:
    """Return the number as it stands in a `tel:` address: digits, and a plus in front."""
    return re.sub(r"(?!^\+)\D", "", number)


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name, without "dr." before."""
    every = name.split()
    words = [*dropwhile(lambda word: word[0].islower(), every)] or every
    return "".join(word[0] for word in (words[:1] + words[1:][-1:]))


def some(things: Iterable[object], name: str) -> bool:
    """Return whether one of the `things` has something under `name`."""
    return any(getattr(each, name) for each in things)


def together(texts: Iterable[str], between: str) -> str:
    """Return those of the `texts` that say something as one, with `between` in between."""
    return between.join(text for text in texts if text)


def _remember() -> Callable[..., Markup]:
    """Return what gives a macro's text as it was first made under a name.

    For what stands on many pages; it must not say where the root of the site is.
    """
    known: dict[str, Markup] = {}

    def once(name: str, macro: Callable[..., Markup], *values: object) -> Markup:
        if name not in known:
            known[name] = macro(*values)
        return known[name]

    return once


def _icon(environment: Environment, name: str) -> Markup:
    """Return an icon of Material's, hidden from who listens: the text beside it says the same."""
    if environment.loader is None:
        raise LookupError(name)
    svg = environment.loader.get_source(environment, f".icons/material/{name}.svg")[0]
    span = '<span class="icon" aria-hidden="true">'
    return Markup(f"{span}{svg.replace(_NAMESPACE, '')}</span>")  # noqa: S704 - a file of the theme


_write_json = JSONEncoder(sort_keys=True, check_circular=False).encode
"""As Jinja does, but for plain data alone: a fifth sooner (measured)."""

_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""Not needed inside HTML, and 34 bytes each time."""
