"""The MkDocs plugin: gives MkDocs what it needs of the planned site, and nothing more."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from samenkomst.core.translation import N_
from samenkomst.settings import SettingsError
from samenkomst.site.compiled_templates import CompiledTemplates
from samenkomst.site.compression import compress_files
from samenkomst.site.docs_folder import check_docs
from samenkomst.site.environment import TEMPLATES, equip
from samenkomst.site.hand_written import (
    describe_written,
    find_in_the_way,
    places_of_mkdocs,
    published,
)
from samenkomst.site.leftovers import drop_unused
from samenkomst.site.options import Options
from samenkomst.site.page_head import PageHead, describe_page, describe_static, page_address
from samenkomst.site.planned_page import PlannedPage, place_file, take_out
from samenkomst.site.planned_site import plan_from
from samenkomst.site.preview_folder import PreviewFolder
from samenkomst.site.reading import Reading
from samenkomst.site.scrolling import make_scrollable
from samenkomst.site.search_index import take_index
from samenkomst.site.site_build import SiteBuild, nothing_compiled
from samenkomst.site.site_folder import check_folder
from samenkomst.site.site_settings import SiteSettings, read_settings
from samenkomst.site.standing import files_in
from samenkomst.site.talk import Refusal, log
from samenkomst.site.trouble import TROUBLE, explain_trouble

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


class SamenkomstPlugin(BasePlugin[Options]):
    """Lives as long as `mkdocs serve`, so it still knows the last good content."""

    build: SiteBuild
    reading: Reading
    preview: PreviewFolder | None = None
    _adopted: SiteBuild | None = None
    _begun: SiteBuild | None = None
    _built: Path | None = None
    """Where MkDocs built the last preview."""
    _files: Files
    _docs: Sequence[File]
    """What `docs/` and the theme hold, beside what is planned."""
    _places: set[str]
    """Where something else comes than those, as far as that is known before it is written."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether this is the live preview, which must never stop on a typing error."""
        serving = command == "serve"
        self.reading = Reading(forgiving=serving)
        self._compiled = nothing_compiled()
        if serving and self.preview is None:
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

    def adopt(self, build: SiteBuild) -> None:
        """Let the next build of MkDocs be that one, of which the site is planned."""
        self._adopted = build

    def read_settings(self, config: MkDocsConfig) -> SiteSettings:
        """Return what MkDocs read of its file, with our templates among those of the theme."""
        if str(TEMPLATES) not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
        return read_settings(config)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the content and plan the site, now: MkDocs clears the old site right after this."""
        settings = self.read_settings(config)
        folder = settings.content if settings.content.is_dir() else settings.content.parent
        if str(folder) not in config.watch:
            config.watch.append(str(folder))
        config.site_url = settings.url
        try:
            check_folder(Path(config.site_dir), settings)
            check_docs(settings.docs)
            self.build = self._adopted or self._plan(settings, Path(config.site_dir))
        except Refusal as refusal:
            raise PluginError(str(refusal)) from refusal
        self._adopted = None
        return config

    def _plan(self, settings: SiteSettings, folder: Path) -> SiteBuild:
        self.reading.read(settings)
        planned, compiled = plan_from(settings, self.reading), self._compiled
        if self.preview is None:
            return SiteBuild(planned, folder, compiled=compiled)
        preview = self.preview
        return SiteBuild(
            planned, preview.path, preview.earlier(), preview.written(folder), compiled
        )

    @event_priority(60)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the addresses of planned pages, before other plugins look at them; begin on those."""
        planned, self._begun = self.build.planned, self.build
        self.build.begin()
        drop_unused(files, config)
        self._docs = published(files, config.docs_dir, drafts=planned.preview)
        for address in planned.addresses:
            files.append(PlannedPage(address.url, config))
        for url, text in planned.security.items():
            files.append(place_file(url, text, config))
        for url, content in planned.assets.content.items():
            files.append(place_file(url, content, config))
        return files

    def on_build_error(self, *, error: Exception) -> None:
        """Let nothing go on that was begun, and tell in words what stood in the way."""
        if self._begun:
            self._begun.stop()
        if isinstance(error, TROUBLE):
            raise PluginError(explain_trouble(error)) from error

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Make wide tables and code on hand-written pages fit a phone and a keyboard."""
        return make_scrollable(html, self.build.planned.translate("Tabel"))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Take the planned pages out, for MkDocs to write its own; ours are made meanwhile.

        MkDocs' environment is made fit for our templates, for the pages that it writes itself.
        """
        build = self.build
        equip(env, build.tools)
        env.bytecode_cache = CompiledTemplates(build.compiled["mkdocs"])
        build.clock.end(N_("handgeschreven pagina’s lezen"))
        self._files = files
        take_out(files, lambda url: build.anchors[url])
        self._clear_the_way(files, config)
        return env

    def _clear_the_way(self, files: Files, config: MkDocsConfig) -> None:
        """Take out of `files` what MkDocs could not write: something else comes there."""
        build, planned = self.build, self.build.planned
        self._places = {*places_of_mkdocs(config), *planned.security, *planned.assets.content}
        if Path(config.site_dir) == build.folder:  # it writes among ours
            build.make()
            self._places |= build.urls()
        self._docs = [file for file in self._docs if file.src_uri in files]
        for file in find_in_the_way(self._docs, self._places):
            files.remove(file)

    def on_page_context(
        self, context: TemplateContext, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give a page what the layout asks for, in place of MkDocs' own page."""
        return self._context(context, describe_page(page, self.build.planned.site))

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the 404 page the same; its links start at the root, it can be asked for anywhere."""
        planned = self.build.planned
        found = self._context(context, describe_static(template_name, planned.translate))
        written = (page_address(file.page) for file in context["pages"] if file.page)
        return cast(TemplateContext, {**found, "addresses": [*written, *planned.addresses]})

    def _context(self, context: TemplateContext, head: PageHead) -> TemplateContext:
        planned, root = self.build.planned, f"{context['base_url'].rstrip('/')}/"
        ours = {"site": planned.site, "root": root, "page": head, "plan": planned.plan.shown}
        return cast(TemplateContext, {**context, **ours, "problems": planned.problems})

    @event_priority(-60)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add what one can search for and the compressed copies, after other plugins.

        What stands in `docs/` where something of ours comes is told: it would be lost.
        """
        build, folder = self.build, Path(config.site_dir)
        build.clock.end(N_("handgeschreven pagina’s schrijven"))
        index, written = take_index(folder), files_in(folder) - build.urls()
        if not build.planned.preview:
            written |= compress_files(folder, written)
        build.make()
        ours = build.urls()
        words = build.planned.translate(
            "{page} staat waar een pagina of bestand van de site komt. Geef het een andere naam."
        )
        for file in find_in_the_way(self._docs, self._places | ours):
            log.warning(words.format(page=file.src_uri))
        build.take_written(describe_written(written - ours, index, self._files))
        self._keep(folder)
        self._built = folder

    def _keep(self, site: Path) -> None:
        """Remember the content of a site that could be built, and what was made of a preview."""
        self.reading.published = self.reading.catalogue
        if self.preview:
            self.preview.keep(self.build.work, site)

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
            for line in error.explain(self.reading.translate):
                log.warning(line)
        return server

    def _rebuild(self, build: Callable[[], None]) -> None:
        """Build the preview again: with MkDocs alone when one of its own pages changes."""
        if self._built is not None:
            self.build = self._plan(self.build.planned.settings, self._built)
            if self.build.make_alone():
                self._keep(self._built)
                return
        build()

    def _build_again(self, failure: Exception, build: Callable[[], None]) -> None:
        """Build the preview with the last good content, and tell in every page what went wrong."""
        self.reading.failure = failure
        try:
            build()
        finally:
            self.reading.failure = None
