"""Values that travel between processes, and into memory, as bytes."""

import pickle
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class Parcel(Generic[Value]):
    """A value that nobody unpacks before someone asks for it; nothing more."""

    __slots__ = ("_packed", "_value")

    def __init__(self, value: Value | None, packed: bytes = b"") -> None:
        self._value, self._packed = value, packed

    def pack(self) -> bytes:
        """Return the value as bytes."""
        if not self._packed:
            self._packed = pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)
        return self._packed

    def open(self) -> Value:
        """Return the value."""
        if self._value is None:
            self._value = pickle.loads(self._packed)  # noqa: S301 - our own process packed it
        return self._value

    def take(self) -> Value:
        """Return the value, and let go of the bytes: all parts of a site are not held twice."""
        value = self.open()
        self._packed = b""
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel as bytes."""
        return Parcel, (None, self.pack())
