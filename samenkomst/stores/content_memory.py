"""What is remembered of the content: sound files, and the stamps by which they are known.

It stands in two files, so that one changed event does not have a thousand written again: most of
it, and beside that what is new since then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from samenkomst.stores.content_reading import (
    Entries,
    Reading,
    Sound,
    entries_of,
    parts_of,
)
from samenkomst.stores.file_stamps import Known
from samenkomst.stores.memory import load_memory, memory_beside, save_memory
from samenkomst.stores.parcel import Parcel

_FEW = 50
"""So many files are written again at each change, or remembered longer than they are there."""


@dataclass(frozen=True, slots=True)
class ContentMemory:
    """What was remembered, nothing more."""

    folder: Path
    most: Sequence[Sound] = ()
    recent: Sequence[Sound] = ()
    files: Known | None = None
    """None when nothing was."""

    @property
    def sound(self) -> Sequence[Sound]:
        """All that is known of files."""
        return [*self.most, *self.recent]

    def keep(self, reading: Reading, files: Known) -> None:
        """Remember this from now on; what is there already is not written again."""
        most, before = entries_of(self.most), entries_of(self.recent)
        now = reading.known | entries_of(reading.new)
        recent = {digest: now[digest] for digest in now.keys() - most.keys()}
        if len(recent) > _FEW or len(most) > len(now) + _FEW:
            again = [_only(reading.known, self.sound)] if reading.known else []
            save_memory(memory_beside(self.folder, "content"), {"sound": [*again, *reading.new]})
            recent = {}
        elif recent.keys() == before.keys() and files == self.files:
            return
        sound = [_only(recent, [*self.recent, *reading.new])] if recent else []
        save_memory(memory_beside(self.folder, "recent"), {"sound": sound, "files": files})


def _only(entries: Entries, sound: Sequence[Sound]) -> Sound:
    parts = parts_of(sound)
    return Sound(Parcel(entries), Parcel({digest: parts[digest] for digest in entries}))


def is_remembered(folder: Path) -> bool:
    """Return whether anything is kept of the content in `folder`."""
    return memory_beside(folder, "recent").exists()


def recall(folder: Path) -> ContentMemory:
    """Return what is remembered of the content in `folder`."""
    most = load_memory(memory_beside(folder, "content")).get("sound", ())
    recent = load_memory(memory_beside(folder, "recent"))
    return ContentMemory(folder, most, recent.get("sound", ()), recent.get("files"))
