"""A value that travels as bytes: the same value, unpacked when somebody asks, and packed once."""

import pickle

from samenkomst.stores.parcel import Parcel

unpacked: list[str] = []


class Telling:
    """Tells when it is unpacked."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __setstate__(self, state: dict[str, str]) -> None:
        unpacked.append(state["name"])


def test_packed_is_unpacked_when_somebody_asks() -> None:
    (there,) = pickle.loads(pickle.dumps([Parcel(Telling("<script>"))]))  # noqa: S301 - our own
    assert unpacked == []
    assert there.open() is there.open()
    assert unpacked == ["<script>"]


def test_packed_value_is_not_packed_again_on_its_way() -> None:
    here = Parcel({"a": (1,)})
    there = pickle.loads(pickle.dumps(here))  # noqa: S301 - our own
    assert there.pack() is there.pack()
    assert there.pack() == here.pack()
    assert there.open() == here.open() == {"a": (1,)}
    assert there.pack() == here.pack()


def test_packed_value_that_was_taken_can_travel_again() -> None:
    here = Parcel({"a": (1,)}, b"")
    assert (here.take(), here.take()) == ({"a": (1,)}, {"a": (1,)})
    assert pickle.loads(pickle.dumps(here)).take() == {"a": (1,)}  # noqa: S301 - our own


def test_packed_emptiness_is_a_value() -> None:
    assert pickle.loads(pickle.dumps(Parcel({}))).open() == {}  # noqa: S301 - our own
