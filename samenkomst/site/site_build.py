"""One build of the site: makes what changed of what is planned, and lets the rest stay."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from jinja2 import Environment

from samenkomst.core.pages.page import Picture, Pieces
from samenkomst.core.translation import N_
from samenkomst.site.compiled_templates import CompiledTemplates
from samenkomst.site.crew import Crew
from samenkomst.site.environment import Tools, make_environment
from samenkomst.site.link_check import Places, dead_links, list_places
from samenkomst.site.maker import Made, Maker
from samenkomst.site.markdown_fields import MarkdownFields
from samenkomst.site.packed import Packed, pack
from samenkomst.site.page_head import SITE_PICTURE
from samenkomst.site.parts import (
    WRITTEN,
    Earlier,
    Part,
    Work,
    event_parts,
    find_missing,
    listed_by_part,
    page_parts,
    picture_part,
    recall,
)
from samenkomst.site.planned_site import PlannedSite
from samenkomst.site.search_index import INDEX, with_entries
from samenkomst.site.share_picture import draw_picture
from samenkomst.site.talk import log
from samenkomst.site.threads import Threads
from samenkomst.site.timings import Timings
from samenkomst.site.whole_file import Compressed, WholeFile, whole_file, write_whole

_LARGE = 2
"""So many files are far larger than the others; each thread more would only take memory."""

Compiled = dict[str, dict[str, bytes]]
"""Compiled templates by environment: ours and that of MkDocs."""


def nothing_compiled() -> Compiled:
    """Return what is compiled before the first build."""
    return {"ours": {}, "mkdocs": {}}


@dataclass
class SiteBuild:
    """A planned site, where it is built, and what of it was made; nothing more."""

    planned: PlannedSite
    folder: Path
    earlier: Earlier = field(default_factory=Earlier)
    """What an earlier build left of our parts."""
    written: Earlier | None = None
    """What it left of the hand-written pages, when those stand elsewhere."""
    compiled: Compiled = field(default_factory=nothing_compiled)
    compressed: Compressed = field(default_factory=lambda: Compressed({}))
    """Chunks of large files."""
    clock: Timings = field(default_factory=Timings)
    tell: Callable[[int, int], None] = lambda done, number: None
    """Hears how many parts are done, and of how many."""
    work: Work = field(default_factory=Work)
    _is_made: bool = False
    _begun: list[tuple[list[Part], Crew[Part, Packed]]] = field(default_factory=list)
    """The parts that must be made, and who makes them."""
    _writing: list[tuple[WholeFile, Future[Made]]] = field(default_factory=list)
    _writers: Threads = field(default_factory=partial(Threads, _LARGE))
    places: Places = field(default_factory=dict)
    """Where one can link to, when everything is made."""

    def __post_init__(self) -> None:
        """Let the plan take over what an earlier build worked out for lists."""
        recall(self.planned, self.earlier)

    @cached_property
    def tools(self) -> Tools:
        """What our templates use beside their values."""
        settings, translate = self.planned.settings, self.planned.translate
        fields = MarkdownFields(settings.markdown, settings.markdown_options, translate("Tabel"))
        return Tools(translate, fields, settings.language)

    @cached_property
    def environment(self) -> Environment:
        """Where our templates are found and compiled."""
        environment = make_environment(self.planned.settings.templates, self.tools)
        environment.bytecode_cache = CompiledTemplates(self.compiled["ours"])
        return environment

    @cached_property
    def maker(self) -> Maker:
        """Who writes our pages and files."""
        planned = self.planned
        return Maker(
            planned.plan,
            self.environment,
            self.tools.fields,
            partial(draw_picture, back=planned.look.band),
            planned.shared,
            self.folder,
            compressed=not planned.preview,
        )

    def make_alone(self) -> bool:
        """Make what changed, without MkDocs; or return False, because its pages change as well."""
        earlier = self.earlier if self.written is None else self.written
        if WRITTEN not in earlier.made:  # finding out the key takes a third of a second
            return False
        key = self.planned.written_key
        written = earlier.find(WRITTEN, key)
        if written is None:
            return False
        self.make()
        self.work.keep(WRITTEN, key, written)
        self.finish(written.data.decode())
        if any(dead_links([written], self.places)):
            self.work.forget(WRITTEN)  # MkDocs makes it, and tells in which page
            return False
        return True

    def begin(self) -> None:
        """Begin on the parts that must be made, if that was not done yet.

        Other processors can, while we list the pages that follow from all events, and MkDocs reads.
        """
        if self._begun:
            return
        planned = self.planned
        self._begin_on(event_parts(planned, self.maker))
        picture = Picture(SITE_PICTURE, title=planned.site.name)
        own = picture_part(picture, self.maker, planned.inputs)
        self._begin_on([*page_parts(planned, self.maker), own])
        self.clock.end(N_("onderdelen opsommen"))

    def _begin_on(self, parts: Iterable[Part]) -> None:
        missing = find_missing(parts, self.earlier, self.work)
        self._begun.append((missing, Crew(lambda part: pack(part.make()), missing)))

    @cached_property
    def anchors(self) -> Mapping[str, Iterable[str]]:
        """The places on our pages that one can link to, by address; the pages are made for it."""
        self.make()
        return {url: found for each in self.work.all() for url, found in each.anchors.items()}

    def make(self) -> None:
        """Make every part that does not hang on what MkDocs writes, if that was not done yet."""
        if self._is_made:
            return
        self.begin()
        listed = listed_by_part(self.planned)
        tell = partial(self._tell, sum(len(missing) for missing, _ in self._begun))
        for missing, crew in self._begun:
            for part, made in zip(missing, crew.finish(tell), strict=True):
                self.work.made[part.name] = part.key, made.known_as(listed.get(part.name))
        self.clock.end(N_("onderdelen maken"))
        self._begin_files(self.planned.plan.whole(self._contributions()))
        self._is_made = True
        self.clock.end(N_("agenda, open data en andere lijsten maken"))

    def _tell(self, number: int, done: int, _: int) -> None:
        earlier = len(self.work.made) - len(self.work.kept)
        self.tell(earlier + done, number)

    def stop(self) -> None:
        """Let nothing go on: there will be no site."""
        for _, crew in self._begun:
            crew.stop()
        self._writers.shutdown(cancel_futures=True)

    def _contributions(self) -> dict[str, Packed]:
        """Return the part of each event, by slug."""
        slugs = (event.slug for event in self.planned.plan.catalogue.events)
        return {slug: self.work.made[f"event {slug}"][1] for slug in slugs}

    def _begin_files(self, files: Iterable[tuple[str, Pieces]]) -> None:
        """Begin on files that hold something of all events; the key of each is its content.

        Threads write them: zlib leaves the interpreter to us.
        """
        compressed = None if self.planned.preview else self.compressed
        for url, pieces in files:
            file = whole_file(url, pieces)
            found = self.earlier.find(file.name, file.key)
            if found is None:
                made = self._writers.submit(write_whole, self.folder, file, compressed)
                self._writing.append((file, made))
            else:
                self.work.keep(file.name, file.key, found)
                self.compressed.keep(file)

    def urls(self) -> set[str]:
        """Return the addresses of all that we made, and of the files that were begun."""
        begun = {url for file, _ in self._writing for url in (file.url, f"{file.url}.gz")}
        return begun.union(*(each.files for each in self.work.all()))

    def written_files(self) -> tuple[str, ...]:
        """Return the addresses of what MkDocs wrote."""
        return self.work.made[WRITTEN][1].files

    def _settle(self) -> None:
        """Wait for the files that were begun, and take the stamps of the others meanwhile."""
        self.work.take_stamps(self.folder)
        for file, made in self._writing:
            self.work.made[file.name] = file.key, pack(made.result())
        self._writing = []

    def take_written(self, written: Packed) -> None:
        """Take in what MkDocs made, and finish."""
        self.work.made[WRITTEN] = self.planned.written_key, written
        self.finish(written.data.decode())

    def finish(self, index: str) -> None:
        """Make what depends on MkDocs' pages too, and check the links in content.

        `index` has what MkDocs knows to search for.
        """
        if index:
            entries = self.planned.plan.search_entries(self._contributions())
            self._begin_files([(INDEX, with_entries(index, entries))])
        self._settle()
        self.places = list_places(self.work.all())
        words = self.planned.translate("De link naar %s in de content leidt nergens heen.")
        parts = [made for name, (_, made) in self.work.made.items() if name != WRITTEN]
        for link in dead_links(parts, self.places):
            log.warning(words, link)
