"""The MkDocs plugin: hands the planned pages and files to MkDocs, and nothing more."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import SubConfig, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from samenkomst.core.contract import Site
from samenkomst.core.model.catalogue import Catalogue
from samenkomst.core.pages.page import Address, Page, Picture
from samenkomst.core.pages.plan import Plan, plan_site
from samenkomst.core.problem import Problem
from samenkomst.core.security_txt import SecurityError
from samenkomst.core.translation import N_, Translate
from samenkomst.settings import SettingsError
from samenkomst.site.assets import Assets, load_assets, read_stylesheet
from samenkomst.site.compiled_templates import CompiledTemplates
from samenkomst.site.compression import compress_folder
from samenkomst.site.environment import TEMPLATES, Tools, equip, make_environment
from samenkomst.site.fingerprint import fingerprint
from samenkomst.site.hand_written import NAME, describe_sources, describe_written
from samenkomst.site.identity import describe_site, site_language
from samenkomst.site.leftovers import drop_unused, find_worker
from samenkomst.site.link_check import Places, dead_links, list_places
from samenkomst.site.look import Look, make_look
from samenkomst.site.look_problems import with_line
from samenkomst.site.maker import Made, Maker
from samenkomst.site.markdown_fields import MarkdownFields
from samenkomst.site.own_words import check_words, with_own_words
from samenkomst.site.page_head import (
    SITE_PICTURE,
    PageHead,
    describe_page,
    describe_static,
    page_address,
)
from samenkomst.site.parts import (
    Earlier,
    Part,
    Work,
    digest_plain,
    list_parts,
    make_file,
    make_parts,
    picture_part,
)
from samenkomst.site.planned_page import PlannedPage, place_file, take_out
from samenkomst.site.preview_folder import PreviewFolder
from samenkomst.site.problem_report import (
    ProblemView,
    count_problems,
    split_problems,
    view_failure,
    view_problems,
)
from samenkomst.site.scrolling import make_scrollable
from samenkomst.site.search_index import INDEX, take_index, with_entries
from samenkomst.site.security import SecurityOptions, explain, security_files
from samenkomst.site.share_picture import draw_picture
from samenkomst.site.timings import Timings
from samenkomst.site.today import read_today
from samenkomst.stores.content import load_remembering
from samenkomst.stores.forking import map_over_processors
from samenkomst.stores.municipalities import load_municipalities
from samenkomst.stores.translations import load_translation

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("samenkomst")


class Options(Config):
    """What mkdocs.yml can set."""

    content = Type(str, default="content")
    """The folder with the YAML files, beside mkdocs.yml."""
    identity = Type(dict, default={})
    """Colours, logo and typeface: see `look.py`."""
    handler = Type(str, default="")
    """`module:function` that makes the form handler, for the live preview."""
    words = Type(dict, default={})
    """The site's own words: our Dutch text, and what stands there instead."""
    security = SubConfig(SecurityOptions)
    """Whom to tell of a hole in the site: `contact` and `expires`."""


