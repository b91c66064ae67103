"""From what was typed to a model: whole, or as far as it can be read, with every fault in it."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache, partial
from types import NoneType
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from samenkomst.core.dates import DateError
from samenkomst.core.model.content import Content, Short, make_part
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.references import Name, Once, Reference, Refers, check_unique_within
from samenkomst.core.model.rules import broken_rules
from samenkomst.core.model.scalars import Mistake, Typed, converter

Placed = tuple[Path, Content]
"""A part, and where it stands."""


class Found(NamedTuple):
    """What was found while reading, nothing more."""

    faults: list[Fault]
    """Those of single values."""
    parts: list[Placed]
    """Each part that can be read, before those inside it."""
    references: list[Reference]
    """To other entries, as typed: an entry with another fault is checked, and counts, as well."""
    names: list[Name]
    """Those that stand once in an entry, as typed."""


def nothing_found() -> Found:
    """Return what is found before reading."""
    return Found([], [], [], [])


Reader = Callable[[Any, Path, Found], Any]
"""Returns what a value means, or UNREADABLE after adding each fault in it to what was found."""

UNREADABLE: Any = object()
_NO_PART: Any = object()
"""Keeps the place of a part until it is made."""


def read_parts(model: type[Content], raw: Any, path: Path) -> Found:
    """Return each fault in `raw`; and as a `model`, with every part inside it, what can be read.

    The whole part comes first; there is none when `raw` is no mapping. A value with a fault is not
    in its part at all: asking for it raises AttributeError, so that no rule takes it for "not
    filled in".
    """
    found = nothing_found()
    read_group(model, raw, path, found)
    for at, part in found.parts:
        for fault in broken_rules(part):
            found.faults.append(fault.below(at))
    found.faults.extend(check_unique_within(found.names))
    return found


def read_group(model: Any, raw: Any, path: Path, found: Found) -> Any:
    """Return a part with what can be read, or UNREADABLE.

    Keys without a value count as not filled in.
    """
    if not isinstance(raw, dict):
        found.faults.append(_fault(path, _expected("mapping", path), raw))
        return UNREADABLE
    number = len(found.parts)
    found.parts.append((path, _NO_PART))
    keys, required = _keys(model)
    values, unreadable = {}, []
    for typed_key, typed in raw.items():
        key = keys.get(typed_key)
        if key is None:
            wrong = _fault((*path, typed_key), "extra_forbidden", typed, near=[*keys])
            found.faults.append(wrong)
        elif typed is not None:
            name, convert, read = key
            if convert is None or type(typed) is not str:
                value = read(typed, (*path, name), found)
            else:
                try:
                    value = convert(typed)
                except (Mistake, DateError):
                    value = read(typed, (*path, name), found)  # tells what is wrong
            if value is UNREADABLE:
                unreadable.append(name)
            else:
                values[name] = value
    for name in required:
        if raw.get(name) is None:
            found.faults.append(_fault((*path, name), "missing", ""))
            unreadable.append(name)
    part = make_part(model, values, unreadable)
    found.parts[number] = path, part
    return part


class _Key(NamedTuple):
    """How the value of a key is read, nothing more."""

    name: str
    """One text in memory for all parts, which pickle writes once."""
    convert: Callable[[str], Any] | None
    """What a single value means: nearly all are, and then nobody asks for its path."""
    read: Reader


@cache
def _keys(model: Any) -> tuple[dict[str, _Key], list[str]]:
    """Return how each key of a model is read, and which ones are required."""
    keys = model.model_fields.items()
    required = [name for name, key in keys if key.is_required()]
    return {name: _key(name, _reader(key.annotation)) for name, key in keys}, required


def _key(name: str, read: Reader) -> _Key:
    return _Key(name, read.convert if isinstance(read, _Text) else None, read)


def _reader(annotation: Any) -> Reader:
    """Return what reads a value of the type that stands behind a key."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _marked_reader(*inside)
    if origin is tuple:
        return partial(_read_list, _reader(inside[0]))
    if NoneType in inside:  # X | None: no value is no matter for the reader
        return _reader(next(each for each in inside if each is not NoneType))
    if issubclass(annotation, StrEnum):
        return partial(_read_choice, {str(each): each for each in annotation})
    return partial(read_group, annotation)


