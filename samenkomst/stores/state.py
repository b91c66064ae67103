"""The state of a view as bytes and back: equal values of the same types, or a refusal.

Python's own `marshal` writes plain values, so that what is in many places stays one, and takes a
third of the time of JSON (measured). It knows no records: equal ones stand in columns, which are
read some times quicker than one by one. Whoever loads must know that the bytes are as written.
"""

import importlib
import marshal
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import Any

_PLAIN = frozenset({str, int, float, bool, type(None)})
_PACKAGE = "samenkomst."
_EMPTY = ["dict", ["plain", []], ["plain", []]]


class Unknown(TypeError):
    """A value that cannot be written so that it comes back the same."""


def dump(state: dict[str, Any]) -> bytes:
    """Return the state as bytes. Raises Unknown."""
    return marshal.dumps(_Writer().write(state))


def load(content: bytes | memoryview) -> dict[str, Any]:
    """Return the state that `dump` wrote. Raises ValueError, LookupError, TypeError and more."""
    found = _read(marshal.loads(content))  # noqa: S302 - as we wrote it; it runs nothing
    if not isinstance(found, dict):
        raise TypeError("no state")
    return found


class _Writer:
    """Writes values; a list or a table that is in two places would come back as two.

    What is written is plain, or a list that begins with a mark.
    """

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def write(self, value: Any) -> Any:
        kind = type(value)
        if _is_plain(value):
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
        if kind is dict and all(map(_is_plain, (*value, *value.values()))):
            return value
        if kind is dict:
            keys = self.column(list(value))
            return ["dict", keys, self.column(list(value.values()))]
        if kind is list or kind is set or kind is frozenset:
            return [kind.__name__, self.column(list(value))]
        raise Unknown(kind.__name__)

    def column(self, values: list[Any]) -> list[Any]:
        """Return values in a form that is read as a whole, where they are of one kind."""
        if all(map(_is_plain, values)):
            return ["plain", values]
        kinds = set(map(type, values))
        if len(kinds) == 1:
            (kind,) = kinds
            if issubclass(kind, Enum):
                return ["enums", _name(kind), [value.value for value in values]]
            if names := _names(kind):
                return ["records", _name(kind), *self._columns(kind, names, values)]
            if kind is list and all(map(_is_plain, (x for each in values for x in each))):
                self._once(values)
                return ["plain", values]
        return ["each", *map(self.write, values)]

    def _columns(self, kind: type, names: Iterable[str], values: list[Any]) -> list[Any]:
        if not _is_fixed(kind):
            self._once(values)
        columns = (list(map(attrgetter(name), values)) for name in names)
        return [self._tables(each) if _is_fixed(kind) else self.column(each) for each in columns]

    def _tables(self, values: list[Any]) -> list[Any]:
        """Return a member of records that never change: empty tables are one table for all."""
        if set(map(type, values)) != {dict}:
            return self.column(values)
        filled = [(place, self.write(each)) for place, each in enumerate(values) if each]
        return ["tables", len(values), filled]

    def _once(self, values: list[Any]) -> None:
        before = len(self._seen)
        self._seen.update(map(id, values))
        if len(self._seen) != before + len(values):
            raise Unknown("in two places")


def _is_plain(value: Any) -> bool:
    """Return whether it comes back as it is, and equal to itself."""
    kind = type(value)
    if kind is tuple:
        return all(map(_is_plain, value))
    return kind in _PLAIN and value == value  # NaN does not


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
        case ["plain", values]:
            return values  # type: ignore[no-any-return]
        case ["enums", name, values]:
            members = {member.value: member for member in _class(name)}  # type: ignore[attr-defined]
            return map(members.__getitem__, values)
        case ["records", name, *columns]:
            return _read_records(_class(name), list(map(_read_column, columns)))
        case ["tables", number, filled]:
            tables: list[dict[Any, Any]] = [{}] * number
            for place, table in filled:
                tables[place] = _read(table)
            return tables
        case ["each", *items]:
            return map(_read, items)
    raise ValueError("unknown mark")


def _read_records(kind: Any, columns: list[Iterable[Any]]) -> Iterable[Any]:
    if issubclass(kind, tuple) and len(columns) == len(kind._fields):
        return map(partial(tuple.__new__, kind), zip(*columns, strict=True))
    return map(kind, *columns)


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
