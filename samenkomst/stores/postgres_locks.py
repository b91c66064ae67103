"""The numbers of our locks in PostgreSQL, which any program of a database could take.

An event's lock is held by whoever decides about it; the lock of the whole journal is shared by
those, and held alone by whoever decides about everything.
"""

import hashlib

EVENTS = 0x53616D65
"""The class of the events' locks: "Same"."""
OTHERS = 0x6E6B6F6D
"""The class of the other locks: "nkom"."""
JOURNAL, MIGRATION, DELIVERY = 0, 1, 2


def event_number(event: str) -> int:
    """Return the lock of an event, in 32 bits. Two events may share one: they wait, no more."""
    text = event.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(text).digest()[:4], "big", signed=True)
