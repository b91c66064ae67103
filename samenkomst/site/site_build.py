"""One build of the site: makes what changed of what is planned, and lets the rest stay."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from jinja2 import Environment, TemplateError

from samenkomst.core.pages.page import Picture, Pieces
from samenkomst.core.translation import N_
from samenkomst.site.compiled_templates import CompiledTemplates
from samenkomst.site.crew import Crew
from samenkomst.site.environment import TEMPLATES, Tools, make_environment
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
    find_missing,
    list_parts,
    picture_part,
    recall,
)
from samenkomst.site.planned_site import PlannedSite
from samenkomst.site.search_index import INDEX, with_entries
from samenkomst.site.share_picture import draw_picture
from samenkomst.site.talk import log
from samenkomst.site.timings import Timings
from samenkomst.site.whole_file import Compressed, WholeFile, whole_file, write_whole
from samenkomst.stores.forking import fork_off, processes_for

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
    _missing: list[Part] = field(default_factory=list)
    _crew: Crew[Part, Packed] | None = None
    _writing: list[tuple[WholeFile, Future[Made]]] = field(default_factory=list)
    _writers: ThreadPoolExecutor = field(default_factory=partial(ThreadPoolExecutor, _LARGE))
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
        key = self.planned.written_key
        written = earlier.find(WRITTEN, key)
        if written is None:
            return False
        self.make()
        self.work.keep(WRITTEN, key, written)
        self.finish(written.data.decode())
        return not any(dead_links([written], self.places))  # else MkDocs tells in which page

    def begin(self) -> Crew[Part, Packed]:
        """Begin on the parts that must be made: other processors can, while MkDocs reads."""
        planned, self.work, self._is_made = self.planned, Work(), False
        take_compiled = self._begin_compiling()
        picture = Picture(SITE_PICTURE, title=planned.site.name)
        parts = [
            *list_parts(planned, self.maker),
            picture_part(picture, self.maker, planned.inputs),
        ]
        self._missing = find_missing(parts, self.earlier, self.work)
        take_compiled()
        self._crew = Crew(lambda part: pack(part.make()), self._missing)
        self.clock.end(N_("onderdelen opsommen"))
        return self._crew

    def _begin_compiling(self) -> Callable[[], None]:
        """Let another process compile the templates, and return what waits for it.

        Only when nobody ever did and there is much to make: it takes as long as listing that.
        """
        if self.compiled["ours"] or processes_for(self.planned.plan.catalogue.events) < 2:
            return lambda: None
        codes = fork_off(self._compile, [sorted(path.name for path in TEMPLATES.glob("*.html"))])
        return lambda: self.compiled["ours"].update(codes()[0])

    def _compile(self, names: Iterable[str]) -> dict[str, bytes]:
        for name in names:
            # A site's own 404.html may hold what MkDocs alone knows. Whoever needs it will tell.
            with suppress(TemplateError):
                self.environment.get_template(name)
        return self.compiled["ours"]

    @cached_property
    def anchors(self) -> Mapping[str, Iterable[str]]:
        """The places on our pages that one can link to, by address; the pages are made for it."""
        self.make()
        return {url: found for each in self.work.all() for url, found in each.anchors.items()}

    def make(self) -> None:
        """Make every part that does not hang on what MkDocs writes, if that was not done yet."""
        if self._is_made:
            return
        crew = self._crew or self.begin()
        made = crew.finish(self.tell)
        for part, each in zip(self._missing, made, strict=True):
            self.work.made[part.name] = part.key, each
        self._crew = None
        self.clock.end(N_("onderdelen maken"))
        self._begin_lists()
        self._is_made = True
        self.clock.end(N_("agenda, open data en andere lijsten maken"))

    def stop(self) -> None:
        """Let nothing go on: there will be no site."""
        if self._crew is not None:
            self._crew.stop()
        self._writers.shutdown(cancel_futures=True)

    def _begin_lists(self) -> None:
        slugs = (event.slug for event in self.planned.plan.catalogue.events)
        contributions = {slug: self.work.made[f"event {slug}"][1] for slug in slugs}
        self._begin_files(self.planned.plan.whole(contributions))

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

    def settle(self) -> None:
        """Wait for the files that were begun."""
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
            text = with_entries(index, self.planned.plan.search_entries())
            self._begin_files([(INDEX, (text,))])
        self.settle()
        self.places = list_places(self.work.all())
        words = self.planned.translate("De link naar %s in de content leidt nergens heen.")
        parts = [made for name, (_, made) in self.work.made.items() if name != WRITTEN]
        for link in dead_links(parts, self.places):
            log.warning(words, link)
