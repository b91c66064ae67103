"""What the preview made, in a folder of its own: MkDocs empties its own at every build."""

import shutil
import tempfile
from pathlib import Path

from samenkomst.site.parts import WRITTEN, Earlier, Kept, Work
from samenkomst.site.standing import find_standing


class PreviewFolder:
    """The planned pages and files of a preview, of which each build makes only what changed."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="samenkomst_"))
        self._made: dict[str, Kept] = {}
        self._written: dict[str, Kept] = {}

    def keep(self, work: Work, site: Path) -> None:
        """Remember what was made and show it in MkDocs' folder; remove what is no longer made."""
        files = {url for made in work.all() for url in made.files}
        for url in {url for each in self._made.values() for url in each.part.files} - files:
            (self.path / url).unlink(missing_ok=True)
        self._written = work.remember(self.written(site), site, [WRITTEN])
        self._made = work.remember(self.earlier(), self.path, work.made.keys() - {WRITTEN})
        _link(self.path, site)

    def earlier(self) -> Earlier:
        """Return what was made of our parts, and what of it stands."""
        return Earlier(self._made, find_standing(self.path))

    def written(self, site: Path) -> Earlier:
        """Return the same of the hand-written pages, which stand in MkDocs' folder."""
        return Earlier(self._written, find_standing(site))

    def leave(self, site: Path) -> None:
        """Take it out again, so that MkDocs empties its own folder alone."""
        for path in (*site.glob("*"), *site.glob("*/*")):
            if path.is_symlink():
                path.unlink()

    def remove(self) -> None:
        """Remove the folder: the preview has ended."""
        shutil.rmtree(self.path, ignore_errors=True)


def _link(made: Path, site: Path) -> None:
    """Link every entry of `made` in `site`; of a folder that both have, every entry in it."""
    for path in made.iterdir():
        there = site / path.name
        if path.is_dir() and there.is_dir() and not there.is_symlink():
            _link(path, there)
        elif not there.exists():
            there.symlink_to(path)
