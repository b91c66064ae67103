"""The state of a view as JSON text and back: equal values of the same types, or a refusal.

Plain JSON would turn tuples into lists and records into nothing. Equal records stand in columns,
which are read some times quicker than one by one.
"""

import importlib
import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from operator import attrgetter
from typing import Any

_PLAIN = {str, int, float, bool, type(None)}
_PACKAGE = "samenkomst."
_EMPTY = ["dict", ["plain", []], ["plain", []]]


class Unknown(TypeError):
    """A value that cannot be written so that it comes back the same."""


def dump(state: dict[str, Any]) -> str:
    """Return the state as text. Raises Unknown."""
    return json.dumps(_Writer().write(state), separators=(",", ":"), allow_nan=False)


def load(text: str | bytes) -> dict[str, Any]:
    """Return the state that `dump` wrote. Raises ValueError, LookupError, TypeError and more."""
    found = _read(json.loads(text))
    if not isinstance(found, dict):
        raise TypeError("no state")
    return found


class _Writer:
    """Writes values; a list or a table that is in two places would come back as two."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def write(self, value: Any) -> Any:
        kind = type(value)
        if kind in _PLAIN:
            return value
        if kind is tuple:
            return ["tuple", *map(self.write, value)]
        if isinstance(value, Enum):
            return ["enum", _name(kind), value.value]
        if names := _names(kind):
            if not _is_fixed(kind):
                self._once([value])
            return ["record", _name(kind), *(self.write(getattr(value, name)) for name in names)]
        if kind is dict and not value:
            return _EMPTY  # the default that many records share; nobody puts anything in it
        self._once([value])
        if kind is dict:
            keys = self.column(list(value))
            return ["dict", keys, self.column(list(value.values()))]
        if kind is list or kind is set or kind is frozenset:
            return [kind.__name__, self.column(list(value))]
        raise Unknown(kind.__name__)

    def column(self, values: list[Any]) -> list[Any]:
        """Return values of one kind in a form that is read as a whole."""
        kinds = set(map(type, values))
        if kinds <= _PLAIN:
            return ["plain", values]
        if len(kinds) == 1:
            (kind,) = kinds
            if names := _names(kind):
                if not _is_fixed(kind):
                    self._once(values)
                columns = [self.column(list(map(attrgetter(name), values))) for name in names]
                return ["records", _name(kind), *columns]
            if kind is tuple and all(type(x) in _PLAIN for each in values for x in each):
                return ["tuples", values]
            if kind is list and all(type(x) in _PLAIN for each in values for x in each):
                self._once(values)
                return ["lists", values]
        return ["each", *map(self.write, values)]

    def _once(self, values: list[Any]) -> None:
        before = len(self._seen)
        self._seen.update(map(id, values))
        if len(self._seen) != before + len(values):
            raise Unknown("in two places")


def _read(value: Any) -> Any:
    if type(value) is not list:
        return value
    match value:
        case ["tuple", *items]:
            return tuple(map(_read, items))
        case ["enum", name, inner]:
            return _class(name)(inner)
        case ["record", name, *items]:
            return _class(name)(*map(_read, items))
        case ["dict", keys, values]:
            return dict(zip(_read_column(keys), _read_column(values), strict=True))
        case [("list" | "set" | "frozenset") as name, items]:
            makers: dict[str, Callable[[Any], Any]] = {
                "list": list, "set": set, "frozenset": frozenset
            }  # fmt: skip
            return makers[name](_read_column(items))
    raise ValueError("unknown mark")


def _read_column(column: list[Any]) -> Iterable[Any]:
    match column:
        case [("plain" | "lists"), values]:
            return values  # type: ignore[no-any-return]
        case ["tuples", values]:
            return map(tuple, values)
        case ["records", name, *columns]:
            return map(_class(name), *map(_read_column, columns))
        case ["each", *items]:
            return map(_read, items)
    raise ValueError("unknown mark")


def _is_fixed(kind: type) -> bool:
    """Return whether a record of this kind never changes: it may be in more places than one."""
    return issubclass(kind, tuple) or kind.__dataclass_params__.frozen  # type: ignore[attr-defined]


def _names(kind: type) -> tuple[str, ...]:
    """Return what a record is made of; nothing for any other value."""
    if issubclass(kind, tuple):
        return getattr(kind, "_fields", ())
    if not is_dataclass(kind):
        return ()
    found = fields(kind)
    return tuple(field.name for field in found) if all(field.init for field in found) else ()


def _name(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _class(name: str) -> Callable[..., Any]:
    module, _, qualname = name.partition(":")
    if not module.startswith(_PACKAGE):
        raise ValueError("not ours")
    found: Callable[..., Any] = attrgetter(qualname)(importlib.import_module(module))
    return found
