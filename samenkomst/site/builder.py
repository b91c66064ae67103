"""The build behind `samenkomst build`: what changed is made, the rest stays, and it says so.

`mkdocs build` gives the same files; it makes all of them.
"""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samenkomst.core.translation import N_, dutch as _
from samenkomst.site.build_lock import one_at_a_time
from samenkomst.site.compiled_templates import compile_templates
from samenkomst.site.fingerprint import describe_file
from samenkomst.site.parts import Earlier
from samenkomst.site.planned_site import plan_from
from samenkomst.site.progress import Progress
from samenkomst.site.reading import Reading
from samenkomst.site.site_build import Compiled, SiteBuild, nothing_compiled
from samenkomst.site.site_folder import check_folder, check_standing
from samenkomst.site.site_settings import SiteSettings
from samenkomst.site.standing import find_standing, publish
from samenkomst.site.talk import Refusal, listening
from samenkomst.site.timings import Timings
from samenkomst.site.trouble import TROUBLE, explain_trouble
from samenkomst.site.whole_file import Compressed
from samenkomst.stores.forking import can_share_work, fork_off
from samenkomst.stores.memory import load_memory, memory_beside, save_memory

if TYPE_CHECKING:
    from samenkomst.site.generator import Generator

_FILES = (Path("mkdocs.yml"), Path("mkdocs.yaml"))
_TOTAL = N_("totaal, zonder het starten van Python")


def build_site(
    target: Path, await_reading: Callable[[], None] = lambda: None, *, timings: bool
) -> int:
    """Build the site of this folder into `target`, and return the exit code.

    It is built beside `target`; only when all went well its files take their place.
    `await_reading` waits for whoever reads the content already.
    """
    gc.enable()
    gc.set_threshold(100_000, 50)  # a short life: looking for garbage would take a tenth of it
    lock = memory_path(Path.cwd()).with_name("build.lock")
    try:
        with one_at_a_time(lock, _("In deze map is al een build bezig. Even wachten.")):
            _build_alone(Path(os.path.realpath(target)), await_reading, timings=timings)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
    except TROUBLE as error:
        print(explain_trouble(error), file=sys.stderr)
    except KeyboardInterrupt:
        print(_("Gestopt."), file=sys.stderr)
    else:
        return 0
    return 1


def _build_alone(target: Path, await_reading: Callable[[], None], *, timings: bool) -> None:
    clock = Timings()
    staged = target.parent / f".{target.name}.new"
    shutil.rmtree(staged, ignore_errors=True)
    try:
        with listening(_("Er zijn waarschuwingen. De site is niet gebouwd.")):
            build = _build_beside(target, staged, await_reading, clock)
        kept, standing = build.work.kept_files(), build.earlier.of_the_site()
        changed, gone = publish(build.folder, target, build.work.new_files(), kept, standing)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    clock.end(N_("bestanden op hun plaats zetten"))
    _remember(build, target)
    clock.end(N_("onthouden voor de volgende keer"))
    made = len(build.work.made) - len(build.work.kept)
    with suppress(OSError):  # nobody listens: the site stands all the same
        _report(made, len(build.work.kept), changed, gone, clock)
        if timings:
            _report_timings(clock)


def _build_beside(
    target: Path, staged: Path, await_reading: Callable[[], None], clock: Timings
) -> SiteBuild:
    memory = load_memory(memory_path(Path.cwd()))
    reading, progress = Reading(forgiving=False), Progress(sys.stderr)
    with _compiling(memory) as compiled:
        settings, generator = _read_settings(memory, staged)
        check_folder(target, settings)
        earlier = find_earlier(memory, target)
        check_standing(target, earlier.standing)
        clock.end(N_("instellingen lezen"))
        await_reading()
        reading.read(settings)
        clock.end(N_("content lezen en controleren"))
        build = SiteBuild(
            plan_from(settings, reading),
            staged / "site",
            earlier,
            compiled=compiled(),
            compressed=Compressed(memory.get("compressed", {})),
            clock=clock,
            tell=progress.tell,
        )
    try:
        if not build.make_alone():
            build.begin()
            (generator or _start_generator(staged)).build(build)
    except BaseException:
        build.stop()  # also when it was interrupted: nobody may go on writing
        raise
    finally:
        progress.end()
    clock.end(N_("zoeken, comprimeren en nakijken"))
    return build


@contextmanager
def _compiling(memory: Mapping[str, Any]) -> Iterator[Callable[[], Compiled]]:
    """Yield what gives the compiled templates.

    When nobody ever compiled them another process does, while we read: it takes as long as that.
    """
    if "compiled" in memory or not can_share_work():
        yield lambda: memory.get("compiled", nothing_compiled())
        return
    compiled = cache(fork_off(compile_templates))
    try:
        yield lambda: {name: dict(compiled()) for name in nothing_compiled()}
    finally:
        with suppress(Exception):  # whoever asked was told
            compiled()  # also when nobody asked: it may not go on after us


def _read_settings(
    memory: Mapping[str, Any], staged: Path
) -> tuple[SiteSettings, "Generator | None"]:
    """Return what mkdocs.yml says: as remembered, or read by MkDocs, which takes longer to load."""
    source = next((describe_file(path) for path in map(Path.absolute, _FILES) if path.exists()), "")
    remembered: SiteSettings | None = memory.get("settings")
    if remembered and source and remembered.source == source:
        return remembered, None
    generator = _start_generator(staged)
    return replace(generator.read_settings(), source=source), generator


def _start_generator(staged: Path) -> "Generator":
    # Here, because most builds need nothing of MkDocs.
    from samenkomst.site.generator import Generator

    return Generator(staged / "written")  # a folder of its own: it begins by emptying that


def memory_path(folder: Path) -> Path:
    """Return where a build remembers what it made: beside `mkdocs.yml`, never committed."""
    return memory_beside(folder / "mkdocs.yml", "site")


def find_earlier(memory: Mapping[str, Any], target: Path) -> Earlier:
    """Return what stands in `target`, and what of it an earlier build made as far as we know."""
    made = memory["made"] if memory.get("folder") == str(target) else {}
    return Earlier(made, find_standing(target))


def _remember(build: SiteBuild, target: Path) -> None:
    settings, work = build.planned.settings, build.work
    known = [name for name, (key, _) in work.made.items() if key]
    found = {
        "folder": str(target),
        "settings": settings if settings.can_be_remembered else None,
        "made": work.remember(build.earlier, target, known),
        "compiled": build.compiled,
        "compressed": build.compressed.now,
    }
    save_memory(memory_path(Path.cwd()), found)


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
