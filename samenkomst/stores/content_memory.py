"""What is remembered of the content: sound files, and the stamps by which they are known.

It stands in two files, so that one changed event does not have a thousand written again: most of
it, and beside that what is new since then.
"""

from dataclasses import dataclass, field
from pathlib import Path

from samenkomst.stores.content_reading import Reading, Share, Sound
from samenkomst.stores.file_stamps import Known
from samenkomst.stores.memory import load_memory, memory_beside, save_memory

_FEW = 50
"""So many files are written again at each change, or remembered longer than they are there."""


@dataclass(frozen=True, slots=True)
class ContentMemory:
    """What was remembered, nothing more."""

    folder: Path
    most: Sound = field(default_factory=dict)
    recent: Sound = field(default_factory=dict)
    files: Known = field(default_factory=dict)

    @property
    def entries(self) -> Sound:
        """The entries of files that are known, by digest."""
        return {**self.most, **self.recent}

    def keep(self, reading: Reading, files: Known) -> None:
        """Remember this from now on; what is there already is not written again."""
        entries = dict(reading.known)
        for share in reading.shares:
            entries |= share.sound
        recent = {digest: entries[digest] for digest in entries.keys() - self.most.keys()}
        if len(recent) > _FEW or len(self.most) > len(entries) + _FEW:
            chunks = [each.pack() for each in (Share(reading.known), *reading.shares)]
            save_memory(memory_beside(self.folder, "content"), {}, chunks)
            recent = {}
        elif recent.keys() == self.recent.keys() and files == self.files:
            return
        save_memory(memory_beside(self.folder, "recent"), {"entries": recent, "files": files})


def is_remembered(folder: Path) -> bool:
    """Return whether anything is kept of the content in `folder`."""
    return memory_beside(folder, "recent").exists()


def recall(folder: Path) -> ContentMemory:
    """Return what is remembered of the content in `folder`."""
    most: Sound = {}
    for chunk in load_memory(memory_beside(folder, "content")).get("chunks", ()):
        most |= chunk
    recent = load_memory(memory_beside(folder, "recent"))
    return ContentMemory(folder, most, recent.get("entries", {}), recent.get("files", {}))
