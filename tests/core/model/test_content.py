"""A part of the content: what was typed, with defaults behind it, and never changed."""

import pickle
from typing import Any

import pytest

from samenkomst.core.model.content import Content, make_part, values_of
from samenkomst.core.model.scalars import Text


class Thing(Content):
    """A part with a parent's keys."""

    name: Text
    colour: Text = "<rood>"


class Box(Thing):
    """A part with parts."""

    inside: tuple[Thing, ...] = ()


BOX = Box(name="doos", inside=(Thing(name="bal\0", colour="=1+1"),))


def kept(part: Content) -> Any:
    """Return `part` as it comes back from memory."""
    return pickle.loads(pickle.dumps(part))  # noqa: S301 - our own


def test_part_has_its_defaults_in_the_order_of_its_class() -> None:
    assert [*Box.model_fields] == ["name", "colour", "inside"]
    assert values_of(BOX) == {"name": "doos", "colour": "<rood>", "inside": BOX.inside}
    assert [each.is_required() for each in Box.model_fields.values()] == [True, False, False]


def test_parts_are_equal_when_their_values_are() -> None:
    assert Thing(name="a") == Thing(name="a", colour="<rood>") != Thing(name="a", colour="b")
    assert hash(Thing(name="a")) == hash(Thing(name="a", colour="<rood>"))
    assert Thing(name="a") != Box(name="a")


def test_part_never_changes() -> None:
    for change in (
        lambda: setattr(BOX, "name", "x"),
        lambda: setattr(BOX, "colour", "x"),
        lambda: delattr(BOX, "name"),
    ):
        with pytest.raises(AttributeError, match="never changes"):
            change()
    assert BOX.model_copy(update={"name": "x"}).name == "x"
    assert BOX.name == "doos"


@pytest.mark.parametrize("values", [{}, {"colour": "x"}, {"name": "a", "naam": "b"}])
def test_part_of_other_keys_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Thing(**values)


def test_part_comes_back_with_what_was_typed_alone() -> None:
    assert kept(BOX) == BOX
    assert vars(kept(BOX)).keys() == {"name", "inside"}
    assert b"<rood>" not in pickle.dumps(BOX)


@pytest.mark.parametrize("name", ["name", "colour"])
def test_asking_for_what_could_not_be_read_is_an_error(name: str) -> None:
    """A default would say: not filled in."""
    typed = {"name": "a", "colour": "b"}
    del typed[name]
    part = make_part(Thing, typed, [name])
    for each in (part, kept(part), part.model_copy(update={})):
        assert isinstance(each, Thing)
        assert values_of(each) == typed
        with pytest.raises(AttributeError) as error:
            getattr(each, name)
        assert (error.value.name, error.value.obj) == (name, each)
    assert make_part(Thing, {"name": "a"}).colour == "<rood>"
