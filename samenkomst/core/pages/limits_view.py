"""How many people, and how many of several things one chooses: in words."""

from collections.abc import Iterator

from samenkomst.core.model.limits import Capacity, Limits
from samenkomst.core.pages.reader import Reader


def describe_capacity(capacity: Capacity | None, reader: Reader) -> tuple[str, ...]:
    """Return the size of the group, how places are given, and the limit per organisation."""
    return tuple(_capacity(capacity, reader)) if capacity else ()


def _capacity(capacity: Capacity, reader: Reader) -> Iterator[str]:
    numbers = _numbers(capacity, reader)
    if capacity.text or numbers:
        yield capacity.text or numbers
    if capacity.selection:
        yield capacity.selection
    if limit := capacity.per_organisation:
        words = reader.translate("Maximaal {number} per organisatie")
        if limit.text or limit.max is not None:
            yield limit.text or words.format(number=limit.max)


def _numbers(capacity: Capacity, reader: Reader) -> str:
    unit = capacity.unit or reader.translate("deelnemers")
    words = _range(capacity, reader).format(least=capacity.min, most=capacity.max, unit=unit)
    if words and capacity.about:
        return reader.translate("{number} (ongeveer)").format(number=words)
    return words


def _range(limits: Limits, reader: Reader) -> str:
    match limits.min, limits.max:
        case None, None:
            return ""
        case least, most if least == most:
            return "{most} {unit}"
        case None, _:
            return reader.translate("Maximaal {most} {unit}")
        case _, None:
            return reader.translate("Vanaf {least} {unit}")
    return reader.translate("{least} tot {most} {unit}")


def describe_choice(limits: Limits | None, total: int, reader: Reader) -> str:
    """Return how many of `total` things one chooses, or nothing."""
    if limits is None or (limits.min is None and limits.max is None):
        return ""
    words = _choice(limits, total, reader)
    return words.format(least=limits.min, number=limits.max, total=total)


def _choice(limits: Limits, total: int, reader: Reader) -> str:
    if limits.max is None:
        return reader.translate("U kiest er minstens {least}.")
    if limits.min == limits.max:
        return (
            reader.translate("U kiest er {number} van de {total}.")
            if total
            else reader.translate("U kiest er {number}.")
        )
    if limits.min:
        return reader.translate("U kiest er {least} tot {number}.")
    return (
        reader.translate("U kunt er hoogstens {number} kiezen, van de {total}.")
        if total
        else reader.translate("U kunt er hoogstens {number} kiezen.")
    )
