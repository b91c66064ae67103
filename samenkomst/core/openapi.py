"""What the form handler takes and answers, as OpenAPI 3.1: made from the contract, like the forms.

For programs that send forms, and for the tests that send it a great many. The pages behind the
personal links in letters are for people, and not in it.
"""

from collections.abc import Iterator
from typing import Any

from samenkomst.core.contract import Contract, EventEntry
from samenkomst.core.forms import HONEYPOT, SHAPES, Field, Form, colleague_field

Json = dict[str, Any]

FORM_TYPE = "application/x-www-form-urlencoded"
PROBLEM_TYPE = "application/problem+json"
REFUSALS = {
    "400": "Another host, or a body that cannot be read: nothing is stored",
    "403": "From another website: nothing is stored",
    "404": "There is no such form",
    "409": "The form is not open yet",
    "410": "The form is closed",
    "413": "More than 64 KB",
    "415": "Not a urlencoded form",
    "422": "Mistakes, each with its field: nothing is stored",
    "429": "Too many from this address: try again after Retry-After",
    "503": "Not stored, or not certain: send it again after Retry-After, it never counts double",
}


def describe_api(contract: Contract, version: str) -> Json:
    """Return the description of every form that a page shows, and of the handler's own pages."""
    paths: Json = {}
    for event in contract.events.values():
        if event.form:
            path = f"/formulieren/{event.slug}/{event.form}/"
            paths[path] = _form_path(event, contract.forms[event.form])
    return {
        "openapi": "3.1.0",
        "info": {"title": contract.site.name, "version": version},
        "servers": [{"url": contract.site.url.rstrip("/")}],
        "paths": paths | _own_paths(),
        "components": {"schemas": {"Problem": PROBLEM, "Accepted": ACCEPTED, "Health": HEALTH}},
    }


def _form_path(event: EventEntry, form: Form) -> Json:
    name = f"{event.slug}-{form.id}"
    return {
        "get": {
            "operationId": f"open-{name}",
            "summary": f"Lead to the form of {event.title}",
            "responses": {"303": _leads("To the form on its page"), **_refusals("404")},
        },
        "post": {
            "operationId": f"send-{name}",
            "summary": f"{form.title}: {event.title}",
            "requestBody": {
                "required": True,
                "content": {FORM_TYPE: {"schema": _schema(form), "encoding": _encoding(form)}},
            },
            "responses": {
                "201": {
                    "description": "On disk, for who prefers JSON: the reference and the receipt",
                    "content": {"application/json": {"schema": _reference("Accepted")}},
                    "headers": {"Location": LOCATION},
                },
                "303": _leads("On disk: to the receipt"),
                **_refusals(*REFUSALS),
            },
        },
    }


def _schema(form: Form) -> Json:
    return {
        "type": "object",
        "properties": {field.name: _property(field) for field in form.fields}
        | {HONEYPOT: {"const": "", "description": "Stays empty"}},
        "required": [field.name for field in form.fields if field.required],
        "dependentSchemas": dict(_colleagues(form)),
        "additionalProperties": False,
    }


def _colleagues(form: Form) -> Iterator[tuple[str, Json]]:
    """Yield for each colleague's address what it calls for: the name."""
    for number in range(1, form.colleagues + 1):
        name = colleague_field(number, "naam")
        named = {"required": [name], "properties": {name: {"minLength": 1}}}
        yield colleague_field(number, "email"), named


def _property(field: Field) -> Json:
    """Return what one answer looks like; a list for a question with more answers."""
    one: Json = {"type": "string"}
    if field.choices:
        one["enum"] = list(field.choices)
    elif field.type == "consent":
        one["enum"] = ["ja"]
    else:
        one["maxLength"] = field.limit
        if field.required:
            one["minLength"] = 1
        if field.type in SHAPES and field.type != "email":
            one["pattern"] = f"^(?:{SHAPES[field.type][0].pattern})$"
    if field.type == "email":
        one["format"] = "email"
    if field.many:
        least = {"minItems": 1} if field.required else {}
        return {"type": "array", "items": one, "title": field.label, **least}
    return {**one, "title": field.label}


def _encoding(form: Form) -> Json:
    return {field.name: {"style": "form", "explode": True} for field in form.fields if field.many}


def _own_paths() -> Json:
    page = {"text/html": {"schema": {"type": "string"}}}
    token = {"name": "token", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "/formulieren/ontvangst/{token}/": {
            "get": {
                "operationId": "receipt",
                "summary": "The receipt, for whoever has its address",
                "parameters": [token],
                "responses": {
                    "200": {"description": "What was sent", "content": page},
                    **_refusals("400", "404", "503"),
                },
            }
        },
        "/formulieren/gezond": _health("healthy", "Whether the process answers", {}),
        "/formulieren/klaar": _health(
            "ready",
            "Whether a form would be stored now",
            {"503": {"description": "It would not", "content": _HEALTH_CONTENT}},
        ),
    }


def _health(name: str, summary: str, more: Json) -> Json:
    well = {"200": {"description": "It does", "content": _HEALTH_CONTENT}}
    return {"get": {"operationId": name, "summary": summary, "responses": well | more}}


def _refusals(*statuses: str) -> Json:
    return dict(_refusal(status) for status in statuses)


def _refusal(status: str) -> tuple[str, Json]:
    content = {
        PROBLEM_TYPE: {"schema": _reference("Problem")},
        "text/html": {"schema": {"type": "string"}},
    }
    answer: Json = {"description": REFUSALS[status], "content": content}
    if status in ("429", "503"):
        answer["headers"] = {"Retry-After": {"required": True, "schema": {"type": "integer"}}}
    return status, answer


def _leads(description: str) -> Json:
    return {"description": description, "headers": {"Location": LOCATION}}


def _reference(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


LOCATION: Json = {"required": True, "schema": {"type": "string", "format": "uri"}}
PROBLEM: Json = {
    "description": "RFC 9457",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
ACCEPTED: Json = {
    "type": "object",
    "required": ["reference", "receipt"],
    "properties": {
        "reference": {"type": "string", "pattern": "^[A-Z2-9]{4}-[A-Z2-9]{4}$"},
        "receipt": {"type": "string", "format": "uri"},
    },
}
HEALTH: Json = {
    "type": "object",
    "required": ["status"],
    "properties": {"status": {"enum": ["ok", "unavailable"]}},
}
_HEALTH_CONTENT: Json = {"application/json": {"schema": _reference("Health")}}
