"""A fault in content: the path to the value instead of a line, which only the file knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

Path = tuple[str | int, ...]
"""From the file's name to the value: ("events.yaml", "events", 0, "title")."""

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake, by its path; it becomes a `Problem` where the lines are known."""

    path: Path
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    near: Sequence[str] = ()
    """Words among which the intended one may be."""
    first: Path | None = None
    """Where the same thing stood before, for doubles."""


_PYDANTIC_CODES = {
    "string_type": "text_expected",
    "tuple_type": "list_expected",
    "model_type": "mapping_expected",
    "model_attributes_type": "mapping_expected",
    "dict_type": "mapping_expected",
    "too_short": "missing",
}


def validate(model: type[Model], raw: Any, path: Path, faults: list[Fault]) -> Model | None:
    """Return `raw` as a `model`, or None after adding each fault in it to `faults`."""
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        faults += [_fault(model, path, details) for details in error.errors()]
        return None


def _fault(model: type[BaseModel], path: Path, details: ErrorDetails) -> Fault:
    loc = details["loc"]
    values = {
        "key": next(part for part in reversed([*path, *loc]) if isinstance(part, str)),
        "value": str(details["input"])[:80],
        "suggestion": "",
    }
    values |= {name: str(value) for name, value in details.get("ctx", {}).items()}
    near: Sequence[str] = ()
    if details["type"] == "extra_forbidden":
        near = _known_keys(model, loc[:-1])
    elif details["type"] == "enum":
        near = [str(member) for member in _type_at(model, loc)]
    values["known"] = values.get("known") or ", ".join(near)
    code = "choice" if details["type"] == "enum" else details["type"]
    return Fault((*path, *loc), _PYDANTIC_CODES.get(code, code), values, near)


def _known_keys(model: type[BaseModel], loc: Sequence[str | int]) -> list[str]:
    return list(_type_at(model, loc).model_fields)


def _type_at(model: Any, loc: Sequence[str | int]) -> Any:
    """Return the model or enum that stands at `loc` inside `model`."""
    for part in loc:
        if isinstance(part, str):
            model = _plain(model.model_fields[part].annotation)
    return model


def _plain(annotation: Any) -> Any:
    """Return the class inside `tuple[X, ...]`, `Annotated[X, …]` and `X | None`."""
    while get_origin(annotation) is not None:
        annotation = next(part for part in get_args(annotation) if part is not type(None))
    return annotation
