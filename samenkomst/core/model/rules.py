"""Rules between the values of one part of the content, such as: the end lies after the start.

A rule yields every fault that it finds, so all rules of a part speak at once. It also runs on a
part of which some values could not be read: then a rule that needs such a value is silent.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

from samenkomst.core.model.content import Content
from samenkomst.core.model.fault import Fault

Check = TypeVar("Check", bound=Callable[..., Iterator[Fault]])


def rule(check: Check) -> Check:
    """Mark a method of a content model as a rule: it yields faults, by the path inside the part."""
    check.is_rule = True  # type: ignore[attr-defined]
    return check


def broken_rules(part: Content) -> list[Fault]:
    """Return each fault in `part` that follows from its values together."""
    model: Any = type(part)
    return faults_by(rules_of(model), part)


def faults_by(checks: Iterable[Callable[[Any], Iterable[Fault]]], part: Any) -> list[Fault]:
    """Return the faults that all `checks` find, each of them where it is readable."""
    try:
        return [fault for check in checks for fault in check(part)]
    except AttributeError:  # one of them needs such a value, as hardly ever
        return [fault for check in checks for fault in where_readable(check, part)]


def where_readable(check: Callable[[Any], Iterable[Fault]], part: Any) -> list[Fault]:
    """Return the faults that `check` finds, or none when it needs a value that has a fault itself.

    Such a value is left out of the part (`sound_part`), so that asking for it is an AttributeError.
    """
    try:
        return list(check(part))
    except AttributeError as error:
        if isinstance(error.obj, Content) and error.name in type(error.obj).model_fields:
            return []
        raise


@cache
def rules_of(model: Any) -> tuple[Callable[[Content], Iterator[Fault]], ...]:
    """Return the rules of a model, those of its parents first."""
    parents = reversed(model.__mro__)
    found = [each for parent in parents for each in vars(parent).values()]
    return tuple(each for each in found if getattr(each, "is_rule", False) is True)