def _marked_reader(annotation: Any, mark: Any, name: Any = None) -> Reader:
    if isinstance(mark, Typed):
        text = _Text(converter(mark))
        return partial(_read_name, name, text) if name else text
    if isinstance(mark, Short):
        return partial(_read_short, annotation, mark)
    return partial(_read_filled_list, _reader(annotation))


class _Text:
    """Reads a single value, nothing more."""

    def __init__(self, convert: Callable[[str], Any]) -> None:
        self.convert = convert

    def __call__(self, raw: Any, path: Path, found: Found) -> Any:
        """Return what it means."""
        if not isinstance(raw, str):
            found.faults.append(_fault(path, _expected("text", path), raw))
            return UNREADABLE
        try:
            return self.convert(raw)
        except (Mistake, DateError) as error:
            found.faults.append(_fault(path, error.code, raw, error.values))
            return UNREADABLE


def _read_name(mark: Refers | Once, read: _Text, raw: Any, path: Path, found: Found) -> Any:
    if isinstance(raw, str):
        if isinstance(mark, Refers):
            found.references.append((path, mark.code, raw))
        else:
            found.names.append(((mark.kind, raw), path))
    return read(raw, path, found)


def _read_choice(words: Mapping[str, StrEnum], raw: Any, path: Path, found: Found) -> Any:
    if isinstance(raw, str) and raw in words:
        return words[raw]
    found.faults.append(_fault(path, "choice", raw, near=[*words]))
    return UNREADABLE


def _read_list(read: Reader, raw: Any, path: Path, found: Found) -> Any:
    """Return the list without a hole in it: the number of each item must stay."""
    if not isinstance(raw, list):
        found.faults.append(_fault(path, "list_expected", raw))
        return UNREADABLE
    faults, parts = len(found.faults), len(found.parts)
    values = tuple([read(each, (*path, index), found) for index, each in enumerate(raw)])
    if len(found.faults) > faults and any(each is UNREADABLE for each in values):
        del found.parts[parts:]  # nobody gets to see those
        return UNREADABLE
    return values


def _read_filled_list(read: Reader, raw: Any, path: Path, found: Found) -> Any:
    if raw == []:
        found.faults.append(_fault(path, "missing", raw))
        return UNREADABLE
    return read(raw, path, found)


def _read_short(model: type[Content], short: Short, raw: Any, path: Path, found: Found) -> Any:
    """Return a part; of what is written as one text there is nothing left when that has a fault."""
    if not isinstance(raw, str):
        return read_group(model, raw, path, found)
    faults, parts, references = len(found.faults), len(found.parts), len(found.references)
    part = read_group(model, dict.fromkeys(short.keys, raw), path, found)
    typed = [(path, code, name) for _, code, name in found.references[references:]]
    found.references[references:] = typed
    if len(found.faults) > faults:
        del found.parts[parts:]
        return UNREADABLE
    return part


def _expected(what: str, path: Path) -> str:
    """Return the code that says what the value, or each item of the list, has to be."""
    return f"{'item_' if isinstance(path[-1], int) else ''}{what}_expected"


def _fault(
    path: Path,
    code: str,
    raw: Any,
    more: Mapping[str, str] | None = None,
    near: Sequence[str] = (),
) -> Fault:
    values = {
        "key": next((part for part in reversed(path) if isinstance(part, str)), ""),
        "value": str(raw)[:80],
        "suggestion": "",
        "known": ", ".join(near),
        **(more or {}),
    }
    return Fault(path, code, values, near)
