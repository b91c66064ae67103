"""What every part of the content is: typed values by key, that never change."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, NamedTuple, NoReturn, Self, TypeVar, dataclass_transform

Part = TypeVar("Part", bound="Content")

_NONE: Any = object()


class Key(NamedTuple):
    """One key of a part: what its value is, and what it is when nothing was filled in."""

    annotation: Any
    default: Any

    def is_required(self) -> bool:
        """Return whether it has to be filled in."""
        return self.default is _NONE


class Short(NamedTuple):
    """Marks a part that may be written as one text, which is then the value of these keys."""

    keys: tuple[str, ...]


AT_LEAST_ONE = "at least one"
"""Marks a list that may not be empty."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Content:
    """A group of keys in a content file, nothing more; `reading` makes one of what was typed.

    A part holds what was typed; the rest is found on its class, as the default. That makes it
    small, and Python pickles it and loads it without a line of ours: a site has tens of thousands.
    A value that could not be read is not there at all: asking for it raises AttributeError.
    """

    model_fields: ClassVar[Mapping[str, Key]] = {}

    def __init_subclass__(cls) -> None:
        """List the keys, those of the parent first."""
        own = {
            name: Key(annotation, vars(cls).get(name, _NONE))
            for name, annotation in cls.__annotations__.items()
        }
        cls.model_fields = {**cls.model_fields, **own}

    def __init__(self, **values: Any) -> None:
        """Hold `values` as they are: they were checked, or are our own."""
        fields = type(self).model_fields
        needed = {name for name, each in fields.items() if each.is_required()}
        if wrong := (values.keys() - fields.keys()) | (needed - values.keys()):
            raise TypeError(f"{type(self).__name__}: {', '.join(sorted(wrong))}")
        vars(self).update(values)

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """Return the same part with other values."""
        return _make(type(self), {**vars(self), **update})

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} never changes", name=name, obj=self)

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} never changes", name=name, obj=self)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return values_of(self) == values_of(other)

    def __hash__(self) -> int:
        return hash((type(self), *values_of(self).values()))

    def __repr__(self) -> str:
        own = ", ".join(f"{name}={value!r}" for name, value in vars(self).items())
        return f"{type(self).__name__}({own})"


def values_of(part: Content) -> dict[str, Any]:
    """Return every value of `part` that can be read, typed or not, in the order of its class."""
    fields = type(part).model_fields
    return {name: getattr(part, name) for name in fields if hasattr(part, name)}


def make_part(model: Any, values: dict[str, Any], unreadable: Sequence[str] = ()) -> Any:
    """Return a part with what was typed; asking for what is `unreadable` raises AttributeError."""
    part = _make(_lacking(model) if unreadable else model, values)
    if unreadable:
        object.__setattr__(part, "unreadable", unreadable)
    return part


def _make(model: type[Part], values: dict[str, Any]) -> Part:
    part = model.__new__(model)
    object.__setattr__(part, "__dict__", values)
    return part


class _Lacking:
    """Keeps a part from giving a default where something was typed, nothing more."""

    __slots__ = ("unreadable",)
    unreadable: Sequence[str]

    def __getattribute__(self, name: str) -> Any:
        if name in object.__getattribute__(self, "unreadable"):
            raise AttributeError(f"{name} could not be read", name=name, obj=self)
        return object.__getattribute__(self, name)

    def __reduce__(self) -> tuple[Any, ...]:
        return make_part, (type(self).__bases__[1], vars(self), self.unreadable)

    def model_copy(self, *, update: Mapping[str, Any]) -> Any:
        """Return the same part with other values."""
        return make_part(type(self).__bases__[1], {**vars(self), **update}, self.unreadable)


@cache
def _lacking(model: Any) -> Any:
    """Return the class for parts of `model` of which some values could not be read."""
    return type(model.__name__, (_Lacking, model), {"__annotations__": {}})