class SamenkomstPlugin(BasePlugin[Options]):
    """Lives as long as `mkdocs serve`, so it still knows the last good content."""

    serving = False
    catalogue = Catalogue(events=(), people={}, organisations={}, forms={})
    problems: Sequence[ProblemView] = ()
    published = catalogue
    """The content of the last preview that could be built."""
    failure: Exception | None = None
    """Why the last preview could not be built, when that was no mistake that we know."""
    earlier = Earlier()
    """What an earlier build left that can stay; the command `samenkomst build` sets it."""
    tell: Callable[[int, int], None] = staticmethod(lambda done, number: None)
    """Hears how many parts are done, and of how many."""
    preview: PreviewFolder | None = None
    clock = Timings()
    compiled: Mapping[str, dict[str, bytes]] = {}
    """Compiled templates by environment: ours and that of MkDocs."""
    work = Work()
    config_path = ""
    _prepared: MkDocsConfig | None = None
    """The settings of the site that is planned, until MkDocs asks for the plan."""
    _built: MkDocsConfig | None = None
    """The settings of the last preview that MkDocs built."""
    files: Files
    maker: Maker
    places: Places
    search_page: Page
    translate: Translate
    look = Look()
    assets: Assets
    site: Site
    plan: Plan
    security: Mapping[str, str]
    tools: Tools

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is the live preview, which must never stop on a typing error."""
        self.serving = command == "serve"
        self.compiled = self.compiled or {"ours": {}, "mkdocs": {}}
        if self.serving and self.preview is None:
            self.preview = PreviewFolder()

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        if self.preview:
            self.preview.remove()
            self.preview = None

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Let MkDocs empty its own folder alone."""
        if self.preview:
            self.preview.leave(Path(config.site_dir))

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the content and plan the site, now: MkDocs clears the old site right after this."""
        if config is not self._prepared:
            self.prepare(config)
        self._prepared = None
        return config

    def prepare(self, config: MkDocsConfig) -> None:
        """Read the content and plan the site."""
        self.config_path = config.config_file_path
        self.translate = self._own_words(load_translation(site_language(config)))
        if str(TEMPLATES) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
        self._report([*self._read_content(config), *self._read_look(config)])
        self.assets = load_assets(self.look.style, self.look.icon_colours)
        self.site = describe_site(config, self.assets, self.look)
        config.site_url = self.site.url
        self.clock.end(N_("content lezen en controleren"))
        self.plan = self._plan()
        self.search_page = self._search_page(find_worker(config))
        self.security = self._security_files()
        fields = MarkdownFields(
            config.markdown_extensions, config.mdx_configs, self.translate("Tabel")
        )
        self.tools = Tools(self.translate, fields, self.site.language)
        self._prepared = config

    def build_planned(self, config: MkDocsConfig) -> bool:
        """Make what changed, without MkDocs; or return False, because its pages change as well."""
        part = self._hand_written(config)
        written = (self.preview.written if self.preview else self.earlier).find(part)
        if written is None:
            return False
        self._make(config)
        self.work.keep(part, written)
        self._finish(config, written.data)
        return not any(dead_links([written], self.places))  # else MkDocs tells in which page

    def _own_words(self, translate: Translate) -> Translate:
        words, wrong = check_words(self.config.words, translate)
        for message in wrong:
            log.warning(message)
        return with_own_words(translate, words)

    def _read_content(self, config: MkDocsConfig) -> Sequence[Problem]:
        folder = Path(config.config_file_path).parent / self.config.content
        watched = str(folder if folder.is_dir() else folder.parent)
        if watched not in config.watch:
            config.watch.append(watched)
        catalogue, problems = load_remembering(folder, self.translate)
        self.catalogue = catalogue or self.catalogue
        return problems

    def _read_look(self, config: MkDocsConfig) -> Sequence[Problem]:
        docs, settings = Path(config.docs_dir), Path(config.config_file_path)
        look, problems = make_look(self.config.identity, docs, read_stylesheet(), self.translate)
        self.look = look or self.look
        return [with_line(each, settings) for each in problems]

    def _report(self, problems: Sequence[Problem]) -> None:
        errors, warnings = split_problems(problems)
        self.problems = view_problems(errors, self.translate)
        if self.failure is not None:
            self.catalogue = self.published
            self.problems = [*self.problems, view_failure(self.failure, self.translate)]
        for warning in view_problems(warnings, self.translate):
            log.info("%s", warning)
        for problem in self.problems:
            log.error("%s", problem)
        if self.problems and not self.serving:
            raise PluginError(count_problems(len(self.problems), self.translate))

    def _today(self) -> date:
        try:
            return read_today(os.environ, datetime.now(tz=UTC))
        except ValueError as error:
            raise PluginError(f"SAMENKOMST_TODAY, SOURCE_DATE_EPOCH: {error}") from error

    def _security_files(self) -> dict[str, str]:
        """Return `security.txt`; the live preview goes on without one that is not in order."""
        try:
            return security_files(self.config.security, self.site, self._today())
        except SecurityError as error:
            if not self.serving:
                raise PluginError(explain(error, self.translate)) from error
            log.warning(explain(error, self.translate))
            return {}

    def _plan(self) -> Plan:
        today, names = self._today(), load_municipalities().names
        return plan_site(
            self.catalogue,
            self.site,
            names,
            today=today,
            translate=self.translate,
            drafts=self.serving,
        )

    @event_priority(60)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the addresses of planned pages, before other plugins look at the list."""
        drop_unused(files, config)
        for address in self._addresses():
            files.append(PlannedPage(address.url, config))
        for url, text in self.security.items():
            files.append(place_file(url, text, config))
        for url, content in self.assets.content.items():
            files.append(place_file(url, content, config))
        return files

    def _addresses(self) -> list[Address]:
        plan = self.plan
        pages = (page.address for page in (*plan.lists, *plan.others, self.search_page))
        return [*(plan.address(event) for event in self.plan.catalogue.events), *pages]

    def _search_page(self, worker: str) -> Page:
        values = {"script": self.assets.search, "worker": worker, "noindex": True}
        description = self.translate("Zoek een evenement, een persoon of een onderwerp.")
        return Page("zoeken/", "search.html", self.translate("Zoeken"), description, values)

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Make wide tables and code on hand-written pages fit a phone and a keyboard."""
        return make_scrollable(html, self.translate("Tabel"))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Make the planned pages, and check the links in fields and to the pages.

        MkDocs' environment is made fit for our templates, for the pages that it writes itself.
        """
        equip(env, self.tools)
        env.bytecode_cache = CompiledTemplates(self.compiled["mkdocs"])
        self.clock.end(N_("handgeschreven pagina’s lezen"))
        self._make(config)
        self.files = files
        made = self.work.all()
        take_out(files, {url: places for each in made for url, places in each.anchors.items()})
        return env

    def _make(self, config: MkDocsConfig) -> None:
        """Make every part that can be made before MkDocs has written its pages."""
        maker, inputs = self._maker(config), self._inputs(config)
        parts = [
            *list_parts(self.plan, (self.search_page,), maker, inputs),
            picture_part(Picture(SITE_PICTURE, title=self.site.name), maker, inputs),
        ]
        self.clock.end(N_("onderdelen opsommen"))
        self.work, self.maker = Work(), maker
        make_parts(parts, self._earlier(), self.work, partial(map_over_processors, tell=self.tell))
        self.clock.end(N_("onderdelen maken"))
        events = {event.slug: f"event {event.slug}" for event in self.plan.catalogue.events}
        contributions = {slug: self.work.made[name][1] for slug, name in events.items()}
        for url, text in self.plan.whole(contributions):
            make_file(url, text, maker, self._earlier(), self.work)
        self.clock.end(N_("agenda, open data en andere lijsten maken"))

    def _earlier(self) -> Earlier:
        return self.preview.earlier if self.preview else self.earlier

    def _hand_written(self, config: MkDocsConfig) -> Part:
        """Return what MkDocs makes, as a part of the site."""
        sources = describe_sources(config)
        seen = (self.plan.shown, tuple(self._addresses()), self.security)
        key = f"{self._inputs(config)} {digest_plain((sources, seen))}" if sources else ""
        return Part(NAME, key, lambda: Made((), {}, frozenset()))

    def _maker(self, config: MkDocsConfig) -> Maker:
        environment = make_environment(config.theme.dirs, self.tools)
        environment.bytecode_cache = CompiledTemplates(self.compiled["ours"])
        fields = self.tools.fields
        folder = self.preview.path if self.preview else Path(config.site_dir)
        return Maker(
            self.plan,
            environment,
            fields,
            partial(draw_picture, back=self.look.band),
            self._shared(),
            folder,
            compressed=not self.serving,
        )

    def _shared(self) -> dict[str, Any]:
        """Return what every planned page can show."""
        names = sorted(load_municipalities().names.values())
        return {"site": self.site, "municipalities": names, "problems": self.problems}

    def _inputs(self, config: MkDocsConfig) -> str:
        words = sorted(self.config.words.items())
        return fingerprint(config, self._shared(), self.look, self._today(), words, self.serving)

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give a page what the layout asks for, in place of MkDocs' own page."""
        return self._context(context, describe_page(page, self.site))

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the 404 page the same; its links start at the root, it can be asked for anywhere."""
        found = self._context(context, describe_static(template_name, self.translate))
        written = (page_address(file.page) for file in context["pages"] if file.page)
        addresses = [*written, *self._addresses()]
        return cast(TemplateContext, {**found, "addresses": addresses})

    def _context(self, context: TemplateContext, head: PageHead) -> TemplateContext:
        root = f"{context['base_url'].rstrip('/')}/"
        ours = {"site": self.site, "root": root, "page": head, "plan": self.plan.shown}
        return cast(TemplateContext, {**context, **ours, "problems": self.problems})

    @event_priority(-60)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add what one can search for and the compressed copies, after other plugins.

        And remember the content of a site that could be built.
        """
        self.clock.end(N_("handgeschreven pagina’s schrijven"))
        folder = Path(config.site_dir)
        index = take_index(folder)
        if not self.serving:
            compress_folder(folder, {url for each in self.work.all() for url in each.files})
        written = describe_written(folder, self.work.all(), index, self.files)
        self.work.made[NAME] = self._hand_written(config).key, written
        self._finish(config, index)
        self._built = config

    def _finish(self, config: MkDocsConfig, index: str) -> None:
        """Make what depends on MkDocs' pages too, and check the links in content."""
        if index:
            text = with_entries(index, self.plan.search_entries())
            make_file(INDEX, text, self.maker, self._earlier(), self.work)
        words = self.translate("De link naar %s in de content leidt nergens heen.")
        parts = [made for name, (_, made) in self.work.made.items() if name != NAME]
        self.places = list_places(self.work.all())
        for link in dead_links(parts, self.places):
            log.warning(words, link)
        self.published = self.catalogue
        if self.preview:
            self.preview.keep(self.work, Path(config.site_dir))

    def _rebuild(self, build: Callable[[], None]) -> None:
        """Build the preview again: with MkDocs alone when one of its own pages changes."""
        if self._built is not None:
            self.prepare(self._built)
            if self.build_planned(self._built):
                return
        build()

    def _build_again(self, failure: Exception, build: Callable[[], None]) -> None:
        """Build the preview with the last good content, and tell in every page what went wrong."""
        self.failure = failure
        try:
            build()
        finally:
            self.failure = None

    def on_serve(
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Any
    ) -> "LiveReloadServer":
        """Mount the form handler, when mkdocs.yml names one and its settings allow it."""
        # Only the preview needs a server; a build starts sooner without.
        from samenkomst.site.preview import keep_building, mount_handler, watch_closely

        server.builder = partial(self._rebuild, server.builder)
        keep_building(server, self._build_again)
        watch_closely(server, config.docs_dir, config.config_file_path)
        try:
            if self.config.handler:
                mount_handler(server, self.config.handler)
        except SettingsError as error:
            for line in error.explain(self.translate):
                log.warning(line)
        return server
