"""The build behind `samenkomst build`: what changed is made, the rest stays, and it says so.

`mkdocs build` gives the same files; it makes all of them. Run as
`python -m samenkomst.site.builder TARGET [--timings]` in the folder with `mkdocs.yml`.
"""

import gc
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.utils import CountHandler

from samenkomst.core.translation import N_, dutch as _
from samenkomst.site.parts import Earlier
from samenkomst.site.plugin import SamenkomstPlugin
from samenkomst.site.progress import Progress
from samenkomst.site.standing import publish, take_stamps
from samenkomst.site.timings import Timings
from samenkomst.stores.memory import load_memory, save_memory

_TOTAL = N_("totaal, zonder het starten van Python")


def build_site(target: Path, *, timings: bool) -> int:
    """Build the site of this folder into `target`, and return the exit code.

    It is built beside `target`; only when all went well its files take their place.
    """
    target, clock = target.resolve(), Timings()
    gc.set_threshold(100_000, 50)  # a short life: looking for garbage would take a tenth of it
    staged = target.with_name(f".{target.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    try:
        with _listening():
            plugin = _build_beside(target, staged, clock)
    except (Abort, ConfigurationError) as error:
        shutil.rmtree(staged, ignore_errors=True)
        print(error, file=sys.stderr)
        return 1
    changed, gone = publish(staged, target, plugin.work.kept_files())
    shutil.rmtree(staged, ignore_errors=True)
    clock.end(N_("bestanden op hun plaats zetten"))
    _remember(plugin, memory_path(plugin.config_path), target)
    clock.end(N_("onthouden voor de volgende keer"))
    made = len(plugin.work.made) - len(plugin.work.kept)
    _report(made, len(plugin.work.kept), changed, gone, clock)
    if timings:
        _report_timings(clock)
    return 0


def _build_beside(target: Path, staged: Path, clock: Timings) -> SamenkomstPlugin:
    config = load_config(strict=True, site_dir=str(staged))
    plugin = config.plugins["samenkomst"]
    if not isinstance(plugin, SamenkomstPlugin):
        raise ConfigurationError(_("mkdocs.yml noemt de plugin “samenkomst” niet."))
    memory = load_memory(memory_path(config.config_file_path))
    plugin.earlier = find_earlier(memory, target)
    plugin.compiled = memory.get("compiled", {})
    plugin.clock = clock
    progress = Progress(sys.stderr)
    plugin.tell = progress.tell
    clock.end(N_("instellingen lezen"))
    try:
        config.plugins.on_startup(command="build", dirty=False)
        plugin.prepare(config)
        if not plugin.build_planned(config):
            build(config)
    finally:
        progress.end()
        config.plugins.on_shutdown()
    clock.end(N_("zoeken, comprimeren en nakijken"))
    return plugin


@contextmanager
def _listening() -> Iterator[None]:
    """Show what goes wrong, and what the content check says; MkDocs' own progress is not for us."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)-7s -  %(message)s"))
    for name, level in (("mkdocs", logging.WARNING), ("mkdocs.plugins", logging.INFO)):
        logger = logging.getLogger(name)
        logger.setLevel(level)
    warned = CountHandler(level=logging.WARNING)
    for each in (handler, warned):
        logging.getLogger("mkdocs").addHandler(each)
    try:
        yield
    finally:
        for each in (handler, warned):
            logging.getLogger("mkdocs").removeHandler(each)
    if warned.get_counts():
        raise Abort(_("Er zijn waarschuwingen. De oude site blijft staan."))


def memory_path(config_path: str) -> Path:
    """Return where a build remembers what it made: beside `mkdocs.yml`, never committed."""
    return Path(config_path).parent / ".cache" / "samenkomst" / "site.pickle"


def find_earlier(memory: dict[str, Any], target: Path) -> Earlier:
    """Return what stands in `target` of an earlier build, as far as that is remembered."""
    if memory.get("folder") != str(target):
        return Earlier()
    return Earlier(target, memory["made"], memory["stamps"])


def _remember(plugin: SamenkomstPlugin, path: Path, target: Path) -> None:
    made = {name: each for name, each in plugin.work.made.items() if each[0]}
    files = [url for _, each in made.values() for url in each.files]
    stamps = take_stamps(target, files)
    found = {"folder": str(target), "made": made, "stamps": stamps, "compiled": plugin.compiled}
    save_memory(path, found)


def _report(made: int, kept: int, changed: int, gone: int, clock: Timings) -> None:
    words = _(
        "De site is gebouwd in {seconds} s: {made} onderdelen gemaakt, {kept} hergebruikt. "
        "{changed} bestanden zijn nieuw of anders, {gone} zijn weg."
    )
    seconds = f"{clock.total():.1f}".replace(".", ",")
    print(words.format(seconds=seconds, made=made, kept=kept, changed=changed, gone=gone))


def _report_timings(clock: Timings) -> None:
    for step, seconds in (*clock.steps.items(), (_TOTAL, clock.total())):
        print(f"{seconds:7.2f} s  {_(step)}".replace(".", ","))


if __name__ == "__main__":
    status = build_site(Path(sys.argv[1]), timings="--timings" in sys.argv)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # giving back a thousand events one by one takes 0.2 s, and serves nobody
