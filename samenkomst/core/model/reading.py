"""From what was typed to a model: whole, or as far as it can be read, with every fault in it."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import cache, partial
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from samenkomst.core.dates import DateError
from samenkomst.core.model.content import Content, Short, make_part
from samenkomst.core.model.fault import Fault, Path
from samenkomst.core.model.rules import broken_rules
from samenkomst.core.model.scalars import Mistake, Typed

Reader = Callable[[Any, Path, list[Fault]], Any]
"""Returns what a value means, or UNREADABLE after adding each fault in it to the list."""

Placed = tuple[Path, Content]
"""A part, and where it stands."""

UNREADABLE: Any = object()


def read_parts(model: type[Content], raw: Any, path: Path) -> tuple[list[Fault], list[Placed]]:
    """Return each fault in `raw`; and as a `model`, with every part inside it, what can be read.

    The whole comes first; there is nothing when `raw` is no mapping. A value with a fault is not
    in its part at all: asking for it raises AttributeError, so that no rule takes it for "not
    filled in".
    """
    faults: list[Fault] = []
    part = read_group(model, raw, path, faults)
    if part is UNREADABLE:
        return faults, []
    parts = [(path, part)]
    _add_inner_parts(part, path, parts)
    for at, each in parts:
        for fault in broken_rules(each):
            faults.append(fault.below(at))
    return faults, parts


def _add_inner_parts(part: Content, path: Path, found: list[Placed]) -> None:
    for name, value in vars(part).items():
        if type(value) is str:
            continue
        if isinstance(value, Content):
            found.append(((*path, name), value))
            _add_inner_parts(value, (*path, name), found)
        elif type(value) is tuple and value and isinstance(value[0], Content):
            for index, each in enumerate(value):
                found.append(((*path, name, index), each))
                _add_inner_parts(each, (*path, name, index), found)


def read_group(model: Any, raw: Any, path: Path, faults: list[Fault]) -> Any:
    """Return a part with what can be read, or UNREADABLE; the faults are those of single values.

    Keys without a value count as not filled in.
    """
    if not isinstance(raw, dict):
        faults.append(_fault(path, _expected("mapping", path), raw))
        return UNREADABLE
    values, unreadable = {}, []
    readers, required = _readers(model)
    for key, typed in raw.items():
        if key not in readers:
            faults.append(_fault((*path, key), "extra_forbidden", typed, near=[*readers]))
        elif typed is not None:
            name, read = readers[key]
            value = read(typed, (*path, name), faults)
            if value is UNREADABLE:
                unreadable.append(name)
            else:
                values[name] = value
    for name in required:
        if raw.get(name) is None:
            faults.append(_fault((*path, name), "missing", ""))
            unreadable.append(name)
    return make_part(model, values, unreadable)


@cache
def _readers(model: Any) -> tuple[dict[str, tuple[str, Reader]], list[str]]:
    """Return how each key is read, and which ones are required.

    Each comes with its name: one text in memory for all parts, which pickle writes once.
    """
    keys = model.model_fields.items()
    required = [name for name, key in keys if key.is_required()]
    return {name: (name, _reader(key.annotation)) for name, key in keys}, required


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


def _marked_reader(annotation: Any, mark: Any) -> Reader:
    if isinstance(mark, Typed):
        return _text_reader(mark.func, as_typed=mark.as_typed)
    if isinstance(mark, Short):
        return partial(_read_short, annotation, mark)
    return partial(_read_filled_list, _reader(annotation))


def _text_reader(convert: Callable[[str], Any], *, as_typed: bool) -> Reader:
    def read(raw: Any, path: Path, faults: list[Fault]) -> Any:
        if not isinstance(raw, str):
            faults.append(_fault(path, _expected("text", path), raw))
            return UNREADABLE
        try:
            return convert(raw if as_typed else raw.strip())
        except (Mistake, DateError) as error:
            faults.append(_fault(path, error.code, raw, error.values))
            return UNREADABLE

    return read


def _read_choice(words: Mapping[str, StrEnum], raw: Any, path: Path, faults: list[Fault]) -> Any:
    if isinstance(raw, str) and raw in words:
        return words[raw]
    faults.append(_fault(path, "choice", raw, near=[*words]))
    return UNREADABLE


def _read_list(read: Reader, raw: Any, path: Path, faults: list[Fault]) -> Any:
    """Return the list without a hole in it: the number of each item must stay."""
    if not isinstance(raw, list):
        faults.append(_fault(path, "list_expected", raw))
        return UNREADABLE
    found = tuple([read(each, (*path, index), faults) for index, each in enumerate(raw)])
    return UNREADABLE if any(each is UNREADABLE for each in found) else found


def _read_filled_list(read: Reader, raw: Any, path: Path, faults: list[Fault]) -> Any:
    if raw == []:
        faults.append(_fault(path, "missing", raw))
        return UNREADABLE
    return read(raw, path, faults)


def _read_short(
    model: type[Content], short: Short, raw: Any, path: Path, faults: list[Fault]
) -> Any:
    """Return a part; of what is written as one text there is nothing left when that has a fault."""
    if not isinstance(raw, str):
        return read_group(model, raw, path, faults)
    before = len(faults)
    part = read_group(model, dict.fromkeys(short.keys, raw), path, faults)
    return part if len(faults) == before else UNREADABLE


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
