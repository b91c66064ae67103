"""From what was typed to a model: whole, or as far as it can be read, with every fault in it."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.rules import broken_rules
from samenkomst.core.model.scalars import RULE, Content

Model = TypeVar("Model", bound=Content)

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
    found, part = read_part(model, raw, path)
    faults += found
    return None if found else part


def read_part(model: type[Model], raw: Any, path: Path) -> tuple[list[Fault], Model | None]:
    """Return each fault in `raw`, and what of it can be read as a `model`.

    A value with a fault is not in the part at all: asking for it raises AttributeError, so that
    no rule takes it for "not filled in".
    """
    try:
        return [], model.model_validate(raw)
    except ValidationError as error:
        single = [each for each in error.errors() if RULE not in each.get("ctx", {})]
        part = _sound_part(model, raw)
        together = [
            fault.below(at)
            for at, each in (inner_parts(part, path) if part is not None else ())
            for fault in broken_rules(each)
        ]
        return [*(_fault(model, path, each) for each in single), *together], part


def inner_parts(part: Content, path: Path) -> Iterator[tuple[Path, Content]]:
    """Yield `part` and every part inside it, each with its path."""
    yield path, part
    for name, value in part.__dict__.items():
        if not value or type(value) is str:
            continue
        if isinstance(value, Content):
            yield from inner_parts(value, (*path, name))
        elif type(value) is tuple and isinstance(value[0], Content):
            for index, each in enumerate(value):
                yield from inner_parts(each, (*path, name, index))


class _Unreadable(Exception):
    """A value that has a fault itself."""


def _sound_part(model: type[Model], raw: Any) -> Model | None:
    """Return the values of `raw` that can be read; None when it is no mapping."""
    if not isinstance(raw, dict):
        return None
    values, unreadable = {}, []
    for name, field in model.model_fields.items():
        try:
            if raw.get(name) is not None:
                values[name] = _sound_value(_adapter(model, name), field.annotation, raw[name])
            elif field.is_required():
                unreadable.append(name)
        except _Unreadable:
            unreadable.append(name)
    part = model.model_construct(**values)
    for name in unreadable:
        part.__dict__.pop(name, None)
    return part


def _sound_value(adapter: TypeAdapter[Any], annotation: Any, raw: Any) -> Any:
    try:
        return adapter.validate_python(raw)
    except ValidationError:
        pass
    inner = _plain(annotation)
    if not (isinstance(inner, type) and issubclass(inner, Content)):
        raise _Unreadable
    if get_origin(annotation) is not tuple:
        return _sound_group(inner, raw)
    if not raw or not isinstance(raw, list):
        raise _Unreadable
    return tuple(_sound_item(get_args(annotation)[0], each) for each in raw)


def _sound_group(model: type[Content], raw: Any) -> Content:
    part = _sound_part(model, raw)
    if part is None:
        raise _Unreadable
    return part


def _sound_item(annotation: Any, raw: Any) -> Any:
    """Return one item of a list; its number must stay, so one that is no mapping ends the list."""
    return _sound_value(_item_adapter(annotation), annotation, raw)


@cache
def _adapter(model: type[Content], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    annotation: Any = field.annotation
    return TypeAdapter(Annotated[(annotation, *field.metadata)] if field.metadata else annotation)


@cache
def _item_adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


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
