"""The JSON Schema of `events.json`, made from the content model, so that it cannot fall behind."""

from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from samenkomst.core.contract import Site
from samenkomst.core.dates import ClockTime
from samenkomst.core.deadlines import Deadline
from samenkomst.core.model.appearance import Appearance
from samenkomst.core.model.content import Content
from samenkomst.core.model.costs import Price
from samenkomst.core.model.event import Event, Partner
from samenkomst.core.model.session import Session
from samenkomst.core.pages.events_json import SCHEMA_URL, VERSION

_TEXT = {"type": "string"}
_URL = {"type": "string", "format": "uri"}
_MOMENT = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d[+-]\d\d:\d\d)?$",
    "description": "A date, or a date and time with its offset from UTC",
}
_PLAIN: dict[type, dict[str, Any]] = {
    str: _TEXT,
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "format": "date"},
    ClockTime: {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$"},
    Deadline: {
        "type": "object",
        "properties": {"date": {"type": "string", "format": "date"}, "term": _TEXT},
        "additionalProperties": False,
        "minProperties": 1,
    },
}
_NAMED = {
    "type": "object",
    "properties": {"id": _TEXT, "name": _TEXT, "url": _URL},
    "required": ["id", "name"],
    "additionalProperties": False,
}
_CHANGED: dict[type[Content], dict[str, dict[str, Any]]] = {
    Event: {
        "url": _URL,
        "organiser": _NAMED,
        "contact": {"type": "array", "items": _NAMED},
        "replaces": _URL,
        "replaced_by": _URL,
    },
    Session: {"begins": _MOMENT, "ends": _MOMENT},
    Price: {"amount": {"type": "string", "pattern": r"^\d+\.\d\d$"}},
    Appearance: {"url": _URL},
    Partner: {"url": _URL},
}
"""What `events.json` adds to the model, or writes in another form."""
_ALWAYS: dict[type[Content], list[str]] = {Event: ["url", "going_ahead", "registration"]}


def events_schema(site: Site) -> dict[str, Any]:
    """Return the schema, with the address at which `site` publishes it."""
    schemas = _Schemas()
    event = schemas.of(Event)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site.url}{SCHEMA_URL}",
        "title": "Events",
        "type": "object",
        "properties": {
            "v": {"const": VERSION},
            "schema": _URL,
            "site": _TEXT,
            "url": _URL,
            "language": _TEXT,
            "events": {"type": "array", "items": event},
        },
        "required": ["v", "schema", "site", "url", "language", "events"],
        "additionalProperties": False,
        "$defs": dict(sorted(schemas.known.items())),
    }


class _Schemas:
    """The schemas of the parts met so far, by name."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, Any]] = {}

    def of(self, annotation: Any) -> dict[str, Any]:
        """Return the schema of a type that the model uses."""
        if get_origin(annotation) is Annotated:
            return self.of(get_args(annotation)[0])
        if annotation in _PLAIN:
            return _PLAIN[annotation]
        if get_origin(annotation) in (Union, UnionType):
            inside = [each for each in get_args(annotation) if each is not NoneType]
            return self.of(inside[0])
        if get_origin(annotation) is tuple:
            return {"type": "array", "items": self.of(get_args(annotation)[0])}
        if issubclass(annotation, StrEnum):
            return {"enum": [each.value for each in annotation]}
        return self._part(annotation)

    def _part(self, model: type[Content]) -> dict[str, Any]:
        name = model.__name__
        if name not in self.known:
            self.known[name] = {}
            self.known[name] = self._describe(model)
        return {"$ref": f"#/$defs/{name}"}

    def _describe(self, model: type[Content]) -> dict[str, Any]:
        fields = {key: each for key, each in model.model_fields.items() if key != "draft"}
        required = [key for key, each in fields.items() if each.is_required()]
        return {
            "type": "object",
            "description": (model.__doc__ or "").split("\n")[0],
            "properties": {
                **{key: self.of(each.annotation) for key, each in fields.items()},
                **_CHANGED.get(model, {}),
            },
            "required": required + _ALWAYS.get(model, []),
            "additionalProperties": False,
        }
