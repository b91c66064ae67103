"""JSON Schema (draft 7) of each content file, from the models: it can never say something else.

It checks less than we do: rules between values and references stay with `samenkomst check`.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin

from samenkomst.core.model.appearance import Appearance
from samenkomst.core.model.catalogue import SHELVES
from samenkomst.core.model.content import Content
from samenkomst.core.model.form import Choice
from samenkomst.core.model.statement import Statement
from samenkomst.core.schema import event_words, form_words, session_words, statement_words
from samenkomst.core.schema.choice_words import CHOICES
from samenkomst.core.schema.scalar_types import ANY_SCALAR, scalar_schema
from samenkomst.core.schema.titles import TITLES
from samenkomst.core.shelves import STATEMENT
from samenkomst.core.translation import Translate

Schema = dict[str, Any]
WORDS = {**event_words.WORDS, **session_words.WORDS, **form_words.WORDS} | statement_words.WORDS
SHORT = (Appearance, Choice)
"""Parts that may be written as one text."""


def content_schemas(translate: Translate) -> Mapping[str, Schema]:
    """Return the schema of each content file by its name, such as `events`, and of one `event`."""
    found = {shelf: _Writer(translate).file(shelf, model) for shelf, model in SHELVES.items()}
    single: dict[str, type[Content]] = {"event": SHELVES["events"], STATEMENT: Statement}
    return {**found, **{name: _Writer(translate).one(model) for name, model in single.items()}}


class _Writer:
    """Writes one schema; each model that it meets becomes a definition."""

    def __init__(self, translate: Translate) -> None:
        self.translate = translate
        self.definitions: dict[str, Schema] = {}

    def file(self, shelf: str, model: type[Content]) -> Schema:
        """Return the schema of a file with a list of entries below its key."""
        items = {"type": ["array", "null"], "items": self._reference(model)}
        named = {"title": self.translate(TITLES[shelf]), **items}
        group = {"type": "object", "properties": {shelf: named}, "required": [shelf]}
        return self._whole({**group, "additionalProperties": False})

    def one(self, model: type[Content]) -> Schema:
        """Return the schema of a file that is one entry."""
        return self._whole(self._group(model))

    def _whole(self, schema: Schema) -> Schema:
        head = {"$schema": "http://json-schema.org/draft-07/schema#"}
        return {**head, **schema, "definitions": dict(sorted(self.definitions.items()))}

    def _reference(self, model: type[Content]) -> Schema:
        name = model.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # before its keys: a model may stand in itself
            self.definitions[name] = self._group(model)
        return {"$ref": f"#/definitions/{name}"}

    def _group(self, model: type[Content]) -> Schema:
        fields = model.model_fields
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: self._key(model, name) for name in fields},
            "required": [name for name, field in fields.items() if field.is_required()],
        }

    def _key(self, model: type[Content], name: str) -> Schema:
        """Return the schema of one key; what is not required may be left empty."""
        field = model.model_fields[name]
        value = self._value(field.annotation)
        if not field.is_required():
            value = _or_nothing(value)
        return {
            "title": self.translate(TITLES[name]),
            "description": self.translate(WORDS[model.__name__][name]),
            **({"allOf": [value]} if "$ref" in value else value),
        }

    def _value(self, annotation: Any, validators: Iterable[Any] = ()) -> Schema:
        if found := scalar_schema(validators):
            return found
        if get_origin(annotation) is Annotated:
            return self._value(get_args(annotation)[0], annotation.__metadata__)
        if get_origin(annotation) is tuple:
            return {"type": "array", "items": self._value(get_args(annotation)[0])}
        if get_origin(annotation) is not None:  # X | None
            return self._value(next(x for x in get_args(annotation) if x is not type(None)))
        if issubclass(annotation, StrEnum):
            return self._choices(annotation)
        if annotation in SHORT:
            return {"anyOf": [{"type": ANY_SCALAR}, self._reference(annotation)]}
        return self._reference(annotation)

    def _choices(self, words: type[StrEnum]) -> Schema:
        meanings = [self.translate(CHOICES[words.__name__][word]) for word in words]
        return {"enum": [word.value for word in words], "enumDescriptions": meanings}


def _or_nothing(value: Schema) -> Schema:
    """Return `value`, or nothing filled in: a key with nothing behind it counts as left out."""
    if "enum" in value:
        return {**value, "enum": [*value["enum"], None]}
    if "anyOf" in value:
        return {"anyOf": [*value["anyOf"], {"type": "null"}]}
    if "type" not in value:
        return {"anyOf": [value, {"type": "null"}]}
    types = value["type"] if isinstance(value["type"], list) else [value["type"]]
    return {**value, "type": [*types, "null"]}
